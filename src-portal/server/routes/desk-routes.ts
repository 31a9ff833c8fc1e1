import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type PortalLimits, portalLimits } from '#shared/portal-api/blobs.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { digestQuery, digestResponse, presenceRequest } from '#shared/portal-api/sync.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import type { PortalDatabase } from '../../db/open.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { createTurnstile, readDigest } from '../sync/digest.ts'
import { announcePresence } from '../sync/presence.ts'

export type DeskRoutesOptions = {
  auth: AgentAuth
  database: PortalDatabase
  limits: PortalLimits
  /** Requests of one agent. */
  digests: AttemptLimit
  presences: AttemptLimit
}

/** What a desk asks for beside its rows. */
export function deskRoutes({ auth, database, limits, digests, presences }: DeskRoutesOptions): FastifyPluginAsyncZod {
  const guards = [createAgentGuard(auth), refuseOldProtocol]
  const oneByOne = createTurnstile()
  return async (app) => {
    app.route({
      method: 'GET',
      url: PORTAL_PATHS.digest,
      onRequest: guards,
      config: { rateLimit: perAgent(digests) },
      schema: {
        summary: 'Fingerprints of a table’s rows, by bucket; only of what this agent may see',
        tags: ['sync'],
        security: BEARER,
        querystring: digestQuery,
        response: { 200: digestResponse, ...PROBLEM_RESPONSE },
      },
      handler: (request) => {
        const agentId = signedIn(request).agent.id
        return oneByOne(() => readDigest(database, { agentId, table: request.query.table }))
      },
    })

    app.route({
      method: 'PUT',
      url: PORTAL_PATHS.presence,
      onRequest: guards,
      logLevel: 'warn',
      bodyLimit: 4096,
      config: { rateLimit: perAgent(presences) },
      schema: {
        summary: 'Say in which case the agent is; a case that the agent may not see is passed over',
        tags: ['sync'],
        security: BEARER,
        body: presenceRequest,
        response: { 204: z.null().describe('Done'), ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        await announcePresence(database.query, { ...request.body, agentId: signedIn(request).agent.id })
        return reply.code(204).send(null)
      },
    })

    app.route({
      method: 'GET',
      url: PORTAL_PATHS.limits,
      onRequest: guards,
      schema: {
        summary: 'What the portal takes',
        tags: ['sync'],
        security: BEARER,
        response: { 200: portalLimits, ...PROBLEM_RESPONSE },
      },
      handler: async () => limits,
    })
  }
}

/** Runs behind the guard. */
function perAgent({ max, windowMs }: AttemptLimit) {
  return { max, timeWindow: windowMs, keyGenerator: (request: FastifyRequest) => signedIn(request).agent.id }
}
