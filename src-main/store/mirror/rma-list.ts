import { RMA_STATES } from '#shared/domain/rma.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import type { RmaCounters, RmaKey, RmaListQuery, RmaPage, RmaSummary } from '#shared/rpc/rmas.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { mergedParts } from './merged.ts'
import { filterOf, flagsOf, HEAD_COLUMNS, HEAD_JOINS, type Looking, type Where } from './rma-cards.ts'

const LINES_SHOWN = 5

type SummaryRecord = Omit<RmaSummary, 'lines' | 'dueAt' | 'overdue' | 'pending' | 'conflict'> & {
  dueAt: number
  pending: number
  conflict: number
  sortValue: number
}

const COLUMNS = `r.id, ${HEAD_COLUMNS}, r.state, r.created_at AS createdAt, r.line_count AS lineCount, r.due_at AS dueAt,
  r.pending, r.conflict`
const FROM = `FROM rma_shown r ${HEAD_JOINS}`
const SORT_COLUMN = { created: 'r.created_at', due: 'r.due_at', number: 'r.number_sort' } as const

const SERIALS = `EXISTS (SELECT 1 FROM rma_line_shown l WHERE l.rma_id = r.id
  AND (instr(l.serial_key, ?) > 0 OR instr(coalesce(l.new_serial_key, ''), ?) > 0))`

export type ListArgs = Looking & { query: RmaListQuery; after?: RmaKey | undefined; limit: number }

/** A page of a list, by keyset. */
export function rmaPage(mirror: Mirror, { query, after, limit, me, now }: ListArgs): RmaPage {
  const where = whereOf(query, { me, now })
  // Of an unfiltered list nothing but the RMAs themselves is asked.
  const counted = query.mine || query.text.trim() !== '' ? FROM : 'FROM rma_shown r'
  const total = mirror
    .prepare<number>(`SELECT count(*) ${counted} WHERE ${where.sql}`, { pluck: true })
    .get(...where.values)
  const { sql, values } = listStatement(query, where, after, limit + 1)
  const records = mirror.prepare<SummaryRecord>(sql).all(...values)
  const shown = records.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((record) => toSummary(mirror, record, now)),
    total: total ?? 0,
    next: records.length > limit && last ? [last.sortValue, last.id] : null,
  }
}

function whereOf(query: RmaListQuery, { me, now }: Looking): Where {
  const { sql, values } = filterOf(query, me, SERIALS)
  const parts: Where[] = [{ sql, values }]
  if (query.list === 'open') parts.push({ sql: `r.state <> 'closed'`, values: [] })
  if (query.list === 'closed') parts.push({ sql: `r.state = 'closed'`, values: [] })
  if (query.list === 'overdue') parts.push({ sql: 'r.due_at < ?', values: [now] })
  if (query.state !== undefined) parts.push({ sql: 'r.state = ?', values: [query.state] })
  return { sql: parts.map((part) => part.sql).join(' AND '), values: parts.flatMap((part) => part.values) }
}

/** Exported for the tests of the indexes. */
export function listStatement(
  { sort, direction }: Pick<RmaListQuery, 'sort' | 'direction'>,
  where: Where,
  after: RmaKey | undefined,
  limit: number,
): { sql: string; values: Value[] } {
  const column = SORT_COLUMN[sort]
  const [sign, order] = direction === 'asc' ? ['>', 'ASC'] : ['<', 'DESC']
  const beside = after ? ` AND (${column}, r.id) ${sign} (?, ?)` : ''
  return {
    sql: `SELECT ${COLUMNS}, ${column} AS sortValue ${FROM} WHERE ${where.sql}${beside}
      ORDER BY ${column} ${order}, r.id ${order} LIMIT ?`,
    values: [...where.values, ...(after ?? []), limit],
  }
}

/** Those of a case, newest first. */
export function rmasOfCase(mirror: Mirror, caseId: string, now: number): RmaSummary[] {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return []
  // Repairs of a merged case are looked after where its work goes on.
  return [pk, ...mergedParts(mirror, pk).map((part) => part.pk)].flatMap((one) =>
    mirror
      .prepare<SummaryRecord>(
        `SELECT ${COLUMNS}, 0 AS sortValue ${FROM} WHERE r.case_pk = ? ORDER BY r.created_at DESC, r.id DESC`,
      )
      .all(one)
      .map((record) => toSummary(mirror, record, now)),
  )
}

export const RMA_OF_NUMBER = 'SELECT id FROM rma_shown WHERE number_sort = ?'
export const RMAS_WITH_DIGITS = `SELECT id FROM rma_shown WHERE instr(number_key, ?) > 0 ORDER BY number_key DESC LIMIT ?`

/** The one that the digits mean, zeros in front or not; then those whose number contains them, newest first. */
export function rmasNumbered(mirror: Mirror, digits: string, limit: number, now: number): RmaSummary[] {
  const meant = mirror.prepare<string>(RMA_OF_NUMBER, { pluck: true }).all(Number(digits))
  const containing = mirror.prepare<string>(RMAS_WITH_DIGITS, { pluck: true }).all(digits, limit + meant.length)
  const ids = [...new Set([...meant, ...containing])].slice(0, limit)
  return ids.flatMap((id) => findRma(mirror, id, now) ?? [])
}

export function findRma(mirror: Mirror, rmaId: string, now: number): RmaSummary | null {
  const record = mirror.prepare<SummaryRecord>(`SELECT ${COLUMNS}, 0 AS sortValue ${FROM} WHERE r.id = ?`).get(rmaId)
  return record ? toSummary(mirror, record, now) : null
}

function toSummary(mirror: Mirror, { sortValue: _, ...record }: SummaryRecord, now: number): RmaSummary {
  const lines = mirror
    .prepare<string>(`SELECT line FROM rma_line_shown WHERE rma_id = ? ORDER BY position, id LIMIT ${LINES_SHOWN}`, {
      pluck: true,
    })
    .all(record.id)
    .map((line) => JSON.parse(line) as RmaLineRow)
  return {
    ...record,
    lines: lines.map(({ id, serialNumber, model, state }) => ({ id, serialNumber, model, state })),
    ...flagsOf(record, now),
  }
}

export function rmaCounters(mirror: Mirror, now: number): RmaCounters {
  const rows = mirror
    .prepare<[string, number, number]>('SELECT state, count(*), total(due_at < ?) FROM rma_shown GROUP BY state', {
      raw: true,
    })
    .all(now)
  const counts = new Map(rows.map(([state, count]) => [state, count]))
  const closed = counts.get('closed') ?? 0
  return {
    open: rows.reduce((sum, [, count]) => sum + count, 0) - closed,
    overdue: rows.reduce((sum, [, , overdue]) => sum + overdue, 0),
    closed,
    byState: RMA_STATES.map((state) => ({ state, count: counts.get(state) ?? 0 })),
  }
}
