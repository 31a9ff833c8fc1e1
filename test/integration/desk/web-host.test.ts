import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { type MessagePortMainLike, RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { readCommandLine, UsageError } from '#main/host-web/command-line.ts'
import { profileKey } from '#main/host-web/profile-key.ts'
import { lockProfile, ProfileInUse } from '#main/host-web/profile-lock.ts'
import { startWebHost, type WebHost } from '#main/host-web/server.ts'
import { staticFiles } from '#main/host-web/static-files.ts'
import { serveMessagePort } from '#main/rpc/serve-message-port.ts'
import type { DeskContract } from '#shared/rpc/contract.ts'
import type { DeskEvent } from '#shared/rpc/models.ts'
import { startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let folder: string
let host: WebHost
let port: number

beforeAll(async () => {
  world = await startWorld({ cases: 30 })
  maja = await world.openDesk()
  await maja.settled()
  folder = mkdtempSync(join(tmpdir(), 'spica-web-host-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Screen</title>')
  writeFileSync(join(folder, 'renderer', 'assets', 'app-1a2b.js'), 'void 0')
  writeFileSync(join(folder, 'secret.txt'), 'not to be served')
})
beforeEach(async () => {
  host = await startWebHost({ desk: maja.desk, files: staticFiles(join(folder, 'renderer'))!, port: 0 })
  port = Number(new URL(host.url()).port)
})
afterEach(() => host.close())
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } })
    asked.on('error', reject)
    asked.on('response', async (response) => {
      let body = ''
      for await (const chunk of response) body += String(chunk)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    asked.end()
  })
}

async function visit(): Promise<{ cookie: string; answer: Answer }> {
  const { search } = new URL(host.url())
  const answer = await ask(`/${search}`)
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '', answer }
}

