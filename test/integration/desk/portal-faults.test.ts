import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { SyncState } from '#shared/rpc/models.ts'
import { type FaultProxy, type Reply, startFaultProxy } from './fault-proxy.ts'
import { IGOR, MAJA, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy
let maja: TestDesk

const PROBLEM = 'application/problem+json'
const problem = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': PROBLEM, ...headers },
  body: JSON.stringify({ type: 'about:blank', title: code, status, code }),
})
const isSync = (path: string) => path.startsWith('/sync/')
const problemCode = async (desk: TestDesk) => (await desk.state()).problem?.code

beforeAll(async () => {
  world = await startWorld({ cases: 200 })
  proxy = await startFaultProxy(world.url)
  maja = await world.openDesk({ portalUrl: proxy.url })
  await maja.settled()
})
afterEach(async () => {
  Object.assign(proxy, { reply: null, losesAnswer: null, swallows: null, rewrite: null })
  await proxy.heal()
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

/** A note that is written while something is wrong, and must be there exactly once in the end. */
async function write(desk: TestDesk): Promise<{ caseId: string; opId: string }> {
  const target = await world.takeCase(desk)
  const { opId } = await desk.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: `Odgovor ${target.id}`,
  })
  return { caseId: target.id, opId }
}

async function arrivesOnce({ caseId, opId }: { caseId: string; opId: string }): Promise<void> {
  expect((await world.notesOf(caseId)).filter(({ id }) => id === opId)).toHaveLength(1)
}

it.each<[string, () => void, NonNullable<SyncState['problem']>['code']]>([
  ['unreachable', () => proxy.cut(), 'unreachable'],
  ['no answer in time', () => (proxy.swallows = ({ path }) => path === '/sync/v1/push'), 'timeout'],
  [
    '503',
    () => (proxy.reply = ({ path }) => (isSync(path) ? problem(503, 'unavailable') : null)),
    'portal_unavailable',
  ],
  [
    '502 by a gateway',
    () => (proxy.reply = ({ path }) => (isSync(path) ? { status: 502, body: '<html>' } : null)),
    'portal_unavailable',
  ],
  [
    'a captive network',
    () => (proxy.reply = () => ({ status: 200, body: '<html>Sign in to the Wi-Fi' })),
    'bad_response',
  ],
  [
    'a redirect',
    () => (proxy.reply = () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })),
    'bad_response',
  ],
  [
    'an old desk',
    () => (proxy.reply = ({ path }) => (isSync(path) ? problem(426, 'client_too_old') : null)),
    'client_too_old',
  ],
])('%s: said in words, nothing lost, and it goes on by itself', async (_name, breakIt, code) => {
  const desk = await world.openDesk({ portalUrl: proxy.url, timeoutMs: 2_000 })
  await desk.settled()
  breakIt()
  const written = await write(desk)
  await expect.poll(() => problemCode(desk), { timeout: 10_000, interval: 10 }).toBe(code)
  expect(await desk.state()).toMatchObject({ waiting: 1, retryAt: expect.any(Number) })
  expect(['waiting', 'sending']).toContain((await desk.operation(written.opId))?.state)
  Object.assign(proxy, { reply: null, swallows: null })
  await proxy.heal()
  await desk.settled()
  await arrivesOnce(written)
  await desk.close()
})

it('waits as long as the portal asks, also when a person asks to sync now', async () => {
  let refused = 0
  proxy.reply = ({ path }) => {
    if (!isSync(path) || refused > 0) return null
    refused += 1
    return problem(429, 'too_many_requests', { 'retry-after': '2' })
  }
  const before = Date.now()
  const written = await write(maja)
  await expect.poll(() => problemCode(maja), { timeout: 5_000, interval: 10 }).toBe('throttled')
  const state = await maja.state()
  expect(state.problem).toEqual({ code: 'throttled', params: { seconds: 2 } })
  expect(state.retryAt).toBeGreaterThanOrEqual(before + 2_000)
  const asked = proxy.seen.length
  await maja.api.sync.now(undefined)
  await write(maja)
  expect(proxy.seen.length).toBe(asked)
  await maja.settled()
  expect(Date.now() - before).toBeGreaterThanOrEqual(1_900)
  await arrivesOnce(written)
  expect(await maja.operation(written.opId)).toMatchObject({ attempts: 0 })
})

it('a response that fails its schema changes nothing here', async () => {
  const target = await world.takeCase(maja)
  const before = await maja.api.cases.get({ caseId: target.id })
  proxy.rewrite = (seen, _headers, body) =>
    seen.path === '/sync/v1/changes' ? body.replaceAll('"status":"resolved"', '"status":"exploded"') : body
  const igor = await world.openDesk({ autoSignIn: IGOR })
  await igor.settled()
  await igor.api.cases.setStatus({ caseId: target.id, status: 'resolved' })
  await expect.poll(() => problemCode(maja), { timeout: 5_000, interval: 10 }).toBe('bad_response')
  expect((await maja.api.cases.get({ caseId: target.id })).case).toEqual(before.case)
  proxy.rewrite = null
  await maja.settled()
  expect((await maja.api.cases.get({ caseId: target.id })).case.status).toBe('resolved')
  await igor.close()
})

