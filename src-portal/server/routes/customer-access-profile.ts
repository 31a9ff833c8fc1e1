import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  confirmEmail,
  customerSessions,
  deletionRequest,
  emailChange,
  giveConsents,
  me,
  passwordChange,
  profileChange,
} from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { createFailedAttempts } from '../../auth/failed-attempts.ts'
import { writeAudit } from '../../customers/audit.ts'
import { askEmailChange, confirmEmailChange } from '../../customers/email-change.ts'
import { readOwnData } from '../../customers/own-data.ts'
import { changePassword, requirePassword } from '../../customers/passwords.ts'
import { addConsents, changeProfile, readMe, requestDeletion, takeDeletionBack } from '../../customers/profile.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { endSession, listSessions } from '../../customers/sessions.ts'
import { inTransaction } from '../deps.ts'
import { signedInCustomer } from '../http/customer-guard.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'
import { perCustomer } from '../http/customer-requests.ts'
import { NO_CONTENT } from '../http/openapi.ts'
import { type CustomerAccess, countOne, perAddress } from './customer-access-deps.ts'

const BELOW_ME = `${CUSTOMER_PATHS.me}/`

/** The person's own: profile, consents, sessions, data. Nobody is kept from these by the consents alone. */
export function profileRoutes(access: CustomerAccess): FastifyPluginAsyncZod {
  const { deps, guard, settings, passwords, limits } = access
  const failures = createFailedAttempts(limits.failuresByContact, deps.now)
  const emailChanges = createFailedAttempts(limits.emailChangesByContact, deps.now)
  const deletions = createFailedAttempts(limits.deletionsByContact, deps.now)
  const onRequest = guard.requireSession
  const config = { rateLimit: perCustomer(limits.profileByContact) }
  const schema = { tags: ['customers’ access'] }
  /** A session that was left open is no proof of who sits there. */
  const confirm = async (contactId: string, check: () => Promise<void>) => {
    countOne(failures, contactId)
    await check()
    failures.succeed(contactId)
  }
  return async (app) => {
    app.route({
      method: 'GET',
      url: CUSTOMER_PATHS.me,
      onRequest,
      config,
      schema: { ...schema, summary: 'Who is signed in', response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE } },
      handler: async ({ customer }, reply) => {
        if (!customer) throw new CustomerRefusal('unauthorized')
        reply.header('cache-control', 'no-store')
        return readMe(deps.db, { ...customer, now: deps.now(), settings })
      },
    })

    app.route({
      method: 'PATCH',
      url: CUSTOMER_PATHS.me,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Change name, phone and language',
        body: profileChange,
        response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ customer, body, ip }) => {
        if (!customer) throw new CustomerRefusal('unauthorized')
        await inTransaction(deps, (work) => changeProfile(work, { ...customer, ip }, body))
        return readMe(deps.db, { ...customer, now: deps.now(), settings })
      },
    })

    app.route({
      method: 'POST',
      url: `${BELOW_ME}consents`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Agree to the present texts',
        body: giveConsents,
        response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ customer, body, ip }) => {
        if (!customer) throw new CustomerRefusal('unauthorized')
        await inTransaction(deps, (work) => addConsents(work, { ...customer, ip, settings }, body.consents))
        return readMe(deps.db, { ...customer, now: deps.now(), settings })
      },
    })

    app.route({
      method: 'POST',
      url: `${BELOW_ME}email`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Send a link to the new address',
        body: emailChange,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const { email, password } = request.body
        await confirm(contactId, () => requirePassword(deps, passwords, { contactId, password }))
        countOne(access.mailsByEmail, email.toLowerCase())
        // Each request is told to the present address as well.
        countOne(emailChanges, contactId)
        await inTransaction(deps, (work) => askEmailChange(work, { contactId, email, ip: request.ip }))
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: `${BELOW_ME}password`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Change the password; other sessions end',
        body: passwordChange,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId, sessionId } = signedInCustomer(request)
        const { current, password } = request.body
        await confirm(contactId, () => requirePassword(deps, passwords, { contactId, password: current }))
        await changePassword(deps, passwords, { contactId, sessionId, password, ip: request.ip })
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: `${BELOW_ME}deletion`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Ask for the account to be deleted; agents decide',
        body: deletionRequest,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const { password } = request.body
        await confirm(contactId, () => requirePassword(deps, passwords, { contactId, password }))
        countOne(deletions, contactId)
        await inTransaction(deps, (work) => requestDeletion(work, { contactId, ip: request.ip }))
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'DELETE',
      url: `${BELOW_ME}deletion`,
      onRequest,
      config,
      schema: { ...schema, summary: 'Take that back', response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE } },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        await inTransaction(deps, (work) => takeDeletionBack(work, { contactId, ip: request.ip }))
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'GET',
      url: `${BELOW_ME}export`,
      onRequest,
      config,
      schema: { ...schema, summary: 'Own data, as a download (JSON)' },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        const data = await readOwnData(deps.db, { contactId, now: deps.now() })
        await inTransaction(deps, (work) =>
          writeAudit(work, {
            by: { kind: 'customer', id: contactId, ip: request.ip },
            event: 'data_exported',
            contactId,
          }),
        )
        return reply
          .header('cache-control', 'no-store')
          .header('content-disposition', 'attachment; filename="spica-my-data.json"')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(data, null, 2))
      },
    })

    app.route({
      method: 'GET',
      url: `${BELOW_ME}sessions`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'Where the person is signed in, newest first',
        response: { 200: customerSessions, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId, sessionId } = signedInCustomer(request)
        const sessions = await listSessions(deps.db, contactId, deps.now())
        reply.header('cache-control', 'no-store')
        return { sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })) }
      },
    })

    app.route({
      method: 'DELETE',
      url: `${BELOW_ME}sessions/:id`,
      onRequest,
      config,
      schema: {
        ...schema,
        summary: 'End one of the own sessions',
        params: z.object({ id: z.string().min(1).max(64) }),
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = signedInCustomer(request)
        await inTransaction(deps, async (work) => {
          if (!(await endSession(work.tx, contactId, request.params.id))) throw new CustomerRefusal('not_found')
          await writeAudit(work, {
            by: { kind: 'customer', id: contactId, ip: request.ip },
            event: 'session_ended',
            contactId,
          })
        })
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.confirmEmail,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'The new address is the person’s: by the code of the link',
        body: confirmEmail,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ body, ip }, reply) => {
        await inTransaction(deps, (work) => confirmEmailChange(work, { ...body, ip }))
        return reply.code(204).send(null)
      },
    })
  }
}
