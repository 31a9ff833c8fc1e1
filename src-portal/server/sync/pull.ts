import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { type Cursor, formatCursor } from '#shared/portal-api/sync.ts'
import type { Query } from '../../db/open.ts'
import { tableNameOf, wireRowSql } from '../../db/sync-sources.ts'
import { agentEpoch, mineSql, ScopeChanged, scopeMarkSql, scopesOf } from './scope.ts'

/**
 * Reading for the desks. The database writes the rows as JSON (`wireRowSql`) and the answers here are finished texts:
 * a page of a thousand rows is neither parsed nor built again on its way. Each statement finds the agent's scope by
 * itself, so what it answers and who may see it are of one moment.
 */

/** The desk must begin anew: another epoch, a cursor from the future, or older than the tombstones that are kept. */
export class ResyncNeeded extends Error {
  constructor() {
    super('The cursor is not of this feed')
    this.name = 'ResyncNeeded'
  }
}

/**
 * Bytes of rows after which a page ends, however many rows were asked for; one row goes always. A desk takes no answer of
 * over 64 MiB, and a thousand notes of the longest kind are far more.
 */
export const MAX_PAGE_BYTES = 8 * 1024 * 1024

/** Whether what stands before a row in its page leaves room for it. */
const fitsSql = (order: string) =>
  `coalesce(sum(octet_length(row)) OVER (ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
    < ${MAX_PAGE_BYTES}`

const quoted = (table: SyncTable) => `'${table}'`

/**
 * Page, head and rows in one statement. `$1` cursor, `$2` limit, `$3` agent. Each scope is read by its index up to the
 * limit, then the nearest of all are taken. An agent who also sees where a row has gone to is not told to let go of it.
 * Were `wire` not materialized, each row would be made twice.
 */
export const CHANGES_SQL = `
WITH mine AS MATERIALIZED (${mineSql('$3')}), page AS MATERIALIZED (
  SELECT near.* FROM mine CROSS JOIN LATERAL (
    SELECT c.seq, c.table_name, c.row_id, c.kind FROM sync_change c
    WHERE c.scope = mine.scope AND c.seq > $1 ORDER BY c.seq LIMIT $2
  ) near ORDER BY near.seq LIMIT $2
), wire AS MATERIALIZED (
  SELECT page.*, CASE WHEN page.kind = 'row' THEN CASE page.table_name
    ${SYNC_TABLES.map(
      (table) =>
        `WHEN ${quoted(table)} THEN (SELECT ${wireRowSql(table, 't')} FROM ${tableNameOf(table)} t WHERE t.id = page.row_id)`,
    ).join('\n    ')}
  END END AS row
  FROM page WHERE page.kind <> 'eviction' OR NOT EXISTS (
    SELECT 1 FROM mine WHERE 'eviction' <> (SELECT other.kind FROM sync_change other
      WHERE other.scope = mine.scope AND other.table_name = page.table_name AND other.row_id = page.row_id))
), sized AS (
  SELECT wire.*, ${fitsSql('seq')} AS fits FROM wire
), kept AS (
  SELECT bool_and(fits) AS whole, (max(seq) FILTER (WHERE fits))::text AS last,
    string_agg(concat('{"table":"', table_name, '","kind":"',
      CASE WHEN row IS NOT NULL THEN 'row' WHEN kind = 'eviction' THEN kind ELSE 'tombstone' END,
      '","id":', to_json(row_id)::text, ',"seq":', seq, ',"row":' || row, '}'), ',' ORDER BY seq)
      FILTER (WHERE fits) AS items
  FROM sized
)
SELECT clock.epoch, clock.seq::text AS head, clock.horizon::text AS horizon, ${scopeMarkSql('$3')} AS mark,
  coalesce(kept.whole, true) AS whole, kept.items, (SELECT count(*)::int FROM page) AS count,
  CASE WHEN kept.whole IS FALSE THEN kept.last ELSE (SELECT max(seq)::text FROM page) END AS last
FROM sync_clock clock CROSS JOIN kept`

type ChangesRecord = {
  epoch: string
  mark: string
  head: string
  horizon: string
  /** Not cut for its size. */
  whole: boolean
  count: number
  last: string | null
  items: string | null
}

export type ChangesArgs = { agentId: string; cursor: Cursor; limit: number }