/** The status with which an upgrade was refused, or the open socket. */
function upgrade(headers: Record<string, string>, path = '/rpc'): Promise<number | WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  return new Promise((resolve) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

it('the printed address gives a cookie once and leads to a page without the token', async () => {
  const first = host.url()
  const { cookie, answer } = await visit()
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toBe('/')
  expect(String(answer.headers['set-cookie'])).toMatch(/^desk-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect((await ask('/', { cookie })).body).toContain('Screen')
  expect((await ask(new URL(first).pathname + new URL(first).search)).status).toBe(401)
  expect(host.url()).not.toBe(first)
  // Whoever is in already may follow the old address again.
  expect((await ask(new URL(first).pathname + new URL(first).search, { cookie })).status).toBe(303)
})

it('without a cookie it says in both languages how to get in, and serves nothing', async () => {
  for (const path of ['/', '/assets/app-1a2b.js', '/?token=wrong', '/rpc']) {
    const answer = await ask(path)
    expect(answer.status).toBe(401)
    expect(answer.body).toContain('Za vstop odprite izpisani naslov')
    expect(answer.body).toContain('Open the printed address to get in')
    expect(answer.body).not.toContain('Screen')
  }
  expect((await ask('/', { cookie: `desk-${port}=guess` })).status).toBe(401)
})

it('every answer carries the security headers', async () => {
  const { cookie } = await visit()
  for (const answer of [await ask('/', { cookie }), await ask('/'), await ask('/nothing', { cookie })]) {
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port}`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
  }
})

it('a foreign host name, another method and paths outside the renderer are refused', async () => {
  const { cookie } = await visit()
  expect((await ask('/', { cookie, host: `evil.example:${port}` })).status).toBe(421)
  expect((await ask('/', { cookie, host: '127.0.0.1:1' })).status).toBe(421)
  expect((await ask('/', { cookie }, 'POST')).status).toBe(405)
  for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '//etc/passwd', '/assets']) {
    expect((await ask(path, { cookie })).status, path).toBe(404)
  }
  expect((await ask('/assets/app-1a2b.js', { cookie })).headers['cache-control']).toContain('immutable')
})

it('the desk’s socket opens only for this page with its cookie', async () => {
  const { cookie } = await visit()
  const origin = `http://127.0.0.1:${port}`
  expect(await upgrade({ origin })).toBe(401)
  expect(await upgrade({ cookie })).toBe(403)
  expect(await upgrade({ cookie, origin: 'https://evil.example' })).toBe(403)
  expect(await upgrade({ cookie, origin: `http://127.0.0.1:${port + 1}` })).toBe(403)
  expect(await upgrade({ cookie, origin: 'null' })).toBe(403)
  expect(await upgrade({ cookie, origin: `http://evil.example:${port}`, host: `evil.example:${port}` })).toBe(421)
  expect(await upgrade({ cookie, origin }, '/other')).toBe(404)
  const socket = await upgrade({ cookie, origin })
  expect(socket).toBeInstanceOf(WebSocket)
  if (socket instanceof WebSocket) socket.close()
})

async function client(): Promise<{ api: ContractRouterClient<DeskContract>; socket: WebSocket }> {
  const { cookie } = await visit()
  const socket = await upgrade({ cookie, origin: `http://127.0.0.1:${port}` })
  if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`)
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { api: createORPCClient(link), socket }
}

it('answers over the socket, with the contract’s typed error for everything that goes wrong', async () => {
  const { api, socket } = await client()
  expect((await api.session.state()).agent?.name).toBe('Maja Kotnik')
  expect((await api.queues.counters()).open).toBeGreaterThan(0)
  await expect(api.cases.get({ caseId: 'nothing' })).rejects.toMatchObject({
    code: 'PROBLEM',
    defined: true,
    data: { code: 'not_found', params: {} },
  })
  const badInput = { queue: 'open', anchor: { at: 'start' }, limit: 100_000 } as const
  await expect(api.queues.page(badInput)).rejects.toMatchObject({ code: 'PROBLEM', data: { code: 'invalid_input' } })
  socket.close()
})

it('streams events: the sync state first, then what changes; a client that goes is forgotten', async () => {
  const { api, socket } = await client()
  const target = await world.takeCase(maja)
  const seen: DeskEvent[] = []
  let listeners = 0
  const subscribe = maja.desk.subscribe
  Object.assign(maja.desk, {
    subscribe: (listener: (event: DeskEvent) => void) => {
      listeners += 1
      const stop = subscribe(listener)
      let stopped = false
      return () => {
        if (!stopped) listeners -= 1
        stopped = true
        stop()
      }
    },
  })
  const events = await api.events()
  const reading = (async () => {
    for await (const event of events) seen.push(event)
  })().catch(() => {})
  await expect.poll(() => seen[0]).toMatchObject({ type: 'sync', state: { signedIn: true } })
  expect(listeners).toBe(1)
  await api.cases.addNote({ caseId: target.id, visibility: 'internal', body: 'Zapis' })
  await expect.poll(() => seen.some((event) => event.type === 'cases' && event.caseIds?.includes(target.id))).toBe(true)
  await expect.poll(() => seen.some((event) => event.type === 'operations')).toBe(true)
  socket.terminate()
  await reading
  await expect.poll(() => listeners).toBe(0)
  Object.assign(maja.desk, { subscribe })
})

it('serves a message port alike, and forgets it when it closes', async () => {
  const { port1, port2 } = new MessageChannel()
  serveMessagePort(maja.desk, port1 as unknown as MessagePortMainLike)
  port1.start()
  port2.start()
  const api: ContractRouterClient<DeskContract> = createORPCClient(
    new PortLink({ port: port2 as unknown as globalThis.MessagePort }),
  )
  expect((await api.queues.counters()).open).toBeGreaterThan(0)
  await expect(api.cases.get({ caseId: 'nothing' })).rejects.toMatchObject({
    code: 'PROBLEM',
    data: { code: 'not_found' },
  })
  const events = await api.events()
  expect((await events.next()).value).toMatchObject({ type: 'sync' })
  await events.return?.()
  port2.close()
})

it('keeps the profile’s key readable for its owner alone, and puts a damaged one aside', () => {
  const profile = mkdtempSync(join(folder, 'profile-'))
  const key = profileKey(profile)
  expect(key).toHaveLength(32)
  expect(Buffer.from(profileKey(profile))).toEqual(Buffer.from(key))
  const mode = () => statSync(join(profile, 'key')).mode & 0o777
  expect(mode()).toBe(0o600)
  chmodSync(join(profile, 'key'), 0o644)
  profileKey(profile)
  expect(mode()).toBe(0o600)
  expect(readdirSync(profile)).toEqual(['key'])
  writeFileSync(join(profile, 'key'), 'half a k')
  expect(Buffer.from(profileKey(profile))).not.toEqual(Buffer.from(key))
  const kept = readdirSync(profile).find((name) => name.startsWith('key.damaged'))
  expect(readFileSync(join(profile, kept!), 'utf8')).toBe('half a k')
})

it('a profile is open in one process at a time', async () => {
  const profile = mkdtempSync(join(folder, 'profile-'))
  const lock = await lockProfile(profile)
  await expect(lockProfile(profile)).rejects.toBeInstanceOf(ProfileInUse)
  await lock.release()
  const again = await lockProfile(profile)
  await again.release()
})

it('reads its command line and refuses what makes no sense', () => {
  const read = (...args: string[]) =>
    readCommandLine(args, { DESK_SIGN_IN_EMAIL: 'a@b.c', DESK_SIGN_IN_PASSWORD: 'p' }, 'linux')
  expect(read('--port', '4871', '--portal', 'http://127.0.0.1:1', '--profile', '/x', '--exit-with-parent')).toEqual({
    port: 4871,
    portalUrl: 'http://127.0.0.1:1',
    profileDir: '/x',
    autoSignIn: { email: 'a@b.c', password: 'p' },
    exitWithParent: true,
    help: false,
  })
  expect(() => read('--port', '70000')).toThrow(UsageError)
  expect(() => read('--portal', 'portal.example')).toThrow(UsageError)
  expect(() => read('--unknown')).toThrow(UsageError)
})

it('without a built renderer there is nothing to serve', () => {
  expect(staticFiles(join(folder, 'nothing'))).toBeNull()
  expect(existsSync(join(folder, 'nothing'))).toBe(false)
})

it('closing does not wait for clients that stay', async () => {
  const { socket } = await client()
  const gone = once(socket, 'close')
  await host.close()
  await gone
  await expect(ask('/')).rejects.toThrow()
})
