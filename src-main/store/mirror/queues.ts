import { type Filter, isDueQueue, type ListScope, parseFilter, scopeFilter } from '#shared/domain/filter/index.ts'
import { type CaseListQuery, type CasePage, type PageAnchor, QUEUES } from '#shared/rpc/models.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { hasAsleep } from './attention.ts'
import { knownCaseKey } from './case-key.ts'
import { countQueue, type StatusQueue } from './counters.ts'
import { type FilteredQuery, filteredIndexOf, filteredPage } from './filtered-list.ts'
import { type Range, rangeOf } from './list-range.ts'
import { matchOf } from './match.ts'
import { caseSummaries } from './summaries.ts'

export { queueCounters } from './counters.ts'

/** `me`: the signed-in agent's id, for the queue "mine". `riskMs`: as for filters. */
export type QueueQuery = CaseListQuery & { me: string | null; now?: number; riskMs?: number | undefined }
/** A queue in an order that its own indexes keep, without more of a filter than those know. */
export type IndexedQuery = QueueQuery & { queue: StatusQueue; sort: IndexedSort; filter?: undefined }

/** A part of a statement and the values of its placeholders. */
export type Fragment = { sql: string; values: Value[] }
const SORT_COLUMN = { modified: 'modified_at', created: 'created_at', number: 'number_sort' } as const
type IndexedSort = keyof typeof SORT_COLUMN
/** Kept by indexes: what is due, and what is snoozed, is found by other ways. */
const isIndexedQueue = (queue: ListScope): queue is StatusQueue =>
  queue !== 'all' && queue !== 'snoozed' && !isDueQueue(queue)
export const INDEXED_QUEUES: readonly StatusQueue[] = QUEUES.filter(isIndexedQueue)
export const INDEXED_SORTS = Object.keys(SORT_COLUMN) as IndexedSort[]

export function queuePage(mirror: Mirror, query: QueueQuery & { anchor: PageAnchor; limit: number }): CasePage {
  if (!isIndexed(query))
    return filteredPage(mirror, { ...filterOf(query), anchor: query.anchor, limit: query.limit }, contextOf(query))
  const where = awakeWhereOf(mirror, query)
  if (!where) return { rows: [], total: 0, startIndex: 0 }
  const total = totalOf(mirror, query, where)
  const { range, startIndex } = rangeOf(query.anchor, query.limit, total)
  const { sql, values } = keysStatement(query, where, range)
  const keys = mirror.prepare<[number | string, number]>(sql, { raw: true }).all(...values)
  if (range.backwards) keys.reverse()
  const summaries = caseSummaries(
    mirror,
    keys.map(([, pk]) => pk),
  )
  return { rows: summaries.map((summary, at) => ({ ...summary, key: keys[at]! })), total, startIndex }
}

/** The row number of a case in the list; null when it is not in it. */
export function queueIndexOf(mirror: Mirror, query: QueueQuery & { caseId: string }): number | null {
  if (!isIndexed(query)) return filteredIndexOf(mirror, { ...filterOf(query), caseId: query.caseId }, contextOf(query))
  const where = awakeWhereOf(mirror, query)
  const pk = knownCaseKey(mirror, query.caseId)
  if (!where || pk === undefined) return null
  const column = SORT_COLUMN[query.sort]
  const own = mirror
    .prepare<number>(`SELECT ${column} FROM cases WHERE pk = ? AND ${where.sql}`, { pluck: true })
    .get(pk, ...where.values)
  if (own === undefined) return null
  const before = `SELECT count(*) FROM cases WHERE ${where.sql} AND (${column}, pk) ${query.direction === 'asc' ? '<' : '>'} (?, ?)`
  return mirror.prepare<number>(before, { pluck: true }).get(...where.values, own, pk) ?? null
}

function isIndexed<Q extends QueueQuery>(query: Q): query is Q & IndexedQuery {
  return isIndexedQueue(query.queue) && query.sort in SORT_COLUMN && query.filter === undefined
}

const contextOf = ({ me, now = Date.now(), riskMs }: QueueQuery) => ({ me, now, riskMs })

