import { type BucketDigest, createTableDigest, type TableDigest } from '#shared/domain/digest.ts'
import { SYNC_ROWS, type SyncTable } from '#shared/portal-api/rows.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { readCase } from './case-rows.ts'
import { readBase } from './overlay.ts'
import { columnsOf, type PlainTable, tableName } from './plain-tables.ts'

const SLICE_MS = 12
/** Rows read at once; the clock is looked at between two of these. */
const CHUNK = 50

/**
 * The fingerprint of a table as the portal has it, without what is pending here. One slice of at most about 12 ms a step; the
 * mirror's cursor must stay where it is meanwhile.
 */
export function* digestTable(
  mirror: Mirror,
  table: SyncTable,
  clock: { now(): number },
): Generator<void, BucketDigest[], void> {
  const digest = createTableDigest()
  const chunk = table === 'cases' ? casesFrom : plainFrom(table)
  let begun = clock.now()
  for (let last: Value | undefined = FIRST; last !== undefined; ) {
    last = chunk(mirror, last, digest)
    if (clock.now() - begun < SLICE_MS) continue
    yield
    begun = clock.now()
  }
  return digest.buckets()
}

/** Before every key: texts come after all numbers. */
const FIRST = -1

/** Adds the rows after `last`; answers the last key, or undefined when there are no more. */
type Chunk = (mirror: Mirror, last: Value, digest: TableDigest) => Value | undefined

const casesFrom: Chunk = (mirror, last, digest) => {
  const pks = mirror
    .prepare<number>('SELECT pk FROM cases WHERE pk > ? ORDER BY pk LIMIT ?', { pluck: true })
    .all(last, CHUNK)
  for (const pk of pks) {
    const portals = readBase(mirror, pk) ?? readCase(mirror, pk)
    if (portals && portals.seq > 0) digest.add(inWireOrder('cases', portals.row) as { id: string })
  }
  return pks.length < CHUNK ? undefined : pks.at(-1)
}

function plainFrom(table: PlainTable): Chunk {
  const key = HAS_PK.includes(table) ? 'pk' : 'id'
  const columns = columnsOf(table)
  const select = columns.map((column) => (column === 'case_pk' ? CASE_ID : column))
  // What only this machine has carries no number of the feed.
  const sql = `SELECT ${key} AS last, seq, ${select.join(', ')} FROM ${tableName(table)} AS t WHERE ${key} > ? ORDER BY ${key} LIMIT ?`
  const fields = columns.map(fieldOf)
  return (mirror, last, digest) => {
    const rows = mirror.prepare<Value[]>(sql, { raw: true }).all(key === 'id' && last === FIRST ? '' : last, CHUNK)
    for (const [, seq, ...values] of rows) {
      if (Number(seq) === 0) continue
      const row = Object.fromEntries(fields.map((field, at) => [field, wireValue(columns[at]!, values[at]!)]))
      digest.add(inWireOrder(table, row) as { id: string })
    }
    return rows.length < CHUNK ? undefined : rows.at(-1)?.[0]
  }
}

const HAS_PK: readonly SyncTable[] = ['devices', 'notes', 'caseEvents']
const CASE_ID = '(SELECT k.id FROM case_key k WHERE k.pk = t.case_pk)'

const OTHER_NAMES: Record<string, string> = { case_pk: 'caseId', from_value: 'from', to_value: 'to' }

function fieldOf(column: string): string {
  return OTHER_NAMES[column] ?? column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

const JSON_COLUMNS = ['team_ids', 'history', 'items', 'mentions', 'week', 'holidays']
const FLAG_COLUMNS = ['active', 'is_admin', 'pinned']

function wireValue(column: string, value: Value): unknown {
  if (JSON_COLUMNS.includes(column)) return JSON.parse(String(value))
  return FLAG_COLUMNS.includes(column) ? value === 1 : value
}

/** The row's own fields alone, in the order in which the wire has them. */
function inWireOrder(table: SyncTable, row: Record<string, unknown>): Record<string, unknown> {
  const shape: Record<string, unknown> = SYNC_ROWS[table].shape
  return Object.fromEntries(Object.keys(shape).map((field) => [field, row[field]]))
}