/** The text of a `changesResponse`. Throws `ResyncNeeded`, `ScopeChanged`. */
export async function readChanges(query: Query, { agentId, cursor, limit }: ChangesArgs): Promise<string> {
  if (!Number.isSafeInteger(cursor.seq)) throw new ResyncNeeded()
  const [page] = await query<ChangesRecord>(CHANGES_SQL, [cursor.seq, limit, agentId])
  if (!page) throw new Error('The clock of the change feed has no row')
  const epoch = agentEpoch(page)
  const head = Number(page.head)
  const sameFeed = cursor.epoch.startsWith(agentEpoch({ ...page, mark: '' }))
  if (!sameFeed || cursor.seq > head || cursor.seq < Number(page.horizon)) throw new ResyncNeeded()
  if (cursor.epoch !== epoch) throw new ScopeChanged()
  const last = Number(page.last ?? cursor.seq)
  const full = page.count === limit || !page.whole
  // A page that is not full has reached the head, even where what stood there was thrown away.
  const next = formatCursor({ epoch, seq: full ? last : head })
  return `{"items":[${page.items ?? ''}],"cursor":${JSON.stringify(next)},"head":${head},"more":${full && last < head}}`
}

/** Head and counts of one moment. `$1` agent. */
export const SNAPSHOT_HEAD_SQL = `
WITH mine AS MATERIALIZED (${mineSql('$1')}), counted AS (
  SELECT c.table_name, count(*) AS rows FROM mine JOIN sync_change c ON c.scope = mine.scope
  WHERE c.kind = 'row' GROUP BY c.table_name
)
SELECT clock.epoch, clock.seq::text AS head, ${scopeMarkSql('$1')} AS mark,
  (SELECT json_object_agg(table_name, rows)::text FROM counted) AS counts
FROM sync_clock clock`

/** The text of a `snapshotHead`. */
export async function readSnapshotHead(query: Query, agentId: string): Promise<string> {
  const [found] = await query<{ epoch: string; mark: string; head: string; counts: string | null }>(SNAPSHOT_HEAD_SQL, [
    agentId,
  ])
  if (!found) throw new Error('The clock of the change feed has no row')
  const counts: Partial<Record<SyncTable, number>> = JSON.parse(found.counts ?? '{}')
  return JSON.stringify({
    cursor: formatCursor({ epoch: agentEpoch(found), seq: Number(found.head) }),
    tables: SYNC_TABLES.map((table) => ({ table, rows: counts[table] ?? 0 })),
  })
}

/**
 * The rows of a page, in the order of their keys, and which of them it has room for (`fits`). `$1` agent, `$2` the primary
 * key to go on after, `$3` limit. Without the `OFFSET` each row would be made twice.
 */
export const PAGE_ROWS_SQL = Object.fromEntries(
  SYNC_TABLES.map((table) => [
    table,
    `
SELECT found.*, ${fitsSql('id')} AS fits FROM (
  SELECT page.row_id AS id, page.seq,
    (SELECT ${wireRowSql(table, 't')} FROM ${tableNameOf(table)} t WHERE t.id = page.row_id) AS row
  FROM (
    SELECT near.* FROM (${scopesOf(table, '$1')}) mine CROSS JOIN LATERAL (
      SELECT c.row_id, c.seq FROM sync_change c
      WHERE c.scope = mine.scope AND c.table_name = ${quoted(table)} AND c.row_id > $2 AND c.kind = 'row'
      ORDER BY c.row_id LIMIT $3
    ) near ORDER BY near.row_id LIMIT $3
  ) page ORDER BY page.row_id OFFSET 0
) found ORDER BY id`,
  ]),
) as Record<SyncTable, string>

export const SNAPSHOT_PAGE_SQL = Object.fromEntries(
  SYNC_TABLES.map((table) => [
    table,
    `
SELECT count(*)::int AS count, max(id) FILTER (WHERE fits) AS last, coalesce(bool_and(fits), true) AS whole,
  string_agg('{"seq":' || seq || ',"row":' || row || '}', ',' ORDER BY id) FILTER (WHERE fits) AS items
FROM (${PAGE_ROWS_SQL[table]}) sized`,
  ]),
) as Record<SyncTable, string>

export type PageArgs = { agentId: string; table: SyncTable; after: string; limit: number }

/** The text of a `SnapshotPage`. */
export async function readSnapshotPage(query: Query, { agentId, table, after, limit }: PageArgs): Promise<string> {
  const [page] = await query<{ count: number; last: string | null; whole: boolean; items: string | null }>(
    SNAPSHOT_PAGE_SQL[table],
    [agentId, after, limit],
  )
  const next = page && (page.count === limit || !page.whole) ? page.last : null
  return `{"table":"${table}","items":[${page?.items ?? ''}],"next":${JSON.stringify(next)}}`
}

/** The feed's own head, whoever asks. */
export async function readHead(query: Query): Promise<Cursor> {
  const [clock] = await query<{ epoch: string; seq: string }>('SELECT epoch, seq::text AS seq FROM sync_clock')
  if (!clock) throw new Error('The clock of the change feed has no row')
  return { epoch: clock.epoch, seq: Number(clock.seq) }
}
