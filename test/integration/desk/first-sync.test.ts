import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { IGOR, startWorld, type World } from './world.ts'

let world: World
let proxy: FaultProxy

beforeAll(async () => {
  world = await startWorld({ cases: 60 })
  proxy = await startFaultProxy(world.url)
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

it('loads everything with growing progress, and the counters are the portal’s', async () => {
  const maja = await world.openDesk()
  await maja.settled()
  const progressOf = () => maja.events.flatMap((event) => (event.type === 'sync' ? [event.state.firstSync] : []))
  await expect.poll(() => progressOf().at(-1)).toBeNull()
  const progress = progressOf()
  const counted = progress.filter((step) => step !== null).map(({ phase, done }) => [phase, done] as const)
  expect(counted.length).toBeGreaterThan(0)
  const rows = counted.filter(([phase]) => phase === 'rows').map(([, done]) => done)
  expect(rows).toEqual([...rows].sort((a, b) => a - b))
  const counters = await maja.api.queues.counters(undefined)
  const [open] = await world.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM cases WHERE status NOT IN ('resolved', 'cancelled')`,
  )
  // What the agent has put off is open, too, but not in the queue.
  expect(counters.open + counters.snoozed).toBe(open!.n)
  expect(counters.open + counters.snoozed + counters.closed).toBe(60)
})

it('can be paused, stays paused over a restart, and goes on where it was', async () => {
  let pages = 0
  const maja = await world.openDesk({ portalUrl: proxy.url, autoSignIn: undefined })
  proxy.swallows = ({ path }) => path === '/sync/v1/snapshot' && ++pages > 5
  await maja.api.session.signIn({ portalUrl: proxy.url, ...IGOR })
  const done = async () => (await maja.state()).firstSync?.done ?? 0
  await expect.poll(() => pages, { timeout: 10_000 }).toBeGreaterThan(5)
  await maja.api.sync.pauseFirstSync(undefined)
  await expect.poll(async () => (await maja.state()).firstSync?.running).toBe(false)
  const before = await done()
  expect(before).toBeGreaterThan(0)
  await maja.close()

  proxy.swallows = null
  const asked = proxy.seen.length
  const again = await world.openDesk({
    portalUrl: proxy.url,
    autoSignIn: undefined,
    profileDir: maja.profileDir,
    key: maja.key,
  })
  await expect.poll(async () => (await again.state()).activity).toBe('idle')
  expect((await again.state()).firstSync).toMatchObject<Partial<NonNullable<SyncState['firstSync']>>>({
    running: false,
    done: before,
  })
  expect(proxy.seen.slice(asked).filter(({ path }) => path === '/sync/v1/snapshot')).toEqual([])
  await again.api.sync.resumeFirstSync(undefined)
  await again.settled()
  const counters = await again.api.queues.counters(undefined)
  expect(counters.open + counters.closed).toBe(60)
  // Every table has a page at least: it went on, it did not begin anew.
  expect(proxy.seen.slice(asked).filter(({ path }) => path === '/sync/v1/snapshot').length).toBeLessThan(
    SYNC_TABLES.length,
  )
})

it('keeps up with what happens during the first sync', async () => {
  const other = await world.openDesk()
  await other.settled()
  const target = await world.takeCase(other)
  let held: (() => void) | null = null
  const gate = new Promise<void>((resolve) => {
    held = resolve
  })
  let noted = false
  proxy.rewrite = (seen, _headers, body) => {
    if (seen.path === '/sync/v1/snapshot' && !noted) {
      noted = true
      void world.customerWrites(target.id, 'Medtem se je nekaj spremenilo').then(held)
    }
    return body
  }
  const igor = await world.openDesk({ portalUrl: proxy.url, autoSignIn: IGOR })
  await gate
  await igor.settled()
  proxy.rewrite = null
  await expect
    .poll(async () => {
      const { items } = await igor.api.cases.thread({ caseId: target.id, limit: 50 })
      return items.some((item) => item.type === 'note' && item.body === 'Medtem se je nekaj spremenilo')
    })
    .toBe(true)
})

it('shows a customer’s and a colleague’s change within two seconds, and says that others wrote', async () => {
  const [maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
  const target = await world.takeCase(maja)
  await expect.poll(() => igor.state()).toMatchObject({ activity: 'idle' })

  igor.events.length = 0
  const customers = performance.now()
  await world.customerWrites(target.id, 'Še vedno ne dela')
  const shown = async (body: string) =>
    (await igor.api.cases.thread({ caseId: target.id, limit: 50 })).items.some(
      (item) => item.type === 'note' && item.body === body,
    )
  await expect.poll(() => shown('Še vedno ne dela'), { timeout: 2_000, interval: 20 }).toBe(true)
  expect(performance.now() - customers).toBeLessThan(2_000)
  await expect
    .poll(() => igor.events.flatMap((event) => (event.type === 'cases' ? [event.newFromOthers] : [])))
    .toContain(1)

  const colleagues = performance.now()
  await maja.api.cases.addNote({ caseId: target.id, visibility: 'internal', body: 'Pokličem jutri' })
  await maja.api.cases.setStatus({ caseId: target.id, status: 'field_service' })
  await expect.poll(() => shown('Pokličem jutri'), { timeout: 2_000, interval: 20 }).toBe(true)
  await expect
    .poll(async () => (await igor.api.cases.get({ caseId: target.id })).case.status, { timeout: 2_000, interval: 20 })
    .toBe('field_service')
  expect(performance.now() - colleagues).toBeLessThan(2_000)
})

it('loads everything again when the feed began a new epoch, and keeps unsent work', async () => {
  const maja = await world.openDesk()
  await maja.settled()
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'Napisano brez povezave',
  })
  await world.query(`UPDATE sync_clock SET epoch = 'restored-${Date.now()}'`)
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled' })
  expect((await world.notesOf(target.id)).filter(({ id }) => id === opId)).toHaveLength(1)
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.filter((item) => item.id === opId)).toHaveLength(1)
})
