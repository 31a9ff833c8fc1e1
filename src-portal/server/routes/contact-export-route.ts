import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { personExport } from '#shared/portal-api/contact-export.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import type { ServiceDeps } from '../deps.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'
import { exportPerson, PersonTooLarge } from '../people/person-export.ts'
import { createTurnstile } from '../sync/digest.ts'

/** `limit`: of one agent. */
export type ContactExportOptions = { auth: AgentAuth; deps: ServiceDeps; limit: AttemptLimit }

export function contactExportRoute({ auth, deps, limit }: ContactExportOptions): FastifyPluginAsyncZod {
  const oneByOne = createTurnstile()
  return async (app) => {
    app.route({
      method: 'GET',
      url: `${PORTAL_PATHS.contactExport}/:contactId`,
      onRequest: [createAgentGuard(auth), refuseOldProtocol],
      config: {
        rateLimit: {
          max: limit.max,
          timeWindow: limit.windowMs,
          keyGenerator: (request) => signedIn(request).agent.id,
        },
      },
      schema: {
        summary:
          'All that the portal keeps of a person, for whoever asks for their data; written down in the audit log',
        tags: ['sync'],
        security: BEARER,
        // PostgreSQL has no NUL in texts.
        params: z.object({
          contactId: z
            .string()
            .min(1)
            .max(64)
            .regex(/^[^\0]+$/),
        }),
        response: { 200: personExport, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { contactId } = request.params
        const agentId = signedIn(request).agent.id
        const found = await oneByOne(() => exportPerson(deps, { contactId, agentId })).catch(refuse)
        if (!found) throw new PortalProblem('not_found')
        return reply.header('cache-control', 'no-store').send(found)
      },
    })
  }
}

function refuse(error: unknown): never {
  throw error instanceof PersonTooLarge ? new PortalProblem('too_large') : error
}
