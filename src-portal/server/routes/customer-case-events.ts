import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { HEARTBEAT_SECONDS } from '#shared/portal-api/sync.ts'
import type { CaseNews } from '../../customer-cases/live.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { type CustomerGuard, signedInCustomer } from '../http/customer-guard.ts'
import { CUSTOMER_PROBLEM_RESPONSE } from '../http/customer-problems.ts'

/** A reader that takes nothing for so long that this much lies waiting is cut off; it will come again. */
const MAX_UNSENT_BYTES = 65_536

export function customerCaseEvents(options: {
  guard: CustomerGuard
  news: CaseNews
  heartbeatMs?: number | undefined
}): FastifyPluginAsyncZod {
  const { guard, news, heartbeatMs = HEARTBEAT_SECONDS * 1000 } = options
  return async (app) => {
    app.route({
      method: 'GET',
      url: CUSTOMER_PATHS.events,
      onRequest: guard.requireCustomer,
      schema: {
        summary: 'Server-sent events: `case` with `{ caseId }` when something that the customer may see has changed',
        tags: ['customers’ cases'],
        response: {
          200: { description: 'An endless stream', content: { 'text/event-stream': { schema: z.string() } } },
          ...CUSTOMER_PROBLEM_RESPONSE,
        },
      },
      handler: async (request, reply) => {
        const { sessionId, ...customer } = signedInCustomer(request)
        const stream = reply.raw
        const write = (text: string) => {
          if (stream.writableEnded || stream.destroyed) return
          if (stream.writableLength > MAX_UNSENT_BYTES) stream.destroy()
          else stream.write(text)
        }
        /** Ends with the session, the consents, and with the role that it was opened in. */
        const check = () => {
          guard.requireCustomer(request).then(
            () => {
              const { role, accountId } = signedInCustomer(request)
              if (role !== customer.role || accountId !== customer.accountId) stream.end()
            },
            () => stream.end(),
          )
        }
        const unsubscribe = news.subscribe({
          customer,
          sessionId,
          changed: (caseId) => write(`event: case\ndata: ${JSON.stringify({ caseId })}\n\n`),
          check,
          end: () => stream.end(),
        })
        if (!unsubscribe) throw new CustomerRefusal('too_many_requests', { retryAfterSeconds: 60 })
        const heartbeat = setInterval(() => {
          write(': heartbeat\n\n')
          check()
        }, heartbeatMs)
        const cleanUp = () => {
          clearInterval(heartbeat)
          unsubscribe()
        }
        stream.on('close', cleanUp)
        stream.on('error', cleanUp)
        reply.hijack()
        // Gone while the guard asked the database: nothing will say so any more.
        if (stream.destroyed) {
          cleanUp()
          return
        }
        stream.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          'x-content-type-options': 'nosniff',
        })
        // A stream without a byte counts as no stream with some proxies.
        write(': here\n\n')
      },
    })
  }
}
