import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  caseListRequest,
  casePage,
  customerCaseDetail,
  estimateAnswer,
  newCaseOptions,
  newCaseRequest,
  newCaseResponse,
  noteRequest,
  noteResponse,
  ownDevices,
  ownDevicesRequest,
} from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { MAX_DESCRIPTION_LENGTH } from '#shared/domain/case.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import { readCase } from '../../customer-cases/detail.ts'
import { listCases, readCursor } from '../../customer-cases/list.ts'
import { openCase } from '../../customer-cases/new-case.ts'
import { readNewCaseOptions } from '../../customer-cases/options.ts'
import { searchOwnDevices } from '../../customer-cases/own-devices.ts'
import { once } from '../../customer-cases/requests.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import type { PortalDatabase } from '../../db/open.ts'
import { IllegalMove } from '../cases/case-fields.ts'
import { addCustomerNote, CaseNotFound, closeCaseByCustomer, lockCustomersCase } from '../cases/customer-actions.ts'
import { answerEstimate, EstimateNotFound, EstimateNotOpen } from '../cases/estimate-answer.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'
import { type CustomerGuard, signedInCustomer } from '../http/customer-guard.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'
import { known, perCustomer, storableText } from '../http/customer-requests.ts'
import { NO_CONTENT } from '../http/openapi.ts'

/** A text of the greatest length, as JSON that escapes each of its characters. */
const TEXT_BODY_LIMIT = MAX_DESCRIPTION_LENGTH * 6 + 65_536
const caseParams = z.object({ caseId: z.string() })
const estimateParams = z.object({ caseId: z.string(), estimateId: z.string() })

export type CustomerCaseOptions = {
  guard: CustomerGuard
  deps: ServiceDeps
  database: PortalDatabase
  reopenWindowDays: number
  /** Of one person. */
  reads: AttemptLimit
  writes: AttemptLimit
}

/** A customer's cases: all that is read goes through `customer-cases/scope.ts`. */
export function customerCaseRoutes(options: CustomerCaseOptions): FastifyPluginAsyncZod {
  const { deps, database, reopenWindowDays } = options
  const onRequest = options.guard.requireCustomer
  const reads = { rateLimit: perCustomer(options.reads) }
  const writes = { rateLimit: perCustomer(options.writes) }
  const schema = { tags: ['customers’ cases'] }
  return async (app) => {
    app.addHook('preHandler', storableText)

    app.route({
      method: 'GET',
      url: CUSTOMER_PATHS.cases,
      onRequest,
      config: reads,
      schema: {
        ...schema,
        summary: 'A page of the cases that the customer may see',
        querystring: caseListRequest,
        response: { 200: casePage, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { after: cursor, ...query } = request.query
        const after = cursor === undefined ? undefined : readCursor(cursor)
        if (after === null) throw new CustomerRefusal('invalid_request')
        reply.header('cache-control', 'no-store')
        const args = { ...query, after, now: deps.now(), reopenWindowDays }
        return listCases(database.query, signedInCustomer(request), args)
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.cases,
      onRequest,
      config: writes,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        ...schema,
        summary: 'Open a case; the same `requestId` again opens no other',
        body: newCaseRequest,
        response: { 200: newCaseResponse, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const customer = signedInCustomer(request)
        const { requestId, ...input } = request.body
        const payload = { kind: 'new_case', ...input }
        return inTransaction(deps, (work) =>
          once(work, { contactId: customer.contactId, requestId, payload }, async () => {
            const { id, caseNumber } = await openCase(work, customer, input)
            return { caseId: id, caseNumber }
          }),
        )
      },
    })

    app.route({
      method: 'GET',
      url: `${CUSTOMER_PATHS.cases}/options`,
      onRequest,
      config: reads,
      schema: {
        ...schema,
        summary: 'Contracts of the customer’s company, to choose from',
        response: { 200: newCaseOptions, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        return readNewCaseOptions(database.query, signedInCustomer(request), deps.now())
      },
    })

    app.route({
      method: 'GET',
      url: `${CUSTOMER_PATHS.cases}/options/devices`,
      onRequest,
      config: reads,
      schema: {
        ...schema,
        summary: 'Devices of the customer’s company by a part of number or model, however it is typed',
        querystring: ownDevicesRequest,
        response: { 200: ownDevices, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const { text } = request.query
        return searchOwnDevices(database.query, signedInCustomer(request), { text, now: deps.now() })
      },
    })

    app.route({
      method: 'GET',
      url: `${CUSTOMER_PATHS.cases}/:caseId`,
      onRequest,
      config: reads,
      schema: {
        ...schema,
        summary: 'A case with its public thread, files and estimates',
        params: caseParams,
        response: { 200: customerCaseDetail, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const args = { caseId: known(request.params.caseId), now: deps.now(), reopenWindowDays }
        const found = await readCase(database, signedInCustomer(request), args)
        if (!found) throw new CustomerRefusal('not_found')
        reply.header('cache-control', 'no-store')
        return found
      },
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.cases}/:caseId/notes`,
      onRequest,
      config: writes,
      bodyLimit: TEXT_BODY_LIMIT,
      schema: {
        ...schema,
        summary: 'Write a note; it wakes, reopens or follows up the case',
        params: caseParams,
        body: noteRequest,
        response: { 200: noteResponse, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const { contactId } = signedInCustomer(request)
        const caseId = known(request.params.caseId)
        const { requestId, body, files } = request.body
        if (body === '' && files.length === 0) {
          throw new CustomerRefusal('invalid_fields', { fields: { body: 'required' } })
        }
        const act = async (work: Work) => {
          const note = await addCustomerNote(work, { caseId, contactId, body, files, reopenWindowDays })
          return { caseId: note.case.id, caseNumber: note.case.caseNumber, followUp: note.followUpOf !== null }
        }
        const payload = { kind: 'note', caseId, body, files }
        return refusing(() =>
          inTransaction(deps, (work) => once(work, { contactId, requestId, payload }, () => act(work))),
        )
      },
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.cases}/:caseId/close`,
      onRequest,
      config: writes,
      schema: {
        ...schema,
        summary: 'Close an open case',
        params: caseParams,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const caseId = known(request.params.caseId)
        await refusing(() => inTransaction(deps, (work) => closeCaseByCustomer(work, { caseId, contactId })))
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.cases}/:caseId/estimates/:estimateId`,
      onRequest,
      config: writes,
      schema: {
        ...schema,
        summary: 'Approve or decline an open estimate; the same answer again is nothing',
        params: estimateParams,
        body: estimateAnswer,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const caseId = known(request.params.caseId)
        const answer = { caseId, contactId, estimateId: known(request.params.estimateId), ...request.body }
        await refusing(() =>
          inTransaction(deps, async (work) => {
            await lockCustomersCase(work, { caseId, contactId })
            await answerEstimate(work, answer)
          }),
        )
        return reply.code(204).send(null)
      },
    })
  }
}

async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof CaseNotFound || error instanceof EstimateNotFound) throw new CustomerRefusal('not_found')
    if (error instanceof IllegalMove || error instanceof EstimateNotOpen)
      throw new CustomerRefusal('no_longer_possible')
    throw error
  }
}
