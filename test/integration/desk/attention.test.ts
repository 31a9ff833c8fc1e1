import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
/** Two desks of one agent. */
let office: TestDesk
let home: TestDesk
/** By how much the wall clock of the office is ahead. */
let ahead = 0
const clock = () => Date.now() + ahead

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
  ;[office, home] = await Promise.all([world.openDesk({ deps: { clock } }), world.openDesk()])
  await Promise.all([office.settled(), home.settled()])
})
afterAll(() => world.stop())

const HOUR = 3_600_000
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 })
const settle = async (desks = [office, home]) => {
  for (const desk of desks) {
    await desk.api.sync.now(undefined)
    await desk.settled()
  }
}
const listed = async (desk: TestDesk, queue: 'open' | 'snoozed', caseId: string) =>
  (await desk.api.queues.indexOf({ queue, sort: 'modified', direction: 'desc', caseId })) !== null
const attentionOf = async ({ api }: TestDesk, caseId: string) => (await api.cases.get({ caseId })).attention

it('S71: a case snoozed offline is gone from the lists at once, and on the agent’s other desk after a sync', async () => {
  const { id: caseId } = await world.takeCase(office)
  const before = await office.api.queues.counters(undefined)
  await office.api.sync.setWorkOffline({ workOffline: true })
  const until = clock() + HOUR
  const { opId } = await office.api.attention.snooze({ caseId, until })
  expect(await listed(office, 'open', caseId)).toBe(false)
  expect(await listed(office, 'snoozed', caseId)).toBe(true)
  expect(await office.api.queues.counters(undefined)).toMatchObject({
    open: before.open - 1,
    snoozed: before.snoozed + 1,
  })
  expect(await office.operation(opId)).toMatchObject({ kind: 'case.snooze', caseId, snoozes: true, state: 'waiting' })
  expect(await listed(home, 'open', caseId)).toBe(true)
  await office.api.sync.setWorkOffline({ workOffline: false })
  await settle()
  await eventually(async () =>
    expect(await attentionOf(home, caseId)).toMatchObject({ asleep: true, snoozedUntil: until, back: null }),
  )
  expect(await listed(home, 'open', caseId)).toBe(false)
  await home.api.attention.wake({ caseId })
  await settle([home, office])
  await eventually(async () => expect(await listed(office, 'open', caseId)).toBe(true))
  expect(await home.api.attention.wake({ caseId })).toBeNull()
})

it('S71: its time comes also while the program is closed; it is marked until the agent has looked', async () => {
  const { id: caseId } = await world.takeCase(office)
  await office.api.attention.snooze({ caseId, until: clock() + HOUR })
  await settle([office])
  const { profileDir, key } = office
  await office.close()
  ahead += 2 * HOUR
  office = await world.openDesk({ profileDir, key, deps: { clock } })
  expect(await attentionOf(office, caseId)).toMatchObject({ asleep: false, back: 'time' })
  expect(await listed(office, 'open', caseId)).toBe(true)
  await office.api.attention.look({ caseId })
  expect(await attentionOf(office, caseId)).toMatchObject({ asleep: false, snoozedUntil: null, back: null })
  await settle([office])
  const [row] = await world.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM case_marks WHERE case_id = $1 AND snoozed_after IS NOT NULL',
    [caseId],
  )
  expect(row).toEqual({ n: 0 })
})

it('S71: one that is over when it first comes here does not wait for its time', async () => {
  const { id: caseId } = await world.takeCase(home)
  await home.api.attention.snooze({ caseId, until: Date.now() + 700 })
  await settle([home])
  const elsewhere = await world.openDesk({ deps: { clock: () => Date.now() + HOUR } })
  await elsewhere.settled()
  expect(await attentionOf(elsewhere, caseId)).toMatchObject({ asleep: false, back: 'time' })
  await elsewhere.close()
})