it('answers to a push that do not belong to it are not taken', async () => {
  proxy.rewrite = (seen, _headers, body) => (seen.path === '/sync/v1/push' ? JSON.stringify({ results: [] }) : body)
  const written = await write(maja)
  await expect.poll(() => problemCode(maja), { interval: 10 }).toBe('bad_response')
  expect(await maja.operation(written.opId)).toMatchObject({ state: 'waiting', attempts: 1 })
  proxy.rewrite = null
  await maja.settled()
  await arrivesOnce(written)
})

it('tells of a clock that is wrong by a day, and goes on working', async () => {
  const day = 86_400_000
  const wrong = await world.openDesk({
    portalUrl: proxy.url,
    autoSignIn: IGOR,
    deps: { clock: () => Date.now() - day },
  })
  await wrong.settled()
  const { clockSkewMs } = await wrong.state()
  expect(Math.abs((clockSkewMs ?? 0) + day)).toBeLessThan(5_000)
  const written = await write(wrong)
  await wrong.settled()
  await arrivesOnce(written)
  await wrong.close()
  expect((await maja.state()).clockSkewMs).toBeNull()
})

it('TLS that cannot be established, and plain http to another machine', async () => {
  const desk = await world.openDesk({ autoSignIn: undefined })
  const notTls = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => notTls.listen(0, '127.0.0.1', resolve))
  const { port } = notTls.address() as { port: number }
  const signIn = (portalUrl: string) => refusal(() => desk.api.session.signIn({ portalUrl, ...MAJA }))
  expect(await signIn(`https://127.0.0.1:${port}`)).toMatchObject({ code: 'tls' })
  expect(await signIn('http://portal.example')).toMatchObject({ code: 'tls' })
  notTls.close()
})

it('a session that ends in mid-work pauses everything; the same agent goes on with all unsent work', async () => {
  const desk = await world.openDesk({ portalUrl: proxy.url, autoSignIn: undefined })
  await desk.api.session.signIn({ portalUrl: proxy.url, ...IGOR })
  await desk.settled()
  await world.query('DELETE FROM agent_sessions WHERE user_id = (SELECT id FROM agents WHERE email = $1)', [IGOR.email])
  const written = await write(desk)
  await expect.poll(() => problemCode(desk), { interval: 10 }).toBe('session_ended')
  const second = await write(desk)
  const asked = proxy.seen.filter(({ headers }) => headers['user-agent']?.startsWith('SpicaDesk')).length
  expect(await desk.operation(written.opId)).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(await desk.state()).toMatchObject({ waiting: 2, retryAt: null, signedIn: true })
  await desk.api.sync.now(undefined)
  expect(
    proxy.seen.filter(({ headers }) => headers['user-agent']?.startsWith('SpicaDesk')).length - asked,
  ).toBeLessThan(2)
  // Reading goes on meanwhile.
  expect((await desk.api.queues.counters(undefined)).open).toBeGreaterThan(0)

  expect(await refusal(() => desk.api.session.signIn({ portalUrl: proxy.url, ...MAJA }))).toMatchObject({
    code: 'unsent_work',
    params: { count: 2, agent: 'Igor Vidmar' },
  })
  expect(
    await refusal(() => desk.api.session.signIn({ portalUrl: proxy.url, ...IGOR, password: 'wrong' })),
  ).toMatchObject({
    code: 'wrong_credentials',
  })
  await desk.api.session.signIn({ portalUrl: proxy.url, ...IGOR })
  await desk.settled()
  await arrivesOnce(written)
  await arrivesOnce(second)
  await desk.close()
})

it('no token and no words ever reach the log', async () => {
  const lines: string[] = []
  const desk = await world.openDesk({
    portalUrl: proxy.url,
    autoSignIn: IGOR,
    deps: { log: (line) => lines.push(line) },
  })
  await desk.settled()
  const token = proxy.seen.findLast(({ headers }) => headers.authorization)?.headers.authorization?.slice(7) ?? ''
  expect(token.length).toBeGreaterThan(10)
  proxy.reply = ({ path }) => (isSync(path) ? problem(500, 'internal') : null)
  const written = await write(desk)
  await expect.poll(() => problemCode(desk), { interval: 10 }).toBe('portal_unavailable')
  proxy.reply = null
  await desk.settled()
  await arrivesOnce(written)
  const log = lines.join('\n')
  expect(log).not.toContain(token)
  expect(log).not.toContain('Odgovor')
  await desk.close()
})
