import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEMO_VIEWS } from '#portal/demo/texts/views.ts'
import type { ViewContent } from '#shared/domain/view.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

const VIEW: ViewContent = {
  name: 'Moji odprti',
  filter: 'stanje:odprto lastnik:jaz',
  sort: 'created',
  direction: 'asc',
  colour: 'blue',
  pinned: true,
  position: 1024,
  shared: false,
}
const offline = (desk: TestDesk, workOffline: boolean) => desk.api.sync.setWorkOffline({ workOffline })
const viewOf = async (desk: TestDesk, viewId: string) =>
  (await desk.api.views.list(undefined)).find(({ id }) => id === viewId)
const settle = async (desks = [maja, igor]) => {
  for (const desk of desks) {
    await desk.api.sync.now(undefined)
    await desk.settled()
  }
}
const all = { queue: 'all', sort: 'modified', direction: 'desc', anchor: { at: 'start' }, limit: 500 } as const

it('a view that is made offline is there at once with its counter, and on the portal later, for its agent alone', async () => {
  await offline(maja, true)
  const { viewId } = await maja.api.views.save({ viewId: null, content: VIEW, base: null })
  expect(await viewOf(maja, viewId)).toMatchObject({ pending: true, content: { filter: 'status:open owner:me' } })
  const counters = await maja.api.views.counters(undefined)
  const { total } = await maja.api.queues.page({ ...all, queue: 'mine' })
  expect(counters).toMatchObject({ [viewId]: total })
  await offline(maja, false)
  await settle()
  await vi.waitFor(async () => expect(await viewOf(maja, viewId)).toMatchObject({ pending: false }))
  expect((await igor.api.views.list(undefined)).map(({ content }) => content.name)).toEqual(
    DEMO_VIEWS.map(({ name }) => name),
  )
})

it('a filter shows what reading the cases one by one shows, in both languages', async () => {
  const { rows } = await maja.api.queues.page(all)
  for (const filter of ['status:waiting -type:rma', 'stanje:čaka -vrsta:popravilo']) {
    const page = await maja.api.queues.page({ ...all, filter })
    const expected = rows.filter((row) => row.status === 'waiting_for_details' && row.caseType !== 'rma')
    expect(page.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    expect(page.total).toBe(expected.length)
  }
  expect(await refusal(() => maja.api.queues.page({ ...all, filter: 'stato:x' }))).toMatchObject({
    code: 'invalid_input',
  })
})

it('two agents who change the same part offline meet the conflict; the choice of one stands for both', async () => {
  const { viewId } = await maja.api.views.save({ viewId: null, content: { ...VIEW, shared: true }, base: null })
  await settle()
  await vi.waitFor(async () => expect(await viewOf(igor, viewId)).toBeDefined())
  const base = (await viewOf(igor, viewId))!.content
  await offline(igor, true)
  await igor.api.views.save({ viewId, base, content: { ...base, name: 'Igorjev', colour: 'red' } })
  await maja.api.views.save({ viewId, base, content: { ...base, name: 'Majin' } })
  await settle([maja])
  await offline(igor, false)
  await settle()
  await vi.waitFor(async () => {
    expect((await viewOf(igor, viewId))?.conflict?.conflict).toMatchObject({
      field: 'view',
      mine: { name: 'Igorjev', colour: 'red' },
      theirs: { name: 'Majin' },
    })
  })
  expect(await viewOf(igor, viewId)).toMatchObject({ content: { name: 'Majin', colour: 'blue' } })
  const { opId } = (await viewOf(igor, viewId))!.conflict!
  await igor.api.sync.resolveConflict({ opId, choice: 'mine' })
  await settle()
  await vi.waitFor(async () => {
    await settle()
    expect(await viewOf(maja, viewId)).toMatchObject({ content: { name: 'Igorjev', colour: 'red' }, conflict: null })
  })
})

it('a deleted view is gone at once, comes back when it is taken back, and goes for all when it is not', async () => {
  const { viewId } = await maja.api.views.save({
    viewId: null,
    content: { ...VIEW, name: 'Za izbris', shared: true },
    base: null,
  })
  await settle()
  const { opId, undoUntil } = await maja.api.views.remove({ viewId })
  expect(undoUntil).not.toBeNull()
  expect(await viewOf(maja, viewId)).toBeUndefined()
  await maja.api.sync.withdraw({ opId })
  expect(await viewOf(maja, viewId)).toMatchObject({ content: { name: 'Za izbris' } })
  expect(await refusal(() => maja.api.views.save({ viewId: 'unknown', content: VIEW, base: VIEW }))).toMatchObject({
    code: 'not_found',
  })
})

it('names are offered for the fields that have them', async () => {
  expect(await maja.api.views.names({ field: 'owner', text: 'maja' })).toEqual(['Maja Kotnik'])
  expect((await maja.api.views.names({ field: 'company', text: '' })).length).toBeGreaterThan(3)
  expect(await maja.api.views.names({ field: 'status', text: '' })).toEqual([])
})
