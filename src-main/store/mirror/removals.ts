import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import type { ChangeItem } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { readBase } from './overlay.ts'
import { tableName } from './plain-tables.ts'

/** Rows that belong to a case and go with it. */
const OF_CASE = ['notes', 'case_events', 'attachments', 'estimates', 'rmas', 'rma_lines', 'case_links'] as const
const BELONGS_TO_CASE: readonly SyncTable[] = [
  'notes',
  'caseEvents',
  'attachments',
  'estimates',
  'rmas',
  'rmaLines',
  'caseLinks',
]

/** What was counted so far, so that a case's own rows are not counted again when their tombstones come by themselves. */
export type RemovalCount = { rows: number; cases: Set<number> }

export const noRemovals = (): RemovalCount => ({ rows: 0, cases: new Set() })

/** Adds the portal's rows that these items would take out of the mirror, before any of them is applied. */
export function countRemovals(mirror: Mirror, items: readonly ChangeItem[], count: RemovalCount): void {
  for (const item of items) {
    if (item.kind === 'row') continue
    if (item.table === 'cases') countCase(mirror, item.id, item.seq, count)
    else if (isHere(mirror, item.table, item.id, item.seq, count)) count.rows += 1
  }
}

function countCase(mirror: Mirror, id: string, seq: number, count: RemovalCount): void {
  const pk = knownCaseKey(mirror, id)
  if (pk === undefined || count.cases.has(pk)) return
  const here = readBase(mirror, pk) ?? readCase(mirror, pk)
  if (!here || here.seq === 0 || here.seq > seq) return
  count.cases.add(pk)
  count.rows += 1
  for (const table of OF_CASE) {
    count.rows +=
      mirror.prepare<number>(`SELECT count(*) FROM ${table} WHERE case_pk = ? AND seq > 0`, { pluck: true }).get(pk) ??
      0
  }
}

function isHere(
  mirror: Mirror,
  table: Exclude<SyncTable, 'cases'>,
  id: string,
  seq: number,
  count: RemovalCount,
): boolean {
  const casePk = BELONGS_TO_CASE.includes(table) ? 'case_pk' : 'NULL'
  const found = mirror
    .prepare<[number | null]>(`SELECT ${casePk} FROM ${tableName(table)} WHERE id = ? AND seq > 0 AND seq <= ?`, {
      raw: true,
    })
    .get(id, seq)
  return found !== undefined && (found[0] === null || !count.cases.has(found[0]))
}

/** Counts the portal's rows, one table a step; answers their number at the end. */
export function* countRows(mirror: Mirror): Generator<void, number, void> {
  let rows = 0
  for (const table of SYNC_TABLES) {
    const name = table === 'cases' ? 'cases' : tableName(table)
    rows += mirror.prepare<number>(`SELECT count(*) FROM ${name}`, { pluck: true }).get() ?? 0
    yield
  }
  return rows
}
