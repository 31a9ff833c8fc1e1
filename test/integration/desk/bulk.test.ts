import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BulkProgress, BulkResult } from '#shared/rpc/bulk.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ cases: 200 })
})
afterAll(() => world.stop())

const SOON = { timeout: 15_000, interval: 20 }
const OPEN = { queue: 'open', sort: 'number', direction: 'asc' } as const

const taken = new Set<string>()
const takeCases = async (desk: TestDesk, count: number): Promise<CaseSummary[]> => {
  const query = { queue: 'active', sort: 'number', direction: 'asc' } as const
  const { rows } = await desk.api.queues.page({ ...query, anchor: { at: 'start' }, limit: 500 })
  const free = rows.filter(({ id, status }) => status === 'in_progress' && !taken.has(id)).slice(0, count)
  expect(free).toHaveLength(count)
  for (const { id } of free) taken.add(id)
  return free
}
const statusHere = async (desk: TestDesk, id: string) => (await desk.api.cases.get({ caseId: id })).case.status
const results = (desk: TestDesk, groupId: string) => desk.api.bulk.results({ groupId }) as BulkResult[]
const last = (desk: TestDesk) => desk.api.bulk.last(undefined) as BulkProgress

describe('one command for several cases', () => {
  it('changes those that can be changed, says why of the others, and goes to the portal', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const cases = await takeCases(desk, 4)
    const ids = cases.map(({ id }) => id)
    await desk.api.cases.setStatus({ caseId: ids[0]!, status: 'researching' })
    await desk.api.cases.setStatus({ caseId: ids[1]!, status: 'cancelled' })
    await desk.settled()

    const action = { kind: 'status', status: 'researching' } as const
    const run = await desk.api.bulk.run({ caseIds: [...ids, 'nowhere', ids[3]!], action })
    expect(run).toMatchObject({ action, done: 2 })
    expect(run.refused.map(({ caseId, problem }) => [caseId, problem.code])).toEqual([
      [ids[0], 'already_so'],
      [ids[1], 'illegal_move'],
      ['nowhere', 'not_found'],
    ])
    expect([await statusHere(desk, ids[2]!), await statusHere(desk, ids[3]!)]).toEqual(['researching', 'researching'])
    expect(last(desk)).toMatchObject({ groupId: run.groupId, done: 2, shown: 2, counts: { refused: 3, waiting: 2 } })
    // Until the time of undoing is over it stays here.
    expect(await world.statusOf(ids[2]!)).toBe('in_progress')

    await vi.waitFor(async () => expect(await world.statusOf(ids[3]!)).toBe('researching'), {
      ...SOON,
      timeout: 25_000,
    })
    await desk.settled()
    expect(last(desk).counts).toMatchObject({ refused: 3, waiting: 0, done: 2 })
    expect(results(desk, run.groupId).map(({ state, caseNumber }) => [state, caseNumber])).toEqual([
      ['refused', cases[0]!.caseNumber],
      ['refused', cases[1]!.caseNumber],
      ['refused', ''],
      ['done', cases[2]!.caseNumber],
      ['done', cases[3]!.caseNumber],
    ])
  }, 40_000)

  it('is taken back as one, and what was changed on top of it stands on what was before', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const ids = (await takeCases(desk, 3)).map(({ id }) => id)
    const run = await desk.api.bulk.run({ caseIds: ids, action: { kind: 'status', status: 'field_service' } })
    await desk.api.cases.setStatus({ caseId: ids[0]!, status: 'resolved' })
    expect(await desk.api.bulk.undo({ groupId: run.groupId })).toEqual({ undone: 3, left: 0 })
    expect(await Promise.all(ids.map((id) => statusHere(desk, id)))).toEqual(['resolved', 'in_progress', 'in_progress'])
    expect(await desk.api.bulk.undo({ groupId: run.groupId })).toEqual({ undone: 0, left: 0 })
    expect(last(desk)).toMatchObject({ undoUntil: null, counts: { waiting: 0, done: 0 } })

    await desk.api.sync.setWorkOffline({ workOffline: false })
    await desk.settled()
    expect(await world.statusOf(ids[0]!)).toBe('resolved')
    expect((await desk.state()).conflicts).toBe(0)
  })

  it('gives to an owner and to a team, and refuses what nobody could take', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const ids = (await takeCases(desk, 2)).map(({ id }) => id)
    await desk.api.bulk.run({ caseIds: ids, action: { kind: 'owner', ownerId: null } })
    const owned = await desk.api.bulk.run({ caseIds: ids, action: { kind: 'owner', ownerId: MAJA_ID } })
    expect(owned.done).toBe(2)
    const teams = await desk.api.teams.list(undefined)
    const detail = await desk.api.cases.get({ caseId: ids[0]! })
    const other = teams.find(({ id }) => id !== detail.case.teamId)!
    const moved = await desk.api.bulk.run({ caseIds: ids, action: { kind: 'team', teamId: other.id } })
    expect(moved.done).toBeGreaterThan(0)
    for (const action of [
      { kind: 'owner', ownerId: 'nobody' },
      { kind: 'team', teamId: 'none' },
    ] as const) {
      expect((await refusal(() => desk.api.bulk.run({ caseIds: ids, action }))).code).toBe('not_found')
    }
    await vi.waitFor(
      async () => {
        const rows = await world.query<{ owner_id: string }>('SELECT owner_id FROM cases WHERE id = ANY($1)', [ids])
        expect(rows.map(({ owner_id }) => owner_id)).toEqual([MAJA_ID, MAJA_ID])
      },
      { ...SOON, timeout: 25_000 },
    )
  }, 40_000)

  it('leaves alone what goes on in another case', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const [into, merged] = await takeCases(desk, 2)
    await desk.api.relations.merge({ caseId: merged!.id, intoId: into!.id, otherCompany: true })
    await desk.settled()
    const teams = await desk.api.teams.list(undefined)
    for (const action of [
      { kind: 'owner', ownerId: MAJA_ID },
      { kind: 'status', status: 'researching' },
      { kind: 'team', teamId: teams[0]!.id },
    ] as const) {
      const run = await desk.api.bulk.run({ caseIds: [merged!.id], action })
      expect([run.done, run.refused.map(({ problem }) => problem.code)]).toEqual([0, ['already_merged']])
    }
  })

  it('tells which cases somebody else changed meanwhile', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const ids = (await takeCases(desk, 2)).map(({ id }) => id)
    const other = await world.openDesk()
    await other.settled()
    await other.api.cases.setStatus({ caseId: ids[0]!, status: 'waiting_for_details' })
    await other.settled()
    const run = await desk.api.bulk.run({ caseIds: ids, action: { kind: 'status', status: 'researching' } })
    await desk.api.sync.setWorkOffline({ workOffline: false })
    await vi.waitFor(
      () =>
        expect(results(desk, run.groupId).map(({ caseId, state }) => [caseId, state])).toEqual([
          [ids[0], 'conflict'],
          [ids[1], 'done'],
        ]),
      { ...SOON, timeout: 25_000 },
    )
    const { conflicts } = await desk.api.cases.get({ caseId: ids[0]! })
    await desk.api.sync.resolveConflict({ opId: conflicts[0]!.opId, choice: 'theirs' })
  }, 40_000)

  it('finds what the list shows where only the next hour is at risk', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const [known] = await takeCases(desk, 1)
    const { contactId } = (await desk.api.cases.get({ caseId: known!.id })).case
    const unknown = { serialNumber: null, customerReference: null, customerSystemId: null }
    const words = { caseType: 'support', title: 'Terminal', description: 'Ne bere.' } as const
    await desk.api.cases.create({ ...words, ...unknown, entitlementId: null, warrantyRepair: null, contactId })
    await desk.settled()
    const query = { queue: 'at_risk', sort: 'number', direction: 'asc' } as const
    const both = async (riskHours: number) => {
      await desk.api.settings.set({ riskHours })
      const { rows } = await desk.api.queues.page({ ...query, anchor: { at: 'start' }, limit: 500 })
      const { caseIds } = await desk.api.bulk.ids({ ...query, from: 0, limit: 500 })
      expect(caseIds).toEqual(rows.map(({ id }) => id))
      return rows.length
    }
    expect(await both(80)).not.toBe(await both(1))
  })

  it('finds the rows of a list, and keeps what is selected over a restart', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    const all = await desk.api.bulk.ids({ ...OPEN, from: 0, limit: 1000 })
    const page = await desk.api.queues.page({ ...OPEN, anchor: { at: 'start' }, limit: 500 })
    expect(all).toEqual({ caseIds: page.rows.map(({ id }) => id), total: page.total })
    expect(await desk.api.bulk.ids({ ...OPEN, from: 3, limit: 4 })).toEqual({
      caseIds: all.caseIds.slice(3, 7),
      total: page.total,
    })
    await desk.api.bulk.keepEntry({ entry: 'kept' })
    await desk.close()
    const again = await world.openDesk({ profileDir: desk.profileDir, key: desk.key })
    expect(again.api.bulk.entry(undefined)).toBe('kept')
    await again.api.bulk.keepEntry({ entry: null })
    expect(again.api.bulk.entry(undefined)).toBeNull()
  })

  it('is durable as a whole: a desk that ends at once after the answer has all of it', async () => {
    const desk = await world.openDesk()
    await desk.settled()
    await desk.api.sync.setWorkOffline({ workOffline: true })
    const ids = (await takeCases(desk, 5)).map(({ id }) => id)
    const run = await desk.api.bulk.run({ caseIds: ids, action: { kind: 'status', status: 'researching' } })
    await desk.close()
    const again = await world.openDesk({ profileDir: desk.profileDir, key: desk.key })
    expect(again.api.bulk.last(undefined)).toMatchObject({ groupId: run.groupId, done: 5, counts: { waiting: 5 } })
    expect(await again.api.bulk.undo({ groupId: run.groupId })).toEqual({ undone: 5, left: 0 })
    await again.api.sync.setWorkOffline({ workOffline: false })
    await again.settled()
    expect(await Promise.all(ids.map((id) => world.statusOf(id)))).toEqual(ids.map(() => 'in_progress'))
  })
})
