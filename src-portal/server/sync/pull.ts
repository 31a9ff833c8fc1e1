import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { type Cursor, formatCursor } from '#shared/portal-api/sync.ts'
import type { Query } from '../../db/open.ts'
import { tableNameOf, wireRowSql } from '../../db/sync-sources.ts'

/**
 * Reading for the desks. The database writes the rows as JSON (`wireRowSql`) and the answers here are finished texts:
 * a page of a thousand rows is neither parsed nor built again on its way.
 */

/** The desk must begin anew: another epoch, a cursor from the future, or older than the tombstones that are kept. */
export class ResyncNeeded extends Error {
  constructor() {
    super('The cursor is not of this feed')
    this.name = 'ResyncNeeded'
  }
}

const quoted = (table: SyncTable) => `'${table}'`

/** Page, head and rows in one statement: they are of one moment. `$1` cursor, `$2` limit. */
export const CHANGES_SQL = `
WITH page AS MATERIALIZED (
  SELECT seq, table_name, row_id, kind FROM sync_change WHERE seq > $1 ORDER BY seq LIMIT $2
), wire AS (
  SELECT page.*, CASE WHEN page.kind = 'row' THEN CASE page.table_name
    ${SYNC_TABLES.map(
      (table) =>
        `WHEN ${quoted(table)} THEN (SELECT ${wireRowSql(table, 't')} FROM ${tableNameOf(table)} t WHERE t.id = page.row_id)`,
    ).join('\n    ')}
  END END AS row FROM page
)
SELECT clock.epoch, clock.seq::text AS head, clock.horizon::text AS horizon,
  (SELECT count(*)::int FROM page) AS count, (SELECT max(seq)::text FROM page) AS last,
  (SELECT string_agg(concat('{"table":"', table_name, '","kind":"', CASE WHEN row IS NULL THEN 'tombstone' ELSE 'row' END,
    '","id":', to_json(row_id)::text, ',"seq":', seq, ',"row":' || row, '}'), ',' ORDER BY seq) FROM wire) AS items
FROM sync_clock clock`

type ChangesRecord = {
  epoch: string
  head: string
  horizon: string
  count: number
  last: string | null
  items: string | null
}

/** The text of a `changesResponse`. Throws `ResyncNeeded`. */
export async function readChanges(query: Query, cursor: Cursor, limit: number): Promise<string> {
  if (!Number.isSafeInteger(cursor.seq)) throw new ResyncNeeded()
  const [page] = await query<ChangesRecord>(CHANGES_SQL, [cursor.seq, limit])
  if (!page) throw new Error('The clock of the change feed has no row')
  const head = Number(page.head)
  if (page.epoch !== cursor.epoch || cursor.seq > head || cursor.seq < Number(page.horizon)) throw new ResyncNeeded()
  const last = Number(page.last ?? cursor.seq)
  const full = page.count === limit
  // A page that is not full has reached the head, even where what stood there was thrown away.
  const next = formatCursor({ epoch: cursor.epoch, seq: full ? last : head })
  return `{"items":[${page.items ?? ''}],"cursor":${JSON.stringify(next)},"head":${head},"more":${full && last < head}}`
}

/** Head and counts of one moment. */
export const SNAPSHOT_HEAD_SQL = `
SELECT clock.epoch, clock.seq::text AS head,
  ${SYNC_TABLES.map((table) => `(SELECT count(*)::int FROM ${tableNameOf(table)}) AS ${JSON.stringify(table)}`).join(',\n  ')}
FROM sync_clock clock`

/** The text of a `snapshotHead`. */
export async function readSnapshotHead(query: Query): Promise<string> {
  const [head] = await query<{ epoch: string; head: string } & Record<SyncTable, number>>(SNAPSHOT_HEAD_SQL)
  if (!head) throw new Error('The clock of the change feed has no row')
  const cursor = formatCursor({ epoch: head.epoch, seq: Number(head.head) })
  return JSON.stringify({ cursor, tables: SYNC_TABLES.map((table) => ({ table, rows: head[table] })) })
}

/** `$1` the primary key to go on after, `$2` limit. */
export const SNAPSHOT_PAGE_SQL = Object.fromEntries(
  SYNC_TABLES.map((table) => [
    table,
    `
SELECT count(*)::int AS count, max(id) AS last,
  string_agg('{"seq":' || seq || ',"row":' || row || '}', ',' ORDER BY id) AS items
FROM (
  SELECT t.id, ${wireRowSql(table, 't')} AS row,
    coalesce((SELECT c.seq FROM sync_change c WHERE c.table_name = ${quoted(table)} AND c.row_id = t.id), 0) AS seq
  FROM (SELECT * FROM ${tableNameOf(table)} WHERE id > $1 ORDER BY id LIMIT $2) t
) page`,
  ]),
) as Record<SyncTable, string>

/** The text of a `SnapshotPage`. */
export async function readSnapshotPage(query: Query, table: SyncTable, after: string, limit: number): Promise<string> {
  const [page] = await query<{ count: number; last: string | null; items: string | null }>(SNAPSHOT_PAGE_SQL[table], [
    after,
    limit,
  ])
  const next = page?.count === limit ? page.last : null
  return `{"table":"${table}","items":[${page?.items ?? ''}],"next":${JSON.stringify(next)}}`
}

export async function readHead(query: Query): Promise<Cursor> {
  const [clock] = await query<{ epoch: string; seq: string }>('SELECT epoch, seq::text AS seq FROM sync_clock')
  if (!clock) throw new Error('The clock of the change feed has no row')
  return { epoch: clock.epoch, seq: Number(clock.seq) }
}
