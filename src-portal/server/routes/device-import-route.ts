import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { deviceImportQuery, deviceImportReport, MAX_DEVICE_FILE_BYTES } from '#shared/portal-api/device-import.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { AttemptLimit } from '../../auth/failed-attempts.ts'
import { importDevices } from '../../devices/import-devices.ts'
import type { ServiceDeps } from '../deps.ts'
import { createAdminGuard } from '../http/admin-guard.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'
import { createTurnstile } from '../sync/digest.ts'

/** `limit`: of one agent. */
export type DeviceImportOptions = { auth: AgentAuth; deps: ServiceDeps; limit: AttemptLimit }

/** A file of devices, looked at or taken in; see `PORTAL_PATHS.deviceImport`. The audit log keeps who had what taken in. */
export function deviceImportRoute({ auth, deps, limit }: DeviceImportOptions): FastifyPluginAsyncZod {
  const oneByOne = createTurnstile()
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    app.route({
      method: 'POST',
      url: PORTAL_PATHS.deviceImport,
      onRequest: [createAgentGuard(auth), refuseOldProtocol, createAdminGuard(deps.db)],
      bodyLimit: MAX_DEVICE_FILE_BYTES,
      config: {
        slowBody: true,
        rateLimit: {
          max: limit.max,
          timeWindow: limit.windowMs,
          keyGenerator: (request) => signedIn(request).agent.id,
        },
      },
      schema: {
        summary: 'What a file would change in the registry of devices, or the change itself; administrators alone',
        tags: ['devices'],
        security: BEARER,
        querystring: deviceImportQuery,
        response: { 200: deviceImportReport, ...PROBLEM_RESPONSE },
      },
      handler: async (request) => {
        const bytes = request.body
        if (!Buffer.isBuffer(bytes)) throw new PortalProblem('invalid_request', { detail: 'There is no file' })
        const preview = request.query.preview === 'true'
        const by = { kind: 'agent', id: signedIn(request).agent.id, ip: request.ip } as const
        return oneByOne(() => importDevices(deps, bytes, { preview, by }))
      },
    })
  }
}
