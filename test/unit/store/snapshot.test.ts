import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes, snapshotPosition } from '#main/store/mirror/snapshot.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { type Mirror, openMirror } from '#main/store/open.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import { aCase, aCaseEvent, aContact, aDevice, aNote, anAccount, anAgent } from '#test/factories/rows.ts'
import { aWorld, firstSync, KEY, loadPages, NOTHING_DUE, type Rows, STILL, tempFolder } from './support.ts'

function someRows(cases = 25): Rows {
  const account = anAccount({ name: 'Žičnica Krvavec' })
  const contact = aContact({ accountId: account.id })
  const rows = Array.from({ length: cases }, (_, at) =>
    aCase({ accountId: account.id, contactId: contact.id, status: at % 5 === 0 ? 'resolved' : 'in_progress' }),
  )
  return {
    agents: [anAgent()],
    accounts: [account],
    contacts: [contact],
    devices: Array.from({ length: 12 }, () => aDevice()),
    cases: rows,
    notes: rows.flatMap(({ id }) => [
      aNote({ caseId: id }),
      aNote({ caseId: id, body: 'Čakalna vrsta se ne prazni.' }),
    ]),
    caseEvents: rows.map(({ id }) => aCaseEvent({ caseId: id })),
  }
}

const head = (rows: Rows) => ({
  cursor: 'e.500',
  tables: SYNC_TABLES.map((table) => ({ table, rows: rows[table]?.length ?? 0 })),
})

/** Everything that a first sync must have put in place. */
function content(mirror: Mirror, rows: Rows) {
  return {
    state: mirrorState(mirror),
    counters: queueCounters(mirror, null, NOTHING_DUE),
    found: searchCases(mirror, 'zicnica cakal', 100)
      .map(({ id }) => id)
      .sort(),
    thread: caseThread(mirror, { caseId: rows.cases![3]!.id, limit: 50, me: null }).items.map(({ id }) => id),
  }
}

test('a first sync counts rows, then index work, and sets the cursor at its end only', () => {
  const { mirror } = openMirror(join(tempFolder(), 'mirror.db'), KEY)
  const rows = someRows()
  expect(mirrorState(mirror)).toEqual({ cursor: null, firstSync: null })
  expect(snapshotPosition(mirror)).toBeNull()
  beginSnapshot(mirror, head(rows))
  const total = 1 + 1 + 1 + 12 + 25 + 50 + 25
  expect(mirrorState(mirror)).toEqual({ cursor: null, firstSync: { phase: 'rows', done: 0, total } })
  expect([...buildIndexes(mirror, STILL)]).toEqual([])
  loadPages(mirror, rows, 10)
  expect(mirrorState(mirror)).toMatchObject({ cursor: null, firstSync: { phase: 'indexes', done: 0 } })
  const steps = [...buildIndexes(mirror, STILL)]
  expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b))
  expect(steps.at(-1)!.done).toBe(steps.at(-1)!.total)
  expect(mirrorState(mirror)).toEqual({ cursor: 'e.500', firstSync: null })
  mirror.close()
})

test('it goes on after the program ended, wherever that was', () => {
  const rows = someRows()
  const expected = aWorld()
  beginSnapshot(expected.mirror, head(rows))
  loadPages(expected.mirror, rows, 7)
  for (const _ of buildIndexes(expected.mirror, STILL));
  const complete = content(expected.mirror, rows)
  expect(complete.found).toHaveLength(25)

  const file = join(tempFolder(), 'mirror.db')
  let { mirror } = openMirror(file, KEY)
  beginSnapshot(mirror, head(rows))
  // One page, or one step of the indexes, in each life of the program.
  for (let lives = 0; mirrorState(mirror).firstSync !== null; lives++) {
    expect(lives).toBeLessThan(200)
    loadPages(mirror, rows, 7, 1)
    if (snapshotPosition(mirror) === null) buildIndexes(mirror, STILL).next()
    mirror.close()
    ;({ mirror } = openMirror(file, KEY))
  }
  expect(content(mirror, rows)).toEqual(complete)
  mirror.close()
})

test('the full text is built in slices that end when they are late', () => {
  const { mirror } = openMirror(join(tempFolder(), 'mirror.db'), KEY)
  const rows = someRows(1100)
  beginSnapshot(mirror, head(rows))
  loadPages(mirror, rows, 1000)
  let now = 0
  // Every look at the clock takes a second, so each slice is late after its first chunk.
  const clock = { now: () => (now += 1000) }
  const quick = [...buildIndexes(mirror, clock)].length
  expect(searchCases(mirror, 'cakalna', 2000)).toHaveLength(1100)
  beginSnapshot(mirror, head(rows))
  loadPages(mirror, rows, 1000)
  expect([...buildIndexes(mirror, STILL)].length).toBeLessThan(quick)
  mirror.close()
})

test('a page that is already in, or is not the next one, is ignored', () => {
  const { mirror } = openMirror(join(tempFolder(), 'mirror.db'), KEY)
  const rows = someRows()
  beginSnapshot(mirror, head(rows))
  applySnapshotPage(mirror, { table: 'teams', items: [], next: null }, null)
  const agents = { table: 'agents' as const, items: [{ seq: 1, row: rows.agents![0]! }], next: null }
  applySnapshotPage(mirror, agents, null)
  const before = mirrorState(mirror)
  applySnapshotPage(mirror, agents, null)
  applySnapshotPage(mirror, { table: 'accounts', items: [], next: null }, 'some-id')
  expect(mirrorState(mirror)).toEqual(before)
  expect(snapshotPosition(mirror)).toEqual({ table: 'accounts', after: null })
  mirror.close()
})

test('a new first sync throws away everything of the one before', () => {
  const world = aWorld(someRows())
  const rows = someRows(4)
  firstSync(world.mirror, rows)
  expect(queueCounters(world.mirror, null, NOTHING_DUE)).toMatchObject({ open: 3, closed: 1 })
  expect(searchCases(world.mirror, 'cakalna', 100)).toHaveLength(4)
})

test('notes may come before their case, and be here without it', () => {
  const row = aCase()
  const orphan = aNote({ body: 'Sirota' })
  const world = aWorld({ notes: [aNote({ caseId: row.id, body: 'Prej kot zadeva' }), orphan] })
  expect(searchCases(world.mirror, 'sirota', 10)).toEqual([])
  world.change({ table: 'cases', row })
  expect(searchCases(world.mirror, 'prej kot', 10).map(({ id }) => id)).toEqual([row.id])
  expect(caseThread(world.mirror, { caseId: row.id, limit: 10, me: null }).items).toHaveLength(1)
})

test('the journal and the plain pages of a first sync hold no readable text', () => {
  const world = aWorld(someRows())
  for (const name of readdirSync(world.folder)) {
    expect(readFileSync(join(world.folder, name)).includes('Krvavec')).toBe(false)
  }
})
