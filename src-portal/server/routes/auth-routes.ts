import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { agentSessions, signedInAgent, signInRequest, signInResponse } from '#shared/portal-api/auth.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { FailedAttempts } from '../../auth/failed-attempts.ts'
import { type AuditEvent, writeAudit } from '../../customers/audit.ts'
import { inTransaction, type ServiceDeps } from '../deps.ts'
import { createAgentGuard, signedIn } from '../http/agent-guard.ts'
import { BEARER, NO_CONTENT, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'

export function authRoutes(options: {
  auth: AgentAuth
  deps: ServiceDeps
  failuresByEmail: FailedAttempts
  signInsByIp: { max: number; windowMs: number }
}): FastifyPluginAsyncZod {
  const { auth, deps, failuresByEmail, signInsByIp } = options
  const audit = (event: AuditEvent, agentId: string | null, ip: string) =>
    inTransaction(deps, (work) => writeAudit(work, { by: { kind: 'agent', id: agentId, ip }, event, contactId: null }))
  const guard = createAgentGuard(auth)
  return async (app) => {
    app.route({
      method: 'POST',
      url: PORTAL_PATHS.signIn,
      bodyLimit: 16_384,
      config: { rateLimit: { max: signInsByIp.max, timeWindow: signInsByIp.windowMs } },
      schema: {
        summary: 'Sign in with e-mail and password',
        tags: ['session'],
        body: signInRequest,
        response: { 200: signInResponse, ...PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const key = request.body.email.trim().toLowerCase()
        const wait = failuresByEmail.begin(key)
        if (wait !== null) throw new PortalProblem('too_many_requests', { retryAfterSeconds: wait })
        const session = await auth.signIn(request.body)
        if (!session) {
          await audit('agent_sign_in_failed', await auth.agentIdOf(key), request.ip)
          throw new PortalProblem('wrong_credentials')
        }
        failuresByEmail.succeed(key)
        await audit('agent_signed_in', session.agent.id, request.ip)
        return session
      },
    })

    app.route({
      method: 'POST',
      url: PORTAL_PATHS.signOut,
      onRequest: guard,
      schema: {
        summary: 'End this session',
        tags: ['session'],
        security: BEARER,
        response: { 204: NO_CONTENT, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { agent, sessionId } = signedIn(request)
        await auth.endSession(agent.id, sessionId)
        await audit('agent_signed_out', agent.id, request.ip)
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'GET',
      url: PORTAL_PATHS.me,
      onRequest: guard,
      schema: {
        summary: 'Who is signed in',
        tags: ['session'],
        security: BEARER,
        response: { 200: signedInAgent, ...PROBLEM_RESPONSE },
      },
      handler: async (request) => signedIn(request).agent,
    })

    app.route({
      method: 'GET',
      url: PORTAL_PATHS.sessions,
      onRequest: guard,
      schema: {
        summary: 'The agent’s own sessions, newest first',
        tags: ['session'],
        security: BEARER,
        response: { 200: agentSessions, ...PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const { agent, sessionId } = signedIn(request)
        const sessions = await auth.listSessions(agent.id)
        return {
          sessions: sessions.map(({ id, device, createdAt, expiresAt }) => ({
            id,
            device: device ?? '',
            createdAt: createdAt.getTime(),
            expiresAt: expiresAt.getTime(),
            current: id === sessionId,
          })),
        }
      },
    })

    app.route({
      method: 'DELETE',
      url: `${PORTAL_PATHS.sessions}/:id`,
      onRequest: guard,
      schema: {
        summary: 'End one of the agent’s own sessions',
        tags: ['session'],
        security: BEARER,
        params: z.object({ id: z.string().min(1).max(64) }),
        response: { 204: NO_CONTENT, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { id } = signedIn(request).agent
        const ended = await auth.endSession(id, request.params.id)
        if (!ended) throw new PortalProblem('not_found')
        await audit('agent_session_ended', id, request.ip)
        return reply.code(204).send(null)
      },
    })
  }
}
