import type { FastifyInstance } from 'fastify'

/** For a file over a slow phone's connection; Node's own limit, which knows no routes, must be at least this. */
export const SLOW_BODY_MS = 20 * 60_000
const BODY_MS = 60_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take `SLOW_BODY_MS` to come. */
    slowBody?: boolean
  }
}

/** Cuts off a request whose body does not come in time: a connection is not held open with a byte a minute. */
export function limitBodyTime(app: FastifyInstance, ms = BODY_MS): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request
    const { 'content-length': length = '0', 'transfer-encoding': coding } = raw.headers
    if (request.routeOptions.config?.slowBody || (length === '0' && coding === undefined)) return
    const late = setTimeout(() => raw.complete || raw.destroy(), ms)
    const inTime = () => clearTimeout(late)
    raw.once('end', inTime).once('close', inTime)
  })
}
