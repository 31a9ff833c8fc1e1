import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { forgotPasswordRequest, me, resetPasswordRequest, signInRequest } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { createFailedAttempts } from '../../auth/failed-attempts.ts'
import { writeAudit } from '../../customers/audit.ts'
import { sendPasswordHelp } from '../../customers/forgotten.ts'
import { resetPassword } from '../../customers/passwords.ts'
import { endSession, endSessions } from '../../customers/sessions.ts'
import { signInCustomer } from '../../customers/sign-in.ts'
import { inTransaction } from '../deps.ts'
import { clearSessionCookie, sessionTokenOf, signedInCustomer } from '../http/customer-guard.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'
import { NO_CONTENT } from '../http/openapi.ts'
import { type CustomerAccess, deviceOf, mailOnRequest, perAddress, welcome } from './customer-access-deps.ts'

const BODY_LIMIT = 16_384

/** Coming in and going out. */
export function signInRoutes(access: CustomerAccess): FastifyPluginAsyncZod {
  const { deps, guard, settings, passwords, limits } = access
  const failures = {
    byLoginAndIp: createFailedAttempts(limits.failuresByLoginAndIp, deps.now),
    byLogin: createFailedAttempts(limits.failuresByLogin, deps.now),
  }
  // Of their own: whoever has other mail sent to an address does not use up its owner's way in.
  const resetsByEmail = createFailedAttempts(limits.mailsByEmail, deps.now)
  const schema = { tags: ['customers’ access'] }
  return async (app) => {
    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.signIn,
      bodyLimit: BODY_LIMIT,
      config: perAddress(limits.signInsByIp),
      schema: {
        ...schema,
        summary: 'Sign in by user name or e-mail',
        body: signInRequest,
        response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { login, password, staySignedIn: stay } = request.body
        const session = await signInCustomer(
          deps,
          { passwords, limits: failures },
          {
            login,
            password,
            stay,
            device: deviceOf(request),
            ip: request.ip,
            replaces: sessionTokenOf(request, settings),
          },
        )
        return welcome(access, request, reply, { ...session, stay })
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.signOut,
      onRequest: guard.requireSession,
      schema: {
        ...schema,
        summary: 'End this session, or all of the person’s',
        querystring: z.object({ everywhere: z.enum(['true', 'false']).default('false') }),
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId, sessionId } = signedInCustomer(request)
        const everywhere = request.query.everywhere === 'true'
        await inTransaction(deps, async (work) => {
          if (everywhere) await endSessions(work.tx, contactId)
          else await endSession(work.tx, contactId, sessionId)
          await writeAudit(work, {
            by: { kind: 'customer', id: contactId, ip: request.ip },
            event: everywhere ? 'all_sessions_ended' : 'signed_out',
            contactId,
          })
        })
        clearSessionCookie(request, reply, settings)
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'POST',
      url: CUSTOMER_PATHS.password,
      bodyLimit: BODY_LIMIT,
      config: perAddress(limits.mailsByIp),
      schema: {
        ...schema,
        summary: 'Send a link to set a password with; answered alike for all',
        body: forgotPasswordRequest,
        response: { 204: NO_CONTENT, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: mailOnRequest(access, resetsByEmail, sendPasswordHelp),
    })

    app.route({
      method: 'POST',
      url: `${CUSTOMER_PATHS.password}/reset`,
      bodyLimit: BODY_LIMIT,
      config: perAddress(limits.codesByIp),
      schema: {
        ...schema,
        summary: 'Set a password by the code of the link, and be signed in',
        body: resetPasswordRequest,
        response: { 200: me, ...CUSTOMER_PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { ip } = request
        const session = await resetPassword(deps, passwords, { ...request.body, device: deviceOf(request), ip })
        return welcome(access, request, reply, { ...session, stay: false })
      },
    })
  }
}
