import { type Filter, parseFilter } from '#shared/domain/filter/index.ts'
import type { CaseSort } from '#shared/domain/view.ts'
import type { CasePage, ListKey, PageAnchor } from '#shared/rpc/models.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { hasAsleep } from './attention.ts'
import { knownCaseKey } from './case-key.ts'
import { rankOf } from './case-names.ts'
import { countOnce, keepCount, knownCount } from './counts-kept.ts'
import { AWAKE, type Condition, conditionOf, type FilterContext, isCostly } from './filter-sql.ts'
import { type Range, rangeOf } from './list-range.ts'
import { caseSummaries } from './summaries.ts'

/** A list over the facts of all cases. `ownerId`: of this agent alone. */
export type FilteredQuery = {
  filter: Filter
  sort: CaseSort
  direction: 'asc' | 'desc'
  ownerId?: string | undefined
  /** Without what is snoozed. */
  awake?: boolean
}

const SORT_FACT: Record<CaseSort, string> = {
  modified: 'modified',
  created: 'created',
  number: 'number',
  waiting: 'waiting',
  due: 'due',
  status: 'status',
  owner: 'owner',
  team: 'team',
  type: 'type',
  company: 'account',
  customer: 'contact',
  entitlement: 'entitlement',
  title: 'title',
  serial: 'serial',
  reference: 'reference',
  system: 'system',
}

export function filteredPage(
  mirror: Mirror,
  query: FilteredQuery & { anchor: PageAnchor; limit: number },
  context: FilterContext,
): CasePage {
  const where = whereOf(mirror, query, context)
  const known = knownCount(mirror, keyOf(where))
  const heavy = known === undefined && isCostly(where)
  const atStart = 'at' in query.anchor && query.anchor.at === 'start'
  const total = heavy && atStart ? 0 : (known ?? count(mirror, where))
  const { range, startIndex } = rangeOf(query.anchor, query.limit, total)
  const { sql, values } = keysStatement(query, where, { ...range, counted: heavy && atStart })
  const keys = mirror.prepareOnce<[number | string, number, number?]>(sql, { raw: true }).all(...values)
  if (range.backwards) keys.reverse()
  const summaries = caseSummaries(
    mirror,
    keys.map(([, pk]) => pk),
  )
  const rows = summaries.map((summary, at): CasePage['rows'][number] => ({
    ...summary,
    key: [keys[at]![0], keys[at]![1]],
  }))
  const counted = keys[0]?.[2] ?? total
  if (known === undefined) keepCount(mirror, keyOf(where), counted)
  return { rows, total: counted, startIndex }
}

export function filteredIndexOf(
  mirror: Mirror,
  query: FilteredQuery & { caseId: string },
  context: FilterContext,
): number | null {
  const pk = knownCaseKey(mirror, query.caseId)
  if (pk === undefined) return null
  const where = whereOf(mirror, query, context)
  const fact = `f.${SORT_FACT[query.sort]}`
  const own = mirror
    .prepareOnce<number | string>(`SELECT ${fact} FROM case_facts f WHERE f.pk = ? AND ${where.sql}`, { pluck: true })
    .get(pk, ...where.values)
  if (own === undefined) return null
  const sign = query.direction === 'asc' ? '<' : '>'
  const sql = `SELECT count(*) FROM case_facts f WHERE (${fact}, f.pk) ${sign} (?, ?) AND ${where.sql}`
  return mirror.prepareOnce<number>(sql, { pluck: true }).get(own, pk, ...where.values) ?? null
}

function whereOf(mirror: Mirror, { filter, ownerId, awake }: FilteredQuery, context: FilterContext): Condition {
  const asked = conditionOf(mirror, filter, context)
  const where = awake && hasAsleep(mirror) ? { ...asked, sql: `${asked.sql} AND ${AWAKE.sql}` } : asked
  if (ownerId === undefined) return where
  return { sql: `${where.sql} AND f.owner = ?`, values: [...where.values, rankOf(mirror, 'agents', ownerId) ?? -1] }
}

/** How many cases a filter shows; of one that cannot be understood, null. */
export function countFiltered(mirror: Mirror, written: string, context: FilterContext): number | null {
  const { filter, faults } = parseFilter(written)
  return faults.length > 0 ? null : count(mirror, conditionOf(mirror, filter, context))
}

function count(mirror: Mirror, where: Condition): number {
  return countOnce(mirror, keyOf(where), () => {
    const sql = `SELECT count(*) FROM case_facts f WHERE ${where.sql}`
    return mirror.prepareOnce<number>(sql, { pluck: true }).get(...where.values) ?? 0
  })
}

const keyOf = ({ sql, values }: Condition): string => JSON.stringify([sql, values.map(String)])

/** Sort value and local key of the rows in a range, and with `counted` the number of all; exported for the tests of plans. */
export function keysStatement(
  query: Pick<FilteredQuery, 'sort' | 'direction'>,
  where: Condition,
  range: Range & { counted?: boolean },
): { sql: string; values: Value[] } {
  const fact = SORT_FACT[query.sort]
  const ascending = (query.direction === 'asc') !== range.backwards
  const direction = ascending ? 'ASC' : 'DESC'
  const beside = range.beside ? ` AND (f.${fact}, f.pk) ${ascending ? '>' : '<'} (?, ?)` : ''
  const besideValues: ListKey | [] = range.beside ?? []
  const values = [...where.values, ...besideValues, range.limit, range.offset]
  // Downwards the newest come first: of many that are equal, the first ones stay, where each would displace one that was
  // found before. Without the limit the order would be forgotten.
  const downwards = ascending ? '' : ' ORDER BY f.pk DESC LIMIT -1'
  const hits = `SELECT f.${fact}, f.pk FROM case_facts f WHERE ${where.sql}${beside}${downwards}`
  const order = `ORDER BY h.${fact} ${direction}, h.pk ${direction} LIMIT ? OFFSET ?`
  if (range.counted) {
    const sql = `WITH hits AS MATERIALIZED (${hits}) SELECT h.${fact}, h.pk, (SELECT count(*) FROM hits) FROM hits h ${order}`
    return { sql, values }
  }
  return { sql: `SELECT h.${fact}, h.pk FROM (${hits}) h ${order}`, values }
}
