import type { CaseStatus } from '#shared/domain/status.ts'
import type { Mirror } from '../open.ts'

/** From an instant to before another, in epoch ms. */
export type Span = { from: number; until: number }

/** `[createdAt, pk, closedAt, firstResponseAt, responseKept, resolutionKept]`; the last two as `keptMark` says them. */
export type CaseTimes = [number, number, number | null, number | null, number | null, number | null]

/** With `ownerKey` (empty: nobody), `accountId` and the model of the device that the case names. */
export type CaseFacts = [...CaseTimes, string, string, string | null]

/** `[createdAt, pk, status, ownerKey, accountId, model]` */
export type OpenFacts = [number, number, CaseStatus, string, string, string | null]

/** Cases that one step looks at: a few ms. */
const STEP = 2_000

/** What is still being sent has reached nobody; a note from before the case is of another one. */
const FIRST_RESPONSE = `(SELECT n.created_at FROM notes n WHERE n.case_pk = c.pk AND n.created_at >= c.created_at
  AND n.author_kind = 'agent' AND n.visibility = 'public' AND n.local IS NULL ORDER BY n.created_at LIMIT 1)`
const MODEL = `CASE WHEN c.serial_key IS NOT NULL THEN
  (SELECT d.model FROM devices d WHERE d.serial_key = c.serial_key ORDER BY d.id LIMIT 1) END`
/** Bounded by the step's end alone: of two upper bounds the index might take the span's, and every step go through all of it. */
const STEP_ROWS = `(c.created_at, c.pk) > (@at, @pk) AND (c.created_at, c.pk) <= (@toAt, @toPk)
  AND (c.created_at >= @from OR (c.closed_at >= @from AND c.closed_at < @until)) ORDER BY c.created_at, c.pk`

export const STEP_END = `SELECT created_at, pk FROM cases WHERE (created_at, pk) > (@at, @pk) AND created_at < @until
  ORDER BY created_at, pk LIMIT 1 OFFSET ${STEP - 1}`
export const FACTS_OF_STEP = `SELECT c.created_at, c.pk, c.closed_at, ${FIRST_RESPONSE}, c.response_kept,
  c.resolution_kept, c.owner_key, c.account_id, ${MODEL}
  FROM cases c WHERE ${STEP_ROWS}`
export const TIMES_OF_STEP = `SELECT c.created_at, c.pk, c.closed_at, ${FIRST_RESPONSE}, c.response_kept, c.resolution_kept
  FROM cases c WHERE ${STEP_ROWS}`
export const OPEN_PAGE = `SELECT c.created_at, c.pk, c.status, c.owner_key, c.account_id, ${MODEL} FROM cases c
  WHERE c.open = 1 AND (c.created_at, c.pk) > (@at, @pk) ORDER BY c.created_at, c.pk LIMIT ${STEP}`
export const OPEN_AT = 'SELECT count(*) FROM cases WHERE created_at < @at AND (closed_at IS NULL OR closed_at >= @at)'

/** Cases that were opened or closed in the span, in the order in which they were opened; some of them a turn. */
export function caseFacts(mirror: Mirror, span: Span): Generator<CaseFacts[], void, void> {
  return steps(mirror, FACTS_OF_STEP, span)
}

/** The same without what only groups need. */
export function caseTimes(mirror: Mirror, span: Span): Generator<CaseTimes[], void, void> {
  return steps(mirror, TIMES_OF_STEP, span)
}

/** What is open now, oldest first; some of it a turn. */
export function* openFacts(mirror: Mirror): Generator<OpenFacts[], void, void> {
  const page = mirror.prepare<OpenFacts>(OPEN_PAGE, { raw: true })
  for (let rows = page.all({ at: FIRST, pk: 0 }); ; ) {
    yield rows
    const last = rows.at(-1)
    if (!last || rows.length < STEP) return
    rows = page.all({ at: last[0], pk: last[1] })
  }
}

/** How many cases were open at an instant; one that was opened again counts as open all the time. */
export function openAt(mirror: Mirror, at: number): number {
  return mirror.prepare<number>(OPEN_AT, { pluck: true }).get({ at }) ?? 0
}

export function accountName(mirror: Mirror, id: string): string | null {
  return mirror.prepare<string>('SELECT name FROM accounts WHERE id = ?', { pluck: true }).get(id) ?? null
}

const FIRST = Number.MIN_SAFE_INTEGER
const LAST = Number.MAX_SAFE_INTEGER

/** From the key that the step before ended with: what is written meanwhile neither hides nor repeats another row. */
function* steps<Row>(mirror: Mirror, sql: string, { from, until }: Span): Generator<Row[], void, void> {
  const end = mirror.prepare<[number, number]>(STEP_END, { raw: true })
  const rows = mirror.prepare<Row>(sql, { raw: true })
  for (let at = FIRST, pk = 0; ; ) {
    const next = end.get({ at, pk, until })
    const [toAt, toPk] = next ?? [until - 1, LAST]
    yield rows.all({ at, pk, toAt, toPk, from, until })
    if (!next) return
    ;[at, pk] = next
  }
}