it('S71: its time comes while the program runs, and the screen is told', async () => {
  const { id: caseId } = await world.takeCase(home)
  await home.api.attention.snooze({ caseId, until: Date.now() + 700 })
  expect(await attentionOf(home, caseId)).toMatchObject({ asleep: true })
  home.events.length = 0
  await eventually(async () => expect(await attentionOf(home, caseId)).toMatchObject({ asleep: false, back: 'time' }))
  await eventually(() =>
    expect(home.events).toContainEqual(expect.objectContaining({ type: 'cases', caseIds: [caseId] })),
  )
})

it('S71: the customer’s answer brings it back, whatever its time', async () => {
  const { id: caseId } = await world.takeCase(home)
  await home.api.attention.snooze({ caseId, until: null })
  await settle([home])
  await world.customerWrites(caseId, 'Zdaj imam serijsko številko.')
  await settle([home])
  await eventually(async () => expect(await attentionOf(home, caseId)).toMatchObject({ asleep: false, back: 'answer' }))
})

it('S72: looking on one desk reads the case on the other; made unread, it is so on both', async () => {
  const { id: caseId } = await world.takeCase(home)
  await home.api.attention.look({ caseId })
  await world.customerWrites(caseId, 'Še nekaj vprašanj.')
  await settle()
  const unread = async (desk: TestDesk) => (await attentionOf(desk, caseId)).unread
  await eventually(async () => expect([await unread(office), await unread(home)]).toEqual([true, true]))
  const since = (await attentionOf(home, caseId)).readUntil
  await home.api.attention.look({ caseId })
  expect(await unread(home)).toBe(false)
  expect((await attentionOf(home, caseId)).readUntil).toBeGreaterThan(since!)
  expect((await home.state()).waiting).toBe(0)
  await eventually(async () => {
    await settle()
    expect(await unread(office)).toBe(false)
  })
  await office.api.attention.markUnread({ caseId })
  expect(await unread(office)).toBe(true)
  await eventually(async () => {
    await settle()
    expect(await unread(home)).toBe(true)
  })
})

it('S73: whoever is named in an internal note follows the case; the names go with the words when they are changed', async () => {
  const igor = await world.openDesk({ autoSignIn: IGOR })
  await igor.settled()
  const { id: caseId } = await world.takeCase(home)
  const [me, other] = ['Maja Kotnik', (await igor.api.session.state(undefined)).agent!.name]
  await home.api.sync.setWorkOffline({ workOffline: true })
  const body = `@${other}, poznaš to napravo?`
  const { opId } = await home.api.cases.addNote({ caseId, visibility: 'internal', body })
  await home.api.cases.addNote({ caseId, visibility: 'public', body })
  const named = async (desk: TestDesk) =>
    (await desk.api.cases.thread({ caseId, limit: 50 })).items.flatMap((item) =>
      item.type === 'note' && item.mentions.length > 0 && item.body.includes('poznaš') ? [item.mentions] : [],
    )
  expect(await named(home)).toEqual([[{ name: other, me: false }]])
  await home.api.sync.edit({ opId, text: `${body} @${me}` })
  expect(await named(home)).toEqual([
    [
      { name: other, me: false },
      { name: me, me: true },
    ],
  ])
  await home.api.sync.setWorkOffline({ workOffline: false })
  await eventually(async () => {
    await settle([home, igor])
    expect(await attentionOf(igor, caseId)).toMatchObject({ following: 'yes', unread: true })
  })
  expect(await named(igor)).toEqual([
    [
      { name: other, me: true },
      { name: me, me: false },
    ],
  ])
  await igor.api.attention.follow({ caseId, following: 'no' })
  expect(await attentionOf(igor, caseId)).toMatchObject({ following: 'no' })
})

it('a time that has passed and a case that is not here are refused', async () => {
  const { id: caseId } = await world.takeCase(home)
  expect((await refusal(() => home.api.attention.snooze({ caseId, until: 5 }))).code).toBe('invalid_input')
  expect((await refusal(() => home.api.attention.snooze({ caseId: 'none', until: null }))).code).toBe('not_found')
})
