import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { HEARTBEAT_SECONDS, type HeadEvent, type PresenceEvent } from '#shared/portal-api/sync.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import type { EventHub } from '../sync/event-hub.ts'

/** A reader that takes nothing for so long that this much lies waiting is cut off; it will come again. */
const MAX_UNSENT_BYTES = 65_536

export function eventRoutes(options: { auth: AgentAuth; hub: EventHub; heartbeatMs?: number }): FastifyPluginAsyncZod {
  const { auth, hub, heartbeatMs = HEARTBEAT_SECONDS * 1000 } = options
  return async (app) => {
    app.route({
      method: 'GET',
      url: PORTAL_PATHS.events,
      onRequest: [createAgentGuard(auth), refuseOldProtocol],
      schema: {
        summary:
          'Server-sent events: `head` with `{ epoch, seq }` and `presence`, at once and at every change; never rows',
        tags: ['sync'],
        security: BEARER,
        response: {
          200: { description: 'An endless stream', content: { 'text/event-stream': { schema: z.string() } } },
          ...PROBLEM_RESPONSE,
        },
      },
      handler: async (request, reply) => {
        const { sessionId, agent } = signedIn(request)
        const stream = reply.raw
        const write = (text: string) => {
          if (stream.writableEnded || stream.destroyed) return
          if (stream.writableLength > MAX_UNSENT_BYTES) stream.destroy()
          else stream.write(text)
        }
        reply.hijack()
        stream.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          'x-content-type-options': 'nosniff',
        })
        let unsubscribe: () => void = () => {}
        const heartbeat = setInterval(() => {
          write(': heartbeat\n\n')
          // Finds sessions that ran out or whose agent was deactivated.
          auth.isLive(sessionId).then(
            (live) => live || stream.end(),
            () => stream.end(),
          )
        }, heartbeatMs)
        const cleanUp = () => {
          clearInterval(heartbeat)
          unsubscribe()
        }
        stream.on('close', cleanUp)
        stream.on('error', cleanUp)
        try {
          unsubscribe = await hub.subscribe({
            sessionId,
            agentId: agent.id,
            head: (head: HeadEvent) => write(`event: head\ndata: ${JSON.stringify(head)}\n\n`),
            presence: (event: PresenceEvent) => write(`event: presence\ndata: ${JSON.stringify(event)}\n\n`),
            end: () => stream.end(),
          })
          if (stream.destroyed) cleanUp()
        } catch (error) {
          request.log.warn({ err: error }, 'An event stream could not begin')
          stream.end()
        }
      },
    })
  }
}
