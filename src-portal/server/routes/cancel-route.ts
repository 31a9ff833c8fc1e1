import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { cancelRequest, cancelResponse } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { ServiceDeps } from '../deps.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { cancelOperations } from '../sync/ledger.ts'

export function cancelRoute({ auth, deps }: { auth: AgentAuth; deps: ServiceDeps }): FastifyPluginAsyncZod {
  return async (app) => {
    app.route({
      method: 'POST',
      url: PORTAL_PATHS.cancel,
      onRequest: [createAgentGuard(auth), refuseOldProtocol],
      schema: {
        summary: 'Close operations that have not taken effect',
        tags: ['sync'],
        security: BEARER,
        body: cancelRequest,
        response: { 200: cancelResponse, ...PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const { clientId, opIds } = request.body
        const sender = { agentId: signedIn(request).agent.id, clientId }
        return { outcomes: await cancelOperations(deps, sender, opIds, request.log) }
      },
    })
  }
}
