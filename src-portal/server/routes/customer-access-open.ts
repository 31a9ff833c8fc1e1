import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  applicantAnswer,
  applicantQuestion,
  invitationCheck,
  invitationState,
  me,
  newInvitationRequest,
  portalConfig,
  redeemRequest,
  registrationRequest,
  registrationResponse,
} from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { DEFAULT_MAX_ATTACHMENT_BYTES } from '#shared/portal-api/blobs.ts'
import { MAX_ATTACHMENTS } from '#shared/portal-api/operations.ts'
import { createFailedAttempts } from '../../auth/failed-attempts.ts'
import { tellKnownPerson } from '../../customers/forgotten.ts'
import { answerQuestion, readQuestion } from '../../customers/questions.ts'
import { readInvitation, redeem } from '../../customers/redeem.ts'
import { register } from '../../customers/register.ts'
import { presentConsents } from '../../customers/settings.ts'
import { inTransaction } from '../deps.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'
import { NO_CONTENT } from '../http/openapi.ts'
import { type CustomerAccess, deviceOf, mailOnRequest, perAddress, welcome } from './customer-access-deps.ts'

/** What is open to everybody: registration, invitations, an agent's question to an applicant. */
export function openAccessRoutes(access: CustomerAccess): FastifyPluginAsyncZod {
  const { deps, settings, passwords, captcha, limits } = access
  const byEmail = createFailedAttempts(limits.registrationsByEmail, deps.now)
  const proofsByCode = createFailedAttempts(limits.proofsByCode, deps.now)
  const schema = { tags: ['customers’ access'] }
  return async (app) => {
    app.route({
      method: 'GET',
      url: CUSTOMER_PATHS.config,
      schema: {
        ...schema,
        summary: 'What the pages have to know before anybody signs in',
        response: { 200: portalConfig, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async () => ({
        proof: settings.proof,
        consentGate: settings.consentGate,
        consents: presentConsents(settings),
        maxAttachmentBytes: deps.maxAttachmentBytes ?? DEFAULT_MAX_ATTACHMENT_BYTES,
        maxFiles: MAX_ATTACHMENTS,
        reopenWindowDays: settings.reopenWindowDays,
        contact: settings.contact,
        documents: settings.documents,
      }),
    })

    app.route({
      method: 'GET',
      url: CUSTOMER_PATHS.captcha,
      config: perAddress(limits.captchasByIp),
      schema: {
        ...schema,
        summary: 'A challenge of ALTCHA',
        response: { 200: z.record(z.string(), z.unknown()), ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (_request, reply) => {
        reply.header('cache-control', 'no-store')
        return { ...(await captcha.challenge()) }
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.register,
      config: perAddress(limits.registrationsByIp),
      schema: {
        ...schema,
        summary: 'Ask for access',
        body: registrationRequest,
        response: { 200: registrationResponse, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ body: { captcha: captchaText, ...request }, ip }) => ({
        next: await register(deps, { captcha, settings, byEmail, proofsByCode }, { request, captchaText, ip }),
      }),
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.question,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'What an agent asks an applicant',
        body: invitationCheck,
        response: { 200: applicantQuestion, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ body: { code } }) => readQuestion(deps.db, { code, now: deps.now() }),
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.question}/answer`,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'Answer it',
        body: applicantAnswer,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ body, ip }, reply) => {
        await inTransaction(deps, (work) => answerQuestion(work, { ...body, ip }))
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.invitation,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'Whom an invitation is for',
        body: invitationCheck,
        response: { 200: invitationState, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async ({ body: { code } }) => readInvitation(deps.db, { code, now: deps.now() }),
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.invitation}/redeem`,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'Choose user name and password, and be signed in',
        body: redeemRequest,
        response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { ip } = request
        const session = await redeem(deps, passwords, { ...request.body, device: deviceOf(request), ip })
        return welcome(access, request, reply, { ...session, stay: false })
      },
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.invitation}/new`,
      config: perAddress(limits.mailsByIp),
      schema: {
        ...schema,
        summary: 'Send another invitation to whoever has one; answered alike for all',
        body: newInvitationRequest,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: mailOnRequest(access, access.mailsByEmail, (work, { email, ip }) =>
        tellKnownPerson(work, { email, by: { kind: 'customer', id: null, ip } }),
      ),
    })
  }
}
