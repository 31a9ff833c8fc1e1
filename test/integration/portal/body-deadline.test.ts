import { once } from 'node:events'
import { createConnection } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limitBodyTime } from '#portal/server/http/body-deadline.ts'

const DEADLINE_MS = 100

describe('the time that a body may take', () => {
  let app: FastifyInstance
  let port: number

  beforeEach(async () => {
    app = Fastify()
    limitBodyTime(app, DEADLINE_MS)
    app.post('/quick', async (request) => request.body)
    app.post('/slow', { config: { slowBody: true } }, async (request) => request.body)
    app.get('/stream', (_request, reply) => {
      reply.hijack()
      reply.raw.write('data: 1\n\n')
    })
    port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  })
  afterEach(() => app.close())

  /** Sends this and no more. Whether the portal has cut the connection off by itself long after the deadline. */
  async function isCutOff(text: string): Promise<boolean> {
    const socket = createConnection(port, '127.0.0.1').on('error', () => {})
    socket.resume().write(text)
    const cut = once(socket, 'close').then(() => true)
    const waited = new Promise<false>((resolve) => setTimeout(() => resolve(false), DEADLINE_MS * 5))
    const result = await Promise.race([cut, waited])
    socket.destroy()
    return result
  }
  const begun = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{`

  it('is short, but for the routes that take files', async () => {
    expect(await isCutOff(begun('/quick'))).toBe(true)
    expect(await isCutOff(begun('/slow'))).toBe(false)
  })

  it('is nothing to a request without one, however long the answer takes', async () => {
    expect(await isCutOff('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n')).toBe(false)
  })
})
