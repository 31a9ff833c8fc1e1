import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { agentSessions, signedInAgent, signInRequest, signInResponse } from '#shared/portal-api/auth.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { FailedAttempts } from '../../auth/failed-attempts.ts'
import { createAgentGuard, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'

const NO_CONTENT = z.null().describe('Done')

export function authRoutes(options: {
  auth: AgentAuth
  failuresByEmail: FailedAttempts
  signInsByIp: { max: number; windowMs: number }
}): FastifyPluginAsyncZod {
  const { auth, failuresByEmail, signInsByIp } = options
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
        if (!session) throw new PortalProblem('wrong_credentials')
        failuresByEmail.succeed(key)
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
        const ended = await auth.endSession(signedIn(request).agent.id, request.params.id)
        if (!ended) throw new PortalProblem('not_found')
        return reply.code(204).send(null)
      },
    })
  }
}
