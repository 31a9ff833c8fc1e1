import type { SyncTable } from '#shared/portal-api/rows.ts'
import { parseCursor, type SnapshotHead, type SnapshotPage } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import { ownId, setOwnId } from './attention.ts'
import { caseKey } from './case-key.ts'
import { insertCase } from './case-rows.ts'
import { inserter } from './plain-tables.ts'
import { MIRROR_SCHEMA } from './schema.ts'
import { getMirrorValue, putMirrorValue, type Snapshot } from './state.ts'

export { buildIndexes } from './build-indexes.ts'

/** Empties the mirror and begins a first sync at the head's cursor. */
export function beginSnapshot(mirror: Mirror, head: SnapshotHead): void {
  mirror.transaction(() => {
    makeAnew(mirror)
    const snapshot: Snapshot = {
      cursor: head.cursor,
      tables: head.tables,
      at: 0,
      after: null,
      rowsDone: 0,
      build: { step: 0, from: [0, 0], done: 0, total: 1 },
    }
    putMirrorValue(mirror, 'snapshot', snapshot)
  })
}

/** Takes every row away at once; a first sync follows. */
export function emptyMirror(mirror: Mirror): void {
  mirror.transaction(() => makeAnew(mirror))
}

/** Whose mirror it is stays. */
function makeAnew(mirror: Mirror): void {
  const agentId = ownId(mirror)
  dropAll(mirror)
  mirror.exec(MIRROR_SCHEMA)
  if (agentId !== null) setOwnId(mirror, agentId)
}

function dropAll(mirror: Mirror): void {
  const tables = mirror
    .prepare<string>(
      // The shadow tables of a virtual table go with it.
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`,
      { pluck: true },
    )
    .all()
  for (const table of tables) mirror.exec(`DROP TABLE ${table}`)
}

/** The feed that a first sync under way is of; null when there is none. */
export function snapshotEpoch(mirror: Mirror): string | null {
  const snapshot = getMirrorValue<Snapshot>(mirror, 'snapshot')
  return snapshot && parseCursor(snapshot.cursor).epoch
}

/** The page to ask for next; null when all rows are here (or no snapshot is under way). */
export function snapshotPosition(mirror: Mirror): { table: SyncTable; after: string | null } | null {
  const snapshot = getMirrorValue<Snapshot>(mirror, 'snapshot')
  const current = snapshot?.tables[snapshot.at]
  return snapshot && current ? { table: current.table, after: snapshot.after } : null
}

/** Rows and progress in one transaction. `after`: as the page was asked with; a page that is already in is ignored. */
export function applySnapshotPage(mirror: Mirror, page: SnapshotPage, after: string | null): void {
  mirror.transaction(() => {
    const snapshot = getMirrorValue<Snapshot>(mirror, 'snapshot')
    const current = snapshot?.tables[snapshot.at]
    if (!snapshot || current?.table !== page.table || snapshot.after !== after) return
    insertPage(mirror, page)
    snapshot.rowsDone += page.items.length
    snapshot.after = page.next
    if (page.next === null) snapshot.at++
    putMirrorValue(mirror, 'snapshot', snapshot)
  })
}

function insertPage(mirror: Mirror, page: SnapshotPage): void {
  if (page.table === 'cases') {
    for (const { row, seq } of (page as SnapshotPage<'cases'>).items) {
      insertCase(mirror, caseKey(mirror, row.id), row, seq)
    }
    return
  }
  const insert = inserter(mirror, page.table)
  for (const { row, seq } of page.items) insert(row, seq)
}
