import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { reapply } from '#main/store/mirror/overlay.ts'
import { columnPage, rmaBoard } from '#main/store/mirror/rma-cards.ts'
import { shownLine, shownLines } from '#main/store/mirror/rma-lines.ts'
import { rmaCounters, rmaPage } from '#main/store/mirror/rma-list.ts'
import { linesByNumber, linesNear } from '#main/store/mirror/rma-scan.ts'
import { applySnapshotPage, beginSnapshot, buildIndexes, snapshotPosition } from '#main/store/mirror/snapshot.ts'
import { openMirror, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { overlayOperations } from '#main/store/outbox/overlay.ts'
import { DEMO_AGENT } from '#portal/demo/agents.ts'
import { demoStories } from '#portal/demo/generate.ts'
import { buildWorld, worldSize } from '#portal/demo/world.ts'
import { makeRmaNumber } from '#shared/domain/rma.ts'
import { legalSteps, RMA_LINE_STATES } from '#shared/domain/rma-line.ts'
import { SYNC_TABLES, type SyncRow, type SyncTable } from '#shared/portal-api/rows.ts'
import type { SnapshotPage } from '#shared/portal-api/sync.ts'
import { RMA_SORTS } from '#shared/rpc/rmas.ts'
import { anId } from '#test/factories/ids.ts'
import { anRma, anRmaLine } from '#test/factories/rows.ts'
import { atMost, percentile, print, sample } from './figures.ts'
import { KEY } from './store-results.ts'

/** The board, the lists and scanning in a mirror of 20,000 devices that were sent in. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '50000' }, lines: { type: 'string', default: '20000' } },
})
const cases = Number(values.cases)
const count = Number(values.lines)
const NOW = Date.UTC(2026, 2, 2)
const HOUR = 3_600_000
const PAGE = 2_000
const OF_RMA = 2

const world = buildWorld(22, { ...worldSize(cases), devices: Math.max(count, 1_000) }, NOW)
const caseRows = Array.from(demoStories(world, { cases, notesPerCase: 0, now: NOW }), (story) => story.case)
const rmas = Array.from({ length: count / OF_RMA }, (_, n) =>
  anRma({
    id: `rma-${String(n).padStart(6, '0')}`,
    caseId: caseRows[(n * 3) % caseRows.length]!.id,
    rmaNumber: makeRmaNumber(n + 1),
    createdAt: NOW - n * HOUR,
  }),
)
// Half of them are over; the others stand anywhere.
const lines = rmas.flatMap((rma, n) =>
  Array.from({ length: OF_RMA }, (_, position) => {
    const at = n * OF_RMA + position
    const device = world.devices[at % world.devices.length]!
    return anRmaLine({
      ...{ id: `line-${String(at).padStart(6, '0')}`, rmaId: rma.id, caseId: rma.caseId, position },
      ...{ serialNumber: device.serialNumber, model: device.model, warranty: 'warranty', receivedAt: NOW },
      state: n % 2 === 0 ? 'closed' : RMA_LINE_STATES[(n * 5 + position) % (RMA_LINE_STATES.length - 1)]!,
      stateSince: NOW - (at % 900) * HOUR,
    })
  }),
)
const rows: { [T in SyncTable]?: SyncRow<T>[] } = {
  accounts: world.accounts.map(({ row }) => row),
  contacts: world.contacts,
  devices: world.devices,
  cases: caseRows,
  rmas,
  rmaLines: lines,
}
const folder = mkdtempSync(join(tmpdir(), 'spica-bench-rmas-'))

try {
  const { mirror } = openMirror(join(folder, 'mirror.db'), KEY)
  const tables = SYNC_TABLES.map((table) => ({ table, rows: rows[table]?.length ?? 0 }))
  beginSnapshot(mirror, { cursor: `bench.${tables.reduce((sum, one) => sum + one.rows, 0)}`, tables })
  for (let at = snapshotPosition(mirror), from = 0; at; at = snapshotPosition(mirror)) {
    if (at.after === null) from = 0
    const all = rows[at.table] ?? []
    const items = all.slice(from, from + PAGE).map((row, place) => ({ seq: from + place + 1, row }))
    from += PAGE
    const next = from < all.length ? items.at(-1)?.row.id : null
    applySnapshotPage(mirror, { table: at.table, items, next } as SnapshotPage, at.after)
  }
  for (const _ of buildIndexes(mirror, { now: () => performance.now() }));
  const outbox = openOutbox(join(folder, 'outbox.db'), KEY)

  const looking = { me: DEMO_AGENT.id, now: NOW }
  const pick = <T>(list: readonly T[], run: number): T => list[(run * 7919) % list.length]!
  const open = lines.filter(({ state }) => state !== 'closed')
  const all = { mine: false, text: '' }
  const texts = world.accounts.slice(0, 200).map(({ row }) => row.name.slice(0, 6))
  const second = rmaBoard(mirror, { ...looking, filter: all, limit: 50 }).columns.filter(({ next }) => next !== null)
  const wrong = (run: number) => {
    const { serialNumber } = pick(open, run)
    return `${serialNumber.slice(0, -1)}${serialNumber.endsWith('7') ? '8' : '7'}`
  }

  const measure = (name: string, runs: number, bound: number, ask: (run: number) => unknown) => {
    const samples = sample(runs, ask)
    const detail = { p50: percentile(samples, 0.5), lines: lines.length, cases }
    print(atMost(`${name}, p95`, percentile(samples, 0.95), bound, 'ms', detail))
  }
  measure('board of repairs, 50 cards a column', 200, 30, () =>
    rmaBoard(mirror, { ...looking, filter: all, limit: 50 }),
  )
  measure('board of repairs, a company', 200, 60, (run) =>
    rmaBoard(mirror, { ...looking, filter: { mine: false, text: pick(texts, run) }, limit: 50 }),
  )
  measure('board of repairs, more of a column', 400, 10, (run) => {
    const { state, next } = pick(second, run)
    return columnPage(mirror, { ...looking, filter: all, state, after: next ?? undefined, limit: 50 })
  })
  measure('list of repairs, first 100, any order', 400, 20, (run) => {
    const direction = run % 2 === 0 ? 'desc' : 'asc'
    const query = { ...all, list: 'open', sort: pick(RMA_SORTS, run), direction } as const
    return rmaPage(mirror, { ...looking, query, limit: 100 })
  })
  measure('counters of repairs', 400, 10, () => rmaCounters(mirror, NOW))
  measure('scan of a serial number', 1_000, 5, (run) => linesByNumber(mirror, pick(open, run).serialNumber, NOW, 100))
  measure('scan of an RMA number', 1_000, 5, (run) => linesByNumber(mirror, pick(rmas, run).rmaNumber, NOW, 100))
  measure('scan of a wrong number, with those near to it', 500, 10, (run) => [
    linesByNumber(mirror, wrong(run), NOW, 100),
    linesNear(mirror, wrong(run), NOW),
  ])
  measure('scanned step until durable and visible', 300, 30, (run) => {
    const [card] = linesByNumber(mirror, pick(open, run).serialNumber, NOW, 100)
    const line = card && shownLine(mirror, card.id)
    const to = line && legalSteps(line.state)[0]
    if (!line || !to) return null
    const common = { opId: anId(), schemaVersion: 2, authoredAt: NOW + run, dependsOn: [] }
    const { rmaId, caseId, id: lineId, state: from } = line
    appendOperation(outbox, { ...common, kind: 'rma.step', caseId, rmaId, lineId, from, to })
    reapply(mirror, [caseId], overlayOperations(outbox, 0, [caseId]))
    return shownLines(mirror, rmaId)
  })
  outbox.close()
  mirror.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
