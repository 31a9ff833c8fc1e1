import { expect, test } from 'vitest'
import { digestTable } from '#main/store/mirror/digest.ts'
import { countRemovals, noRemovals } from '#main/store/mirror/removals.ts'
import { cardsOfDevice, columnPage, columnStatement, rmaBoard } from '#main/store/mirror/rma-cards.ts'
import { shownLine } from '#main/store/mirror/rma-lines.ts'
import {
  listStatement,
  RMA_OF_NUMBER,
  RMAS_WITH_DIGITS,
  rmaCounters,
  rmaPage,
  rmasNumbered,
  rmasOfCase,
} from '#main/store/mirror/rma-list.ts'
import { linesByNumber } from '#main/store/mirror/rma-scan.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { listRecovered } from '#main/store/outbox/recovered.ts'
import { recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import { createTableDigest } from '#shared/domain/digest.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { LineStepConflict } from '#shared/portal-api/operations.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import { type RmaFilter, type RmaListQuery, rmaListQuery } from '#shared/rpc/rmas.ts'
import {
  aLineChange,
  aLineStep,
  aNewLine,
  aNewRma,
  anAddedLine,
  aRemovedLine,
  firstLine,
} from '#test/factories/rma-operations.ts'
import {
  aCase,
  aContact,
  anAccount,
  anAgent,
  anEstimate,
  anRma,
  anRmaLine,
  serviceLevelsOf,
} from '#test/factories/rows.ts'
import { anEstimateToSend, anEstimateToWithdraw, aWorld, itemOf, NOW, STILL, type World } from './support.ts'

const ALL: RmaFilter = { mine: false, text: '' }
const DAY = 86_400_000
const agent = anAgent({ name: 'Ana' })
const account = anAccount({ name: 'Mizarstvo Črnič' })
const contact = aContact({ accountId: account.id })
const row = aCase({ accountId: account.id, contactId: contact.id, ownerId: agent.id, status: 'in_progress' })
const rma = anRma({ caseId: row.id, createdBy: agent.id })

const lineIn = (state: RmaLineState, overrides: Partial<RmaLineRow> = {}) =>
  anRmaLine({ rmaId: rma.id, caseId: row.id, state, ...overrides })
const ofLine = ({ id: lineId, rmaId, caseId }: RmaLineRow) => ({ lineId, rmaId, caseId })
const withLines = (...rmaLines: RmaLineRow[]): World =>
  aWorld({ agents: [agent], accounts: [account], contacts: [contact], cases: [row], rmas: [rma], rmaLines })

const columns = ({ mirror }: World, filter = ALL) =>
  Object.fromEntries(
    rmaBoard(mirror, { me: agent.id, now: NOW, filter, limit: 2 })
      .columns.filter(({ count }) => count > 0)
      .map(({ state, count, cards }) => [state, [count, cards.map(({ serialNumber }) => serialNumber)]]),
  )
const page = ({ mirror }: World, query: Partial<RmaListQuery> = {}, limit = 100) =>
  rmaPage(mirror, { me: agent.id, now: NOW, query: rmaListQuery.parse(query), limit })
const stateOf = (world: World, { id }: { id: string }) => shownLine(world.mirror, id)?.state

test('the board has a column a state, longest waiting first, and counts what is overdue', () => {
  const world = withLines(
    lineIn('received', { serialNumber: 'B', stateSince: NOW - DAY }),
    lineIn('received', { serialNumber: 'A', stateSince: NOW - 5 * DAY }),
    lineIn('received', { serialNumber: 'C', stateSince: NOW }),
    lineIn('closed', { serialNumber: 'D', stateSince: NOW - 2 * DAY }),
    lineIn('closed', { serialNumber: 'E', stateSince: NOW - DAY }),
  )
  expect(columns(world)).toEqual({ received: [3, ['A', 'B']], closed: [2, ['E', 'D']] })
  const board = rmaBoard(world.mirror, { me: agent.id, now: NOW, filter: ALL, limit: 2 })
  const received = board.columns.find(({ state }) => state === 'received')
  expect(received).toMatchObject({ overdue: 1, cards: [{ overdue: true }, { overdue: false }] })
  expect(received?.cards[0]).toMatchObject({
    ...{ rmaNumber: 'RMA-00041', caseId: row.id, caseNumber: row.caseNumber, caseOpen: true, ownerName: 'Ana' },
    ...{ accountName: 'Mizarstvo Črnič', dueAt: NOW - 3 * DAY, pending: false, conflict: false },
  })
  const rest = { me: agent.id, now: NOW, filter: ALL, state: 'received' as const, after: received?.next ?? undefined }
  expect(columnPage(world.mirror, { ...rest, limit: 2 })).toMatchObject({ cards: [{ serialNumber: 'C' }], next: null })
})

test('is due in working days, by the hours that the portal tells, and anew when these change', () => {
  // A Friday, 10:00 in Ljubljana.
  const friday = Date.UTC(2026, 1, 27, 9)
  const line = lineIn('received', { stateSince: friday })
  const world = aWorld({ cases: [row], rmas: [rma], rmaLines: [line], serviceLevels: [serviceLevelsOf()] })
  const due = () => page(world, { list: 'all' }).rows[0]?.dueAt
  expect(due()).toBe(friday + 4 * DAY)
  const changed = { table: 'serviceLevels', row: serviceLevelsOf({ holidays: ['2026-03-02', '2026-03-03'] }) } as const
  expect(world.change(changed)).toMatchObject({ rmasChanged: true, namesChanged: true })
  expect(due()).toBe(friday + 6 * DAY)
})

test('board and list are filtered by number, serial number, company and own cases', () => {
  const world = withLines(lineIn('received', { serialNumber: 'ZT-100' }), lineIn('shipped', { newSerialNumber: 'Q-9' }))
  const texts: [string, number][] = [
    ['rma 00041', 2],
    ['zt 1OO', 1],
    ['q9', 1],
    ['crnic', 2],
    ['nekaj', 0],
    ['—', 0],
  ]
  for (const [text, count] of texts) {
    const found = Object.values(columns(world, { mine: false, text })).reduce((sum, [n]) => sum + Number(n), 0)
    expect(found, text).toBe(count)
    expect(page(world, { text }).total, text).toBe(count > 0 ? 1 : 0)
  }
  expect(page(world, { mine: true }).total).toBe(1)
  expect(
    rmaPage(world.mirror, { me: 'other', now: NOW, query: rmaListQuery.parse({ mine: true }), limit: 9 }).rows,
  ).toEqual([])
})

test('a list goes page by page by each sort, and says the state of an RMA by its lines', () => {
  const rmas = [1, 2, 3, 4].map((n) =>
    anRma({ caseId: row.id, rmaNumber: `RMA-0000${n}`, createdAt: NOW - ((n * 3) % 5) * DAY }),
  )
  const states: RmaLineState[][] = [['received', 'closed'], ['repaired', 'rejected'], ['closed'], ['requested']]
  const rmaLines = rmas.flatMap(({ id }, at) =>
    states[at]!.map((state, position) =>
      anRmaLine({ rmaId: id, caseId: row.id, state, position, stateSince: NOW - 6 * DAY }),
    ),
  )
  const world = aWorld({ cases: [row], rmas, rmaLines })
  expect(page(world, { list: 'all', sort: 'number', direction: 'asc' }).rows.map(({ state }) => state)).toEqual([
    ...['received', 'finished', 'closed', 'requested'],
  ])
  expect(page(world).total).toBe(3)
  expect(page(world, { list: 'closed' }).total).toBe(1)
  expect(page(world, { state: 'finished' }).rows).toMatchObject([{ rmaNumber: 'RMA-00002', lineCount: 2 }])
  expect(page(world, { list: 'overdue' }).rows.map(({ overdue }) => overdue)).toEqual([true, true, true])
  for (const sort of ['created', 'due', 'number'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const whole = page(world, { list: 'all', sort, direction }).rows.map(({ id }) => id)
      const walked: string[] = []
      let after: ReturnType<typeof page>['next'] = null
      do {
        const query = rmaListQuery.parse({ list: 'all', sort, direction })
        const next = rmaPage(world.mirror, { me: '', now: NOW, query, after: after ?? undefined, limit: 1 })
        walked.push(...next.rows.map(({ id }) => id))
        after = next.next
      } while (after)
      expect(walked).toEqual(whole)
      expect(new Set(whole).size).toBe(4)
    }
  }
  expect(rmaCounters(world.mirror, NOW)).toMatchObject({ open: 3, closed: 1 })
})

test('what is done shows at once, and goes when the portal shows it', () => {
  const line = lineIn('received')
  const world = withLines(line)
  const step = world.act(aLineStep(ofLine(line), 'received', 'diagnosing'))
  world.act(aLineStep(ofLine(line), 'diagnosing', 'repairing', { warranty: 'warranty' }))
  world.act(aLineChange(ofLine(line), { field: 'diagnosis', base: '', to: 'Baterija' }))
  expect(shownLine(world.mirror, line.id)).toMatchObject({
    state: 'repairing',
    warranty: 'warranty',
    diagnosis: 'Baterija',
  })
  expect(columns(world)).toEqual({ repairing: [1, [line.serialNumber]] })
  expect(page(world).rows).toMatchObject([{ state: 'repairing', pending: true }])

  recordResults(world.outbox, [{ status: 'applied', opId: step.opId, seq: world.seq() + 1 }], NOW)
  expect(world.change({ table: 'rmaLines', row: { ...line, state: 'diagnosing', version: 2 } })).toMatchObject({
    ...{ rmasChanged: true, caseIds: [row.id] },
  })
  expect(stateOf(world, line)).toBe('repairing')
})

test('a new RMA is at work before it has a number, with its devices', () => {
  const world = aWorld({ cases: [row] })
  const created = world.act(aNewRma(row.id, { lines: [aNewLine({ serialNumber: 'A-1' })] }))
  const line = firstLine(created)
  const added = world.act(anAddedLine(created, aNewLine({ serialNumber: 'A-2' })))
  world.act(aLineStep(line, 'requested', 'approved'))
  expect(rmasOfCase(world.mirror, row.id, NOW)).toMatchObject([
    { rmaNumber: '', state: 'requested', lineCount: 2, pending: true, lines: [{ state: 'approved' }, {}] },
  ])
  world.act(aRemovedLine({ ...line, lineId: added.line.lineId }))
  expect(rmasOfCase(world.mirror, row.id, NOW)).toMatchObject([{ state: 'approved', lineCount: 1 }])

  const results = operationsOfLane(world.outbox, row.id).map(({ operation }, at) => ({
    ...{ status: 'applied' as const, opId: operation.opId, seq: world.seq() + at + 1 },
  }))
  recordResults(world.outbox, results, NOW)
  world.show(row.id)
  const portals = anRmaLine({
    id: line.lineId,
    rmaId: created.rmaId,
    caseId: row.id,
    serialNumber: 'A-1',
    state: 'approved',
  })
  world.change({ table: 'rmas', row: anRma({ id: created.rmaId, caseId: row.id }) })
  world.change({ table: 'rmaLines', row: portals })
  world.change({ table: 'cases', row }, { table: 'cases', row })
  expect(rmasOfCase(world.mirror, row.id, NOW)).toMatchObject([
    { rmaNumber: 'RMA-00041', state: 'approved', lineCount: 1, pending: false },
  ])
})

test('a conflict marks its line, which stands where the portal has it', () => {
  const line = lineIn('diagnosing')
  const world = withLines(line)
  const step = world.act(aLineStep(ofLine(line), 'diagnosing', 'rejected', { reason: 'Voda' }))
  const theirs = { changedBy: 'x', changedAt: NOW, mineDetail: 'Voda', theirsDetail: null }
  const conflict: LineStepConflict = {
    ...{ field: 'rmaStep', rmaId: rma.id, lineId: line.id, serialNumber: line.serialNumber, reason: 'stale' },
    ...{ base: 'diagnosing', mine: 'rejected', theirs: 'repairing', ...theirs },
  }
  recordResults(world.outbox, [{ status: 'conflict', opId: step.opId, seq: world.seq(), conflict }], NOW)
  world.change({ table: 'rmaLines', row: { ...line, state: 'repairing' } })
  const board = rmaBoard(world.mirror, { me: '', now: NOW, filter: ALL, limit: 9 })
  expect(board.columns.flatMap(({ cards }) => cards)).toMatchObject([
    { state: 'repairing', conflict: true, pending: false },
  ])
  expect(page(world).rows).toMatchObject([{ conflict: true }])
})

test('a step that cannot be any more has no effect', () => {
  const line = lineIn('received')
  const world = withLines(line)
  world.act(aLineStep(ofLine(line), 'received', 'diagnosing'))
  world.change({ table: 'rmaLines', row: { ...line, state: 'closed', version: 9 } })
  expect(stateOf(world, line)).toBe('closed')
})

test('estimates that wait to be sent or withdrawn show in their lines', () => {
  const estimate = anEstimate({ caseId: row.id })
  const line = lineIn('diagnosing')
  const covered = lineIn('diagnosing', { warranty: 'warranty' })
  const asked = lineIn('awaiting_approval', { warranty: 'out_of_warranty', estimateId: estimate.id })
  const world = withLines(line, covered, asked)
  world.act(anEstimateToWithdraw(row.id, estimate.id))
  expect(stateOf(world, asked)).toBe('diagnosing')
  const sent = world.act(anEstimateToSend(row.id, { rmaLineIds: [line.id, covered.id] }))
  expect(shownLine(world.mirror, line.id)).toMatchObject({
    ...{ state: 'awaiting_approval', warranty: 'out_of_warranty', estimateId: sent.opId },
  })
  expect(stateOf(world, covered)).toBe('diagnosing')
  // Another one takes its place.
  world.act(anEstimateToSend(row.id))
  expect(stateOf(world, line)).toBe('diagnosing')
})

test('whoever takes back an RMA or a step takes back what stands on it, and keeps the words', () => {
  const world = aWorld({ cases: [row] })
  const created = world.act(aNewRma(row.id, { lines: [aNewLine({ serialNumber: 'A-1', model: '', fault: 'Pade' })] }))
  const line = firstLine(created)
  const first = world.act(aLineStep(line, 'requested', 'approved'))
  world.act(aLineStep(line, 'approved', 'rejected', { reason: 'Ni naša' }))
  const change = world.act(aLineChange(line, { field: 'work', base: '', to: 'Pregled' }))
  withdrawOperation(world.outbox, first.opId, NOW)
  expect(operationsOfLane(world.outbox, row.id).map(({ operation }) => operation.opId)).toEqual([
    created.opId,
    change.opId,
  ])
  expect(listRecovered(world.outbox)).toMatchObject([{ kind: 'note', text: 'Ni naša', reason: 'withdrawn' }])
  withdrawOperation(world.outbox, created.opId, NOW)
  expect(operationsOfLane(world.outbox, row.id)).toEqual([])
  expect(listRecovered(world.outbox).map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Pregled', expect.stringContaining('Pade')]),
  )
  world.show(row.id)
  expect(rmasOfCase(world.mirror, row.id, NOW)).toEqual([])
})

test('a line that is removed goes, and a case takes its RMAs along', () => {
  const lines = [lineIn('received'), lineIn('requested')]
  const world = withLines(...lines)
  world.change({ table: 'rmaLines', gone: lines[1]!.id })
  expect(rmasOfCase(world.mirror, row.id, NOW)).toMatchObject([{ lineCount: 1 }])
  const count = noRemovals()
  countRemovals(world.mirror, [itemOf({ table: 'cases', gone: row.id }, world.seq() + 1)], count)
  expect(count.rows).toBe(3)
  world.change({ table: 'cases', gone: row.id, kind: 'eviction' })
  for (const table of ['rmas', 'rma_lines', 'rma_shown', 'rma_line_shown']) {
    expect(world.mirror.prepare(`SELECT count(*) FROM ${table}`, { pluck: true }).get(), table).toBe(0)
  }
})

test('a scanned number finds open lines, by device or by RMA', () => {
  const lines = [
    lineIn('received', { serialNumber: 'ZT-100' }),
    lineIn('closed', { serialNumber: 'ZT-100' }),
    lineIn('approved', { serialNumber: 'ZT-200' }),
  ]
  const world = withLines(...lines)
  const scan = (text: string) => linesByNumber(world.mirror, text, NOW, 9).map(({ id }) => id)
  expect(scan('zt 1oo')).toEqual([lines[0]!.id])
  expect(new Set(scan('rma-00041'))).toEqual(new Set([lines[0]!.id, lines[2]!.id]))
  expect(scan('ZT')).toEqual([])
  expect(scan(' - ')).toEqual([])
})

test('an RMA is found by the digits of its number: the very one, then the newest that contain them', () => {
  const numbered = ['RMA-00123', 'RMA-01234', 'RMA-00009', 'RMA-51230'].map((rmaNumber) =>
    anRma({ caseId: row.id, createdBy: agent.id, rmaNumber }),
  )
  const { mirror } = aWorld({
    agents: [agent],
    accounts: [account],
    contacts: [contact],
    cases: [row],
    rmas: numbered,
    rmaLines: numbered.map(({ id }) => anRmaLine({ rmaId: id, caseId: row.id, serialNumber: 'ZT5-2020-00123' })),
  })
  const found = (digits: string, limit = 4) =>
    rmasNumbered(mirror, digits, limit, NOW).map(({ rmaNumber }) => rmaNumber)
  expect(found('123')).toEqual(['RMA-00123', 'RMA-51230', 'RMA-01234'])
  expect(found('00123')).toEqual(['RMA-00123'])
  expect(found('9', 1)).toEqual(['RMA-00009'])
  expect(found('0', 2)).toEqual(['RMA-51230', 'RMA-01234'])
  expect(found('2020')).toEqual([])
})

test('a device has all its repairs, also those in which it came in place of another', () => {
  const lines = [
    lineIn('closed', { serialNumber: 'ZT-100' }),
    lineIn('received', { serialNumber: 'zt 100' }),
    lineIn('replaced', { serialNumber: 'OLD', newSerialNumber: 'ZT-100' }),
    lineIn('received', { serialNumber: 'ZT-1001' }),
  ]
  const world = withLines(...lines)
  const cards = cardsOfDevice(world.mirror, 'ZT100', NOW)
  expect(new Set(cards.map(({ id }) => id))).toEqual(new Set(lines.slice(0, 3).map(({ id }) => id)))
  expect(cards.at(-1)?.state).toBe('closed')
})

test('the digest is of what the portal has, whatever is pending', () => {
  const lines = [lineIn('received', { rejectionReason: null, carrier: 'DHL' }), lineIn('approved', { position: 1 })]
  const world = withLines(...lines)
  world.act(aLineStep(ofLine(lines[0]!), 'received', 'diagnosing'))
  const digestOf = (table: 'rmas' | 'rmaLines') => {
    const steps = digestTable(world.mirror, table, STILL)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }
  const expected = createTableDigest()
  for (const line of lines) expected.add(line)
  expect(digestOf('rmaLines')).toEqual(expected.buckets())
  const ofRmas = createTableDigest()
  ofRmas.add(rma)
  expect(digestOf('rmas')).toEqual(ofRmas.buckets())
})

test('columns and lists are read by their indexes', () => {
  const world = withLines(lineIn('received'))
  const plan = ({ sql, values }: { sql: string; values: readonly unknown[] }) =>
    world.mirror
      .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(values as string[]))
      .map(({ detail }) => detail)
      .join('\n')
  const nothing = { sql: '1', values: [] }
  const column = plan(columnStatement('received', nothing, [1, 'x'], 50))
  expect(column).toContain('rma_line_shown_state')
  expect(column).not.toContain('TEMP B-TREE')
  for (const sort of ['created', 'due', 'number'] as const) {
    const list = plan(listStatement({ sort, direction: 'desc' }, nothing, [1, 'x'], 50))
    expect(list).toContain(`rma_shown_${{ created: 'created_at', due: 'due_at', number: 'number_sort' }[sort]}`)
    expect(list).not.toContain('TEMP B-TREE')
  }
  expect(plan({ sql: RMA_OF_NUMBER, values: [12] })).toContain('rma_shown_number_sort')
  const containing = plan({ sql: RMAS_WITH_DIGITS, values: ['12', 4] })
  expect(containing).toContain('COVERING INDEX rma_shown_number')
  expect(containing).not.toContain('TEMP B-TREE')
})

test('what was begun for a case that went before it came here again goes with its tombstone', () => {
  const world = aWorld({})
  const created = world.act(aNewRma(row.id))
  const shown = () => world.mirror.prepare<number>('SELECT count(*) FROM rma_shown', { pluck: true }).get()
  expect(shown()).toBe(1)
  withdrawOperation(world.outbox, created.opId, NOW)
  world.change({ table: 'cases', gone: row.id })
  expect(shown()).toBe(0)
})
