import { lookUpKey } from '#shared/domain/look-up.ts'
import { RMA_LINE_STATES, type RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import type { RmaBoard, RmaCard, RmaCardPage, RmaFilter, RmaKey } from '#shared/rpc/rmas.ts'
import type { Value } from '../database.ts'
import type { Mirror } from '../open.ts'
import { wordsKey } from './compare-keys.ts'
import { NEVER_DUE } from './rma-shown.ts'

/** Who looks, and when: epoch ms. */
export type Looking = { me: string; now: number }

type Head = Pick<
  RmaCard,
  'rmaNumber' | 'caseId' | 'caseNumber' | 'caseTitle' | 'ownerId' | 'ownerName' | 'accountName' | 'contactName'
>
type CardRecord = Head & { line: string; dueAt: number; caseOpen: number; pending: number; conflict: number }

/** Of `r`, an RMA as it is shown. */
export const HEAD_COLUMNS = `r.rma_number AS rmaNumber, k.id AS caseId, coalesce(c.case_number, '') AS caseNumber,
  coalesce(c.title, '') AS caseTitle, nullif(c.owner_key, '') AS ownerId, g.name AS ownerName,
  coalesce(a.name, '') AS accountName, coalesce(p.first_name || ' ' || p.last_name, '') AS contactName`
export const HEAD_JOINS = `JOIN case_key k ON k.pk = r.case_pk LEFT JOIN cases c ON c.pk = r.case_pk
  LEFT JOIN agents g ON g.id = c.owner_key LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN contacts p ON p.id = c.contact_id`

const CARDS = `SELECT ${HEAD_COLUMNS}, coalesce(c.open, 0) AS caseOpen, l.line, l.due_at AS dueAt, l.pending, l.conflict
  FROM rma_line_shown l JOIN rma_shown r ON r.id = l.rma_id ${HEAD_JOINS}`

export type Where = { sql: string; values: Value[] }

/** What belongs to the filter, of `r` and what it is joined with; `serials`: of the lines' serial numbers. */
export function filterOf({ mine, text }: RmaFilter, me: string, serials: string): Where {
  const parts: Where[] = []
  if (mine) parts.push({ sql: 'c.owner_key = ?', values: [me] })
  const key = lookUpKey(text)
  const words = wordsKey(text)
  const found: Where[] = []
  if (key !== '') found.push({ sql: `instr(r.number_key, ?) > 0 OR ${serials}`, values: [key, key, key] })
  if (words !== '') found.push({ sql: `instr(a.words_key, ?) > 0`, values: [` ${words}`] })
  if (found.length > 0) {
    parts.push({ sql: `(${found.map(({ sql }) => sql).join(' OR ')})`, values: found.flatMap(({ values }) => values) })
  } else if (text.trim() !== '') parts.push({ sql: '0', values: [] })
  return {
    sql: ['1', ...parts.map(({ sql }) => sql)].join(' AND '),
    values: parts.flatMap(({ values }) => values),
  }
}

const LINE_SERIALS = `instr(l.serial_key, ?) > 0 OR instr(coalesce(l.new_serial_key, ''), ?) > 0`

export type BoardArgs = Looking & { filter: RmaFilter; limit: number }

/** A column a state, each with its count and its first cards. */
export function rmaBoard(mirror: Mirror, { filter, limit, ...looking }: BoardArgs): RmaBoard {
  const isFiltered = filter.mine || filter.text.trim() !== ''
  const columns = isFiltered ? matchingColumns(mirror, filter, looking) : countColumns(mirror, looking)
  return {
    columns: RMA_LINE_STATES.map((state) => {
      const { count, overdue, ids } = columns.get(state) ?? NO_CARDS
      if (count === 0) return { state, count, overdue, cards: [], next: null }
      if (ids === null) return { state, count, overdue, ...columnPage(mirror, { filter, limit, state, ...looking }) }
      const cards = ids.slice(0, limit).flatMap((id) => cardOfLine(mirror, id, looking.now) ?? [])
      return { state, count, overdue, cards, next: ids.length > limit ? keyAfter(cards) : null }
    }),
  }
}

/** `ids`: all of a filtered column, in its order; null where nothing is filtered. */
type Column = { count: number; overdue: number; ids: string[] | null }
const NO_CARDS: Column = { count: 0, overdue: 0, ids: null }

export const BOARD_COUNTS = 'SELECT l.state, count(*), total(l.due_at < ?) FROM rma_line_shown l GROUP BY l.state'

function countColumns(mirror: Mirror, { now }: Looking): Map<string, Column> {
  const rows = mirror.prepare<[string, number, number]>(BOARD_COUNTS, { raw: true }).all(now)
  return new Map(rows.map(([state, count, overdue]) => [state, { count, overdue, ids: null }]))
}

/** A filter looks at every line, so it does that once for all columns. */
function matchingColumns(mirror: Mirror, filter: RmaFilter, { me, now }: Looking): Map<string, Column> {
  const where = filterOf(filter, me, LINE_SERIALS)
  const rows = mirror
    .prepare<[string, string, number]>(
      `SELECT l.state, l.id, l.due_at < ? FROM rma_line_shown l JOIN rma_shown r ON r.id = l.rma_id ${HEAD_JOINS}
       WHERE ${where.sql} ORDER BY l.state_since, l.id`,
      { raw: true },
    )
    .all(now, ...where.values)
  const columns = new Map<string, Column & { ids: string[] }>()
  for (const [state, id, overdue] of rows) {
    const column = columns.get(state) ?? { count: 0, overdue: 0, ids: [] }
    column.count += 1
    column.overdue += overdue
    column.ids.push(id)
    columns.set(state, column)
  }
  columns.get('closed')?.ids.reverse()
  return columns
}

function keyAfter(cards: readonly RmaCard[]): RmaKey | null {
  const last = cards.at(-1)
  return last ? [last.stateSince, last.id] : null
}

export type ColumnArgs = BoardArgs & { state: RmaLineState; after?: RmaKey | undefined }

/** A column further on: who has waited longest first; of what is over, the newest. */
export function columnPage(mirror: Mirror, { state, filter, after, limit, ...looking }: ColumnArgs): RmaCardPage {
  const where = filterOf(filter, looking.me, LINE_SERIALS)
  const { sql, values } = columnStatement(state, where, after, limit + 1)
  const records = mirror.prepare<CardRecord>(sql).all(...values)
  const cards = records.slice(0, limit).map((record) => toCard(record, looking.now))
  return { cards, next: records.length > limit ? keyAfter(cards) : null }
}

/** Exported for the tests of the indexes. */
export function columnStatement(
  state: RmaLineState,
  where: Where,
  after: RmaKey | undefined,
  limit: number,
): { sql: string; values: Value[] } {
  const [sign, direction] = state === 'closed' ? ['<', 'DESC'] : ['>', 'ASC']
  const beside = after ? ` AND (l.state_since, l.id) ${sign} (?, ?)` : ''
  return {
    sql: `${CARDS} WHERE l.state = ? AND ${where.sql}${beside} ORDER BY l.state_since ${direction}, l.id ${direction} LIMIT ?`,
    values: [state, ...where.values, ...(after ?? []), limit],
  }
}

const MAX_OF_DEVICE = 100
export const DEVICE_CARDS = `${CARDS} WHERE l.id IN (
  SELECT id FROM rma_line_shown WHERE serial_key = @key UNION SELECT id FROM rma_line_shown WHERE new_serial_key = @key)
  ORDER BY l.state = 'closed', r.created_at DESC, l.id DESC LIMIT ${MAX_OF_DEVICE}`

/** Every repair of a device, and those in which it came in place of another: open ones first, newest first. */
export function cardsOfDevice(mirror: Mirror, serialKey: string, now: number): RmaCard[] {
  if (serialKey === '') return []
  return mirror
    .prepare<CardRecord>(DEVICE_CARDS)
    .all({ key: serialKey })
    .map((record) => toCard(record, now))
}

export function cardOfLine(mirror: Mirror, lineId: string, now: number): RmaCard | null {
  const record = mirror.prepare<CardRecord>(`${CARDS} WHERE l.id = ?`).get(lineId)
  return record ? toCard(record, now) : null
}

function toCard({ line, caseOpen, ...record }: CardRecord, now: number): RmaCard {
  const row = JSON.parse(line) as RmaLineRow
  const { id, rmaId, serialNumber, model, fault, warranty, state, stateSince, receivedAt, shippedAt } = row
  const { newSerialNumber, carrier, trackingNumber } = row
  return {
    ...record,
    ...{ id, rmaId, serialNumber, model, fault, warranty, state, stateSince, receivedAt, shippedAt },
    ...{ newSerialNumber, carrier, trackingNumber, caseOpen: caseOpen === 1 },
    ...flagsOf(record, now),
  }
}

/** `dueAt`: as it is stored. */
export function flagsOf(record: { dueAt: number; pending: number; conflict: number }, now: number) {
  return {
    dueAt: record.dueAt === NEVER_DUE ? null : record.dueAt,
    overdue: record.dueAt < now,
    pending: record.pending === 1,
    conflict: record.conflict === 1,
  }
}
