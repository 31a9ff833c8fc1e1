import { once } from 'node:events'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { getCACertificates, type SecureVersion, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { createPortalClient } from '#main/sync/portal-client.ts'
import type { PortalFault } from '#main/sync/portal-fault.ts'
import { aCertificate, type Certificate } from '#test/support/certificate.ts'
import { aReply } from '../store/support.ts'

const usual = getCACertificates('default')
let trusted: Certificate
let stranger: Certificate

beforeAll(() => {
  trusted = aCertificate()
  stranger = aCertificate()
  setDefaultCACertificates([...usual, trusted.cert])
})
afterAll(() => setDefaultCACertificates(usual))

/** An application-data record that no key opens. */
const DAMAGED = Buffer.concat([Buffer.from([0x17, 3, 3, 0, 40]), Buffer.alloc(40, 9)])
const PLAIN = Buffer.from('HTTP/1.1 503 Service Unavailable\r\n\r\n')

/** A portal that carries out what arrives, and the line to it; where `spoils` says so, `bytes` come in place of the answer. */
async function aLine({ key, cert }: Certificate, bytes = DAMAGED, spoils: (request: number) => boolean = () => true) {
  const line = { url: '', carriedOut: 0, connections: 0 }
  const desks: Socket[] = []
  const portal = createHttpsServer({ key, cert }, async (request, response) => {
    for await (const _ of request);
    line.carriedOut += 1
    if (spoils(line.carriedOut)) desks.at(-1)?.write(bytes)
    else response.end('{"results":[]}')
  })
  const portalPort = await listening(portal)
  const between = createServer((desk) => {
    line.connections += 1
    desks.push(desk)
    const onward = connect(portalPort, '127.0.0.1')
    desk.pipe(onward).pipe(desk)
    for (const socket of [desk, onward]) socket.on('error', () => {})
  })
  line.url = `https://localhost:${await listening(between)}/`
  onTestFinished(() => {
    for (const desk of desks) desk.destroy()
    portal.closeAllConnections()
  })
  return line
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

function clientOf(baseUrl: string) {
  const options = { token: () => null, onPortalTime: () => {}, breathe: async () => {}, version: '0', timeoutMs: 5_000 }
  const client = createPortalClient({ baseUrl, ...options })
  onTestFinished(() => client.disconnect())
  return () => client.push({ clientId: 'desk', operations: [aReply('a')] })
}

const faultOf = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (fault: PortalFault) => fault,
  )

it.each([
  ['a record that cannot be read', DAMAGED],
  ['something that is no record', PLAIN],
])('%s in place of the answer: the request may have been carried out', async (_, bytes) => {
  const line = await aLine(trusted, bytes)
  expect(await faultOf(clientOf(line.url)())).toMatchObject({ code: 'tls', nothingDone: false })
  expect(line.carriedOut).toBe(1)
})

it('the same on a connection that has served before', async () => {
  const line = await aLine(trusted, DAMAGED, (request) => request === 2)
  const push = clientOf(line.url)
  expect(await faultOf(push())).toBeNull()
  expect(await faultOf(push())).toMatchObject({ code: 'tls', nothingDone: false })
  expect(line).toMatchObject({ carriedOut: 2, connections: 1 })
})

it.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])(
  'to a certificate that is not trusted nothing is sent (%s)',
  async (maxVersion) => {
    const { key, cert } = stranger
    const arrived = vi.fn()
    const portal = createHttpsServer({ key, cert, maxVersion })
    portal.on('secureConnection', (socket) => socket.on('data', arrived))
    portal.on('request', (request) => request.resume())
    const fault = await faultOf(clientOf(`https://localhost:${await listening(portal)}/`)())
    expect(fault).toMatchObject({ code: 'tls', nothingDone: true })
    await expect.poll(() => connectionsOf(portal)).toBe(0)
    expect(arrived).not.toHaveBeenCalled()
  },
)

const connectionsOf = (server: Server) =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

it('where nobody listens, or no address is found, nothing is done', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  for (const host of ['127.0.0.1', 'localhost']) {
    expect(await faultOf(clientOf(`https://${host}:${port}/`)())).toMatchObject({
      code: 'unreachable',
      nothingDone: true,
    })
  }
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, '')
  onTestFinished(() => void vi.unstubAllEnvs())
  // Longer than a name may be: no server is asked for it.
  const nowhere = `https://${'x'.repeat(64)}.example/`
  expect(await faultOf(clientOf(nowhere)())).toMatchObject({ code: 'unreachable', nothingDone: true })
})