/** Everything that narrows the list as one filter. What is wrong in it narrows nothing: the caller has checked it. */
function filterOf({ queue, caseType, ownerId, text, filter, sort, direction }: QueueQuery): FilteredQuery {
  const terms: Filter = [
    ...scopeFilter(queue, caseType),
    ...(ownerId === null ? parseFilter('owner:none').filter : []),
    ...(isText(text) ? [{ field: 'text' as const, not: false, values: [{ text }] }] : []),
    ...parseFilter(filter ?? '').filter,
  ]
  return {
    filter: terms,
    ownerId: ownerId ?? undefined,
    sort,
    direction,
    awake: queue !== 'all' && queue !== 'snoozed',
  }
}

function totalOf(mirror: Mirror, query: IndexedQuery, where: Fragment): number {
  if (isText(query.text)) {
    return (
      mirror.prepare<number>(`SELECT count(*) FROM cases WHERE ${where.sql}`, { pluck: true }).get(...where.values) ?? 0
    )
  }
  const { queue, me, caseType, ownerId } = query
  return countQueue(mirror, queue, { me, caseType, ownerKey: ownerId === undefined ? undefined : (ownerId ?? '') })
}

/** Sort value and local key of the rows in a range; exported for the tests of the indexes. */
export function keysStatement(
  query: Pick<IndexedQuery, 'sort' | 'direction'>,
  where: Fragment,
  range: Range,
): Fragment {
  const column = SORT_COLUMN[query.sort]
  const ascending = (query.direction === 'asc') !== range.backwards
  const direction = ascending ? 'ASC' : 'DESC'
  const beside = range.beside ? ` AND (${column}, pk) ${ascending ? '>' : '<'} (?, ?)` : ''
  return {
    sql: `SELECT ${column}, pk FROM cases WHERE ${where.sql}${beside} ORDER BY ${column} ${direction}, pk ${direction} LIMIT ? OFFSET ?`,
    values: [...where.values, ...(range.beside ?? []), range.limit, range.offset],
  }
}

function awakeWhereOf(mirror: Mirror, query: IndexedQuery): Fragment | null {
  const where = whereOf(query)
  return where && hasAsleep(mirror) ? { ...where, sql: `${where.sql} AND ${AWAKE_CASE}` } : where
}

/** Read within the index: the plus keeps the list's own in front. */
const AWAKE_CASE = '+pk NOT IN (SELECT case_pk FROM case_attention WHERE asleep = 1)'

/** Null: the list is empty whatever is stored. */
export function whereOf(query: IndexedQuery): Fragment | null {
  const parts: (Fragment | null)[] = [scopeOf(query)]
  // Together with `open` the index by owner serves the filter.
  if (query.ownerId !== undefined) {
    const open = query.queue === 'closed' ? 0 : 1
    parts.push({ sql: `owner_key = ? AND open = ${open}`, values: [query.ownerId ?? ''] })
  }
  if (query.caseType !== undefined) parts.push({ sql: 'case_type = ?', values: [query.caseType] })
  if (isText(query.text)) parts.push(textOf(query.text))
  if (parts.includes(null)) return null
  const present = parts.filter((part) => part !== null)
  return { sql: present.map(({ sql }) => sql).join(' AND '), values: present.flatMap(({ values }) => values) }
}

function scopeOf({ queue, me }: IndexedQuery): Fragment | null {
  if (queue === 'open') return { sql: 'open = 1', values: [] }
  if (queue === 'mine') return me === null ? null : { sql: 'owner_key = ? AND open = 1', values: [me] }
  if (queue === 'unassigned') return { sql: `owner_key = '' AND open = 1`, values: [] }
  return { sql: `status_group = '${queue}'`, values: [] }
}

function textOf(text: string): Fragment | null {
  const { words, keys } = matchOf(text)
  const docs = [
    words === null ? null : { sql: 'SELECT rowid FROM case_text WHERE case_text MATCH ?', value: words },
    keys === null ? null : { sql: 'SELECT rowid FROM case_keys WHERE case_keys MATCH ?', value: keys },
  ].filter((part) => part !== null)
  if (docs.length === 0) return null
  return {
    // The plus keeps the list's own index in front: its order saves sorting all the hits of a common word.
    sql: `+pk IN (SELECT case_pk FROM search_doc WHERE doc IN (${docs.map(({ sql }) => sql).join(' UNION ')}))`,
    values: docs.map(({ value }) => value),
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}
