import { type DemoOptions, demoStories, demoSurroundings, demoWorld } from '#portal/demo/generate.ts'
import type { Story } from '#portal/demo/story.ts'
import type { World } from '#portal/demo/world.ts'
import { SYNC_TABLES, type SyncRow, type SyncTable } from '#shared/portal-api/rows.ts'
import { MAX_PAGE } from '#shared/portal-api/sync.ts'

/** One answer to `GET /sync/v1/snapshot?table=…`, as the portal would send it. */
export type SnapshotText = { table: SyncTable; rows: number; json: string }

export type SnapshotOptions = Omit<DemoOptions, 'now'> & {
  now?: number
  /** Rows on a page. */
  limit?: number
}

/** 2 March 2026: benches of different days load the same rows. */
const BENCH_NOW = Date.UTC(2026, 2, 2, 8)

/**
 * The demo data as the snapshot pages of a first sync: tables in sync order, rows by primary key, `seq` counting up.
 * Streams; the cases are generated once for each of the tables that they fill.
 */
export function* snapshotPages({
  limit = MAX_PAGE,
  now = BENCH_NOW,
  ...rest
}: SnapshotOptions = {}): Generator<SnapshotText> {
  const options = { ...rest, now }
  const world = demoWorld(options)
  let seq = 0
  for (const table of SYNC_TABLES) {
    let items: { seq: number; row: SyncRow }[] = []
    const page = (next: string | null): SnapshotText => ({
      table,
      rows: items.length,
      json: JSON.stringify({ table, items, next }),
    })
    for (const row of rowsOf(table, world, options)) {
      if (items.length === limit) {
        yield page(items.at(-1)!.row.id)
        items = []
      }
      items.push({ seq: ++seq, row })
    }
    yield page(null)
  }
}

function* rowsOf(table: SyncTable, world: World, options: DemoOptions): Generator<SyncRow> {
  switch (table) {
    case 'cases':
      for (const story of demoStories(world, options)) yield story.case
      return
    case 'notes':
      yield* byId(demoStories(world, options), (story) => story.notes)
      return
    case 'caseEvents':
      yield* byId(demoStories(world, options), (story) => story.events)
      return
    case 'estimates':
      yield* byId(demoStories(world, options), (story) => story.estimates)
      return
    case 'rmas':
      yield* byId(demoStories(world, options), (story) => story.rmas)
      return
    case 'rmaLines':
      yield* byId(demoStories(world, options), (story) => story.rmaLines)
      return
    case 'caseMarks': {
      // By their agents; they are few.
      const marks: SyncRow<'caseMarks'>[] = []
      for (const story of demoStories(world, options)) marks.push(...story.marks)
      yield* marks.sort(ascending)
      return
    }
    default:
      for (const batch of demoSurroundings(world, options)) {
        if (batch.table === table) yield* batch.rows
      }
  }
}

/**
 * Rows of all cases in the order of their ids, which is the order of time: what lies before the next case's creation
 * can go, so no more than the conversations that overlap are held.
 */
function* byId<R extends { id: string; createdAt: number }>(
  source: Iterable<Story>,
  rowsIn: (story: Story) => R[],
): Generator<R> {
  let held: R[] = []
  let added = 0
  for (const story of source) {
    held.push(...rowsIn(story))
    if (++added % 2000 !== 0) continue
    held.sort(ascending)
    const due = held.findIndex((row) => row.createdAt >= story.case.createdAt)
    yield* held.slice(0, due < 0 ? held.length : due)
    held = due < 0 ? [] : held.slice(due)
  }
  yield* held.sort(ascending)
}

const ascending = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
