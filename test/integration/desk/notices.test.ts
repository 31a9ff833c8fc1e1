import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEFAULT_NOTICES } from '#shared/domain/notice.ts'
import type { Announcement, Notice } from '#shared/rpc/notices.ts'
import { IGOR, MAJA_ID, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
  // What is there at the first look is told to nobody.
  await vi.waitFor(() => expect(maja.events.some(({ type }) => type === 'notices')).toBe(true), 15_000)
})
afterAll(() => world.stop())

const sync = async (...desks: TestDesk[]) => {
  for (const desk of desks) {
    await desk.api.sync.now(undefined)
    await desk.settled()
  }
}
const list = async (desk = maja) => (await desk.api.notices.list(undefined)).notices
const of = async (caseId: string, desk = maja) => (await list(desk)).filter((one) => one.caseId === caseId)
const told = (desk = maja): Announcement[] =>
  desk.events.flatMap((event) => (event.type === 'notices' && event.announcement ? [event.announcement] : []))
const settle = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 100 })
/** All that there was is told and looked at. */
const nothingNew = () =>
  settle(() =>
    expect(maja.events.findLast(({ type }) => type === 'notices') ?? { count: 0 }).toMatchObject({ count: 0 }),
  )
/** Of these cases: what else is told late has nothing to do with them. */
const ofAny = (cases: { caseNumber: string }[]) =>
  told().filter(({ body }) => cases.some(({ caseNumber }) => body.includes(caseNumber)))
/** A case that is Maja's and that she has looked at. */
const ownCase = async () => {
  const found = await world.takeCase(maja)
  await maja.api.cases.setOwner({ caseId: found.id, ownerId: MAJA_ID })
  await maja.api.attention.look({ caseId: found.id })
  await sync(maja)
  return found
}

it('S74: an answer in a case of one’s own is listed, told once, and gone when the case is looked at', async () => {
  const { id: caseId, caseNumber } = await ownCase()
  maja.events.length = 0
  const words = 'To je zaupno, prosim pokličite.'
  await world.customerWrites(caseId, words)
  await sync(maja)
  await settle(async () => expect(await of(caseId)).toMatchObject([{ kind: 'answer', caseNumber, unread: true }]))
  await settle(() => expect(ofAny([{ caseNumber }])).toMatchObject([{ caseNumber, caseId, count: 1 }]))
  expect(JSON.stringify(told())).not.toContain('zaupno')
  await maja.api.attention.look({ caseId })
  expect(await of(caseId)).toMatchObject([{ unread: false }])
  await settle(() =>
    expect(maja.events.findLast(({ type }) => type === 'notices')).toMatchObject({ announcement: null }),
  )
  expect(ofAny([{ caseNumber }])).toHaveLength(1)
})

it('S74: being named, being given a case and a conflict are told; what one does oneself is not', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await maja.api.attention.look({ caseId })
  await sync(maja, igor)
  await igor.api.cases.addNote({ caseId, visibility: 'internal', body: '@Maja Kotnik, poglej skrivnost.' })
  await igor.api.cases.setOwner({ caseId, ownerId: MAJA_ID })
  await sync(igor)
  await settle(async () => {
    await sync(maja)
    const kinds = (await of(caseId)).map(({ kind }: Notice) => kind).toSorted()
    expect(kinds).toEqual(['assigned', 'mention'])
  })
  expect(await of(caseId, igor)).toEqual([])

  await maja.api.sync.setWorkOffline({ workOffline: true })
  await maja.api.cases.setStatus({ caseId, status: 'researching' })
  await igor.api.cases.setStatus({ caseId, status: 'field_service' })
  await sync(igor)
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await settle(async () => expect((await of(caseId)).map(({ kind }) => kind)).toContain('conflict'))
  await maja.api.notices.readAll(undefined)
  await settle(async () => {
    const unread = (await of(caseId)).filter((one) => one.unread).map(({ kind }) => kind)
    expect(unread).toEqual(['conflict'])
  })
  const { operations } = await maja.api.sync.operations({ limit: 50 })
  const { opId } = operations.find(({ state }) => state === 'conflict')!
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
  await nothingNew()
})

it('S74: much at once after a long time away is one; nothing of kinds that are not wanted, nor of cases that are muted', async () => {
  const cases = [await ownCase(), await ownCase(), await ownCase(), await ownCase()]
  const muted = cases[3]!.id
  await maja.api.attention.follow({ caseId: muted, following: 'no' })
  await sync(maja)
  await nothingNew()
  await maja.api.sync.setWorkOffline({ workOffline: true })
  maja.events.length = 0
  for (const { id } of cases) await world.customerWrites(id, 'Odgovor, ki je čakal.')
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await settle(() => expect(ofAny(cases)).toMatchObject([{ count: 3, caseId: null, caseNumber: null }]))
  expect(await of(muted)).toEqual([])
  await maja.api.settings.set({ notices: { ...DEFAULT_NOTICES, kinds: ['mention'] } })
  expect((await list()).every(({ kind }) => kind === 'mention')).toBe(true)
  await maja.api.settings.set({ notices: DEFAULT_NOTICES })
})

it('S74: "not now" holds it back and loses nothing: one comes when it is over', async () => {
  const [one, other] = [await ownCase(), await ownCase()]
  await maja.api.notices.readAll(undefined)
  await nothingNew()
  await maja.api.settings.set({ notices: { ...DEFAULT_NOTICES, quietUntil: Date.now() + 3_600_000 } })
  maja.events.length = 0
  for (const { id } of [one, other]) await world.customerWrites(id, 'Odgovor v tišini.')
  await sync(maja)
  await settle(() =>
    expect(maja.events.findLast(({ type }) => type === 'notices')).toMatchObject({ announcement: null }),
  )
  expect((await of(one.id))[0]).toMatchObject({ unread: true })
  expect(ofAny([one, other])).toEqual([])
  await maja.api.settings.set({ notices: DEFAULT_NOTICES })
  await settle(() => expect(ofAny([one, other])).toMatchObject([{ count: 2 }]))
})
