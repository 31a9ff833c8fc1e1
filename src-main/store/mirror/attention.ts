import { type Following, type Snooze, sameSnooze } from '#shared/domain/attention.ts'
import { isMark, type MarkOperation } from '#shared/portal-api/operations.ts'
import type { CaseAttention, CaseDetail } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { caseIdOf, knownCaseKey } from './case-key.ts'
import { mergedParts } from './merged.ts'
import { getMirrorValue, putMirrorValue } from './state.ts'

/** What the agent keeps of a case, with what is pending on top. */
export type Marks = { snooze: Snooze | null; readUntil: number | null; following: Following; pending: boolean }

type MarkRecord = {
  snoozedAfter: number | null
  snoozedUntil: number | null
  readUntil: number | null
  following: Following
}

const NO_MARKS: Marks = { snooze: null, readUntil: null, following: 'auto', pending: false }

/** Up to when snoozes have been ended: what is shown is a matter of rows alone, not of when it is looked at. */
const AWAKE_AT = 'awake-at'

/** Within the caller's transaction: how the case stands in the agent's attention, made anew from the portal's row and what is pending. */
export function showAttention(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): void {
  const { snooze, readUntil, following, pending } = marksOf(mirror, pk, operations)
  const unread = newsOf(mirror, pk, readUntil) !== null
  if (snooze === null && following === 'auto' && readUntil === null && !unread) {
    mirror.prepare('DELETE FROM case_attention WHERE case_pk = ?').run(pk)
    return
  }
  const back = snooze === null ? null : endOf(mirror, pk, snooze, getMirrorValue<number>(mirror, AWAKE_AT) ?? 0)
  mirror
    .prepare(
      `INSERT OR REPLACE INTO case_attention (case_pk, snoozed_after, snoozed_until, asleep, back, following, read_until,
         unread, pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      pk,
      snooze?.after ?? null,
      snooze?.until ?? null,
      snooze !== null && back === null ? 1 : 0,
      back,
      following,
      readUntil,
      unread ? 1 : 0,
      pending ? 1 : 0,
    )
}

/** Whose mirror it is. */
const OWN_ID = 'agent-id'

/** Before anything of the agent's own is looked at. */
export function setOwnId(mirror: Mirror, agentId: string): void {
  if (ownId(mirror) !== agentId) putMirrorValue(mirror, OWN_ID, agentId)
}

export function ownId(mirror: Mirror): string | null {
  return getMirrorValue<string>(mirror, OWN_ID)
}

/** The newest instant at which others wrote in the case, or gave it to the agent, after what was read; null: nothing is news. */
function newsOf(mirror: Mirror, pk: number, readUntil: number | null): number | null {
  const me = ownId(mirror)
  const since = readUntil ?? newSince(mirror, me)
  if (me === null || since === null) return null
  const found = mirror
    .prepare<number | null>(
      `SELECT max(at) FROM (
         SELECT max(created_at) AS at FROM notes WHERE case_pk = @pk AND created_at > @since AND local IS NULL
           AND (author_kind = 'customer' OR author_kind = 'agent' AND author_id IS NOT @me)
         UNION ALL SELECT max(created_at) FROM case_events WHERE case_pk = @pk AND created_at > @since
           AND (actor_kind = 'customer' OR field = 'ownerId' AND to_value = @me AND actor_id IS NOT @me)
         UNION ALL SELECT created_at FROM cases WHERE pk = @pk AND created_at > @since AND seq > 0)`,
      { pluck: true },
    )
    .get({ pk, since, me })
  return found ?? null
}

/** What is older was never news to the agent; null while the agent's row is not here. */
export function newSince(mirror: Mirror, me: string | null): number | null {
  return mirror.prepare<number>('SELECT new_since FROM agents WHERE id = ?', { pluck: true }).get(me) ?? null
}

/**
 * Just before the newest of others' doings in the thread: to there and no further the case of them is read when it is made
 * unread. That is the case itself, or one that was merged into it.
 */
export function unreadFrom(mirror: Mirror, caseId: string): { caseId: string; until: number } | null {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return null
  let newest: { caseId: string; until: number } | null = null
  for (const one of [{ pk, id: caseId }, ...mergedParts(mirror, pk)]) {
    const news = newsOf(mirror, one.pk, 0)
    if (news !== null && news - 1 > (newest?.until ?? -1)) newest = { caseId: one.id, until: news - 1 }
  }
  return newest
}

/** Why a snooze is over; null while it lasts. */
function endOf(mirror: Mirror, pk: number, { after, until }: Snooze, now: number): CaseAttention['back'] {
  if (answered(mirror, pk, after)) return 'answer'
  return until !== null && until <= now ? 'time' : null
}

function answered(mirror: Mirror, pk: number, after: number): boolean {
  return (
    mirror
      .prepare(
        `SELECT 1 FROM notes WHERE case_pk = @pk AND created_at > @after AND author_kind = 'customer'
         UNION ALL SELECT 1 FROM case_events WHERE case_pk = @pk AND created_at > @after AND actor_kind = 'customer' LIMIT 1`,
      )
      .get({ pk, after }) !== undefined
  )
}

function marksOf(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): Marks {
  const record = mirror
    .prepare<MarkRecord>(
      `SELECT snoozed_after AS snoozedAfter, snoozed_until AS snoozedUntil, read_until AS readUntil, following
       FROM case_marks WHERE case_pk = ?`,
    )
    .get(pk)
  let marks = record ? ofRecord(record) : NO_MARKS
  for (const { operation, state, passed } of operations) {
    const unsent = state === 'waiting' || state === 'sending'
    if (!isMark(operation) || !(unsent || (state === 'settled' && !passed))) continue
    marks = withOperation(marks, operation)
    if (unsent && operation.kind !== 'case.read') marks = { ...marks, pending: true }
  }
  return marks
}

function ofRecord({ snoozedAfter, snoozedUntil, readUntil, following }: MarkRecord): Marks {
  const snooze = snoozedAfter === null ? null : { after: snoozedAfter, until: snoozedUntil }
  return { snooze, readUntil, following, pending: false }
}

/** As the portal will do it. */
function withOperation(marks: Marks, operation: MarkOperation): Marks {
  switch (operation.kind) {
    case 'case.snooze': {
      const ends = operation.snooze === null && !sameSnooze(operation.base, marks.snooze)
      return ends ? marks : { ...marks, snooze: operation.snooze }
    }
    case 'case.read': {
      const known = marks.readUntil ?? Number.NEGATIVE_INFINITY
      return operation.mode === 'seen' && known > operation.until ? marks : { ...marks, readUntil: operation.until }
    }
    case 'case.follow':
      return { ...marks, following: operation.following }
  }
}

type AttentionRecord = {
  unread: number
  readUntil: number | null
  following: Following
  snoozedAfter: number | null
  snoozedUntil: number | null
  asleep: number
  back: CaseAttention['back']
}

const SELECT = `SELECT snoozed_after AS snoozedAfter, snoozed_until AS snoozedUntil, asleep, back, unread,
  read_until AS readUntil, following FROM case_attention`

/** As the case itself shows it. What was merged into it is read or not by itself: nothing is read that nobody has looked at. */
export function attentionOf(mirror: Mirror, pk: number): CaseDetail['attention'] {
  const record = mirror.prepare<AttentionRecord>(`${SELECT} WHERE case_pk = ?`).get(pk)
  const parts = mergedParts(mirror, pk).map((part) => ({ caseId: part.id, ...readingOf(mirror, part.pk) }))
  const beginning = newSince(mirror, ownId(mirror))
  return {
    asleep: record?.asleep === 1,
    snoozedUntil: record?.snoozedUntil ?? null,
    back: record?.back ?? null,
    unread: record?.unread === 1 || parts.some(({ unread }) => unread),
    readUntil: record?.readUntil ?? null,
    readParts: parts.map(({ caseId, readUntil }) => ({ caseId, readUntil: readUntil ?? beginning })),
    following: record?.following ?? 'auto',
  }
}

/** Of the case's own, without what was merged into it. */
export function readingOf(mirror: Mirror, pk: number): Pick<CaseDetail['attention'], 'unread' | 'readUntil'> {
  const record = mirror.prepare<AttentionRecord>(`${SELECT} WHERE case_pk = ?`).get(pk)
  return { unread: record?.unread === 1, readUntil: record?.readUntil ?? null }
}

/** Something that was merged into the case is news to the agent. */
export function hasUnreadPart(mirror: Mirror, pk: number): boolean {
  return mergedParts(mirror, pk).some((part) => readingOf(mirror, part.pk).unread)
}

/** Unread cases that were merged into others, and with them those that carry them on, by their local keys. */
export const CARRYING_UNREAD = `WITH RECURSIVE up (id) AS (
    SELECT m.merged_into_id FROM cases m CROSS JOIN case_attention t ON t.case_pk = m.pk
      WHERE m.merged_into_id IS NOT NULL AND t.unread = 1
    UNION SELECT c.merged_into_id FROM up CROSS JOIN case_key k ON k.id = up.id CROSS JOIN cases c ON c.pk = k.pk
      WHERE c.merged_into_id IS NOT NULL
  ) SELECT k.pk FROM up CROSS JOIN case_key k ON k.id = up.id`

/** The snooze of a case, whether it lasts or not; null: there is none. */
export function snoozeOfCase(mirror: Mirror, caseId: string): (Snooze & Pick<CaseAttention, 'asleep' | 'back'>) | null {
  const pk = knownCaseKey(mirror, caseId)
  const record = mirror.prepare<AttentionRecord>(`${SELECT} WHERE case_pk = ?`).get(pk ?? -1)
  if (!record || record.snoozedAfter === null) return null
  const { snoozedAfter, snoozedUntil, asleep, back } = record
  return { after: snoozedAfter, until: snoozedUntil, asleep: asleep === 1, back }
}

/** Most of the time nothing is, and no list need look. */
export function hasAsleep(mirror: Mirror): boolean {
  return mirror.prepare('SELECT 1 FROM case_attention WHERE asleep = 1 LIMIT 1').get() !== undefined
}

/** The newest instant of a case's thread that the portal has given and this machine knows; 0: there is none. */
export function newestInstant(mirror: Mirror, caseId: string): number {
  const pk = knownCaseKey(mirror, caseId) ?? -1
  return (
    mirror
      .prepare<number>(
        `SELECT max(coalesce((SELECT max(created_at) FROM notes WHERE case_pk = @pk AND local IS NULL), 0),
                    coalesce((SELECT max(created_at) FROM case_events WHERE case_pk = @pk), 0),
                    coalesce((SELECT created_at FROM cases WHERE pk = @pk), 0))`,
        { pluck: true },
      )
      .get({ pk }) ?? 0
  )
}

/**
 * Ends the snoozes whose time has come, and takes up again those that a clock which was set back has brought before their
 * end. `nextAt`: when the next one ends.
 */
export function wake(mirror: Mirror, now: number): { caseIds: string[]; nextAt: number | null } {
  return mirror.transaction(() => {
    const due = mirror
      .prepare<number>(
        `SELECT case_pk FROM case_attention WHERE snoozed_after IS NOT NULL AND snoozed_until IS NOT NULL
           AND (asleep = 1 AND snoozed_until <= @now OR back = 'time' AND snoozed_until > @now)`,
        { pluck: true },
      )
      .all({ now })
    if (due.length > 0) {
      putMirrorValue(mirror, AWAKE_AT, now)
      mirror
        .prepare(
          `UPDATE case_attention SET asleep = CASE WHEN snoozed_until <= @now THEN 0 ELSE 1 END,
             back = CASE WHEN snoozed_until <= @now THEN 'time' END
           WHERE case_pk IN (SELECT value FROM json_each(@due))`,
        )
        .run({ now, due: JSON.stringify(due) })
    }
    const nextAt = mirror
      .prepare<number | null>('SELECT min(snoozed_until) FROM case_attention WHERE asleep = 1', { pluck: true })
      .get()
    return { caseIds: due.flatMap((pk) => caseIdOf(mirror, pk) ?? []), nextAt: nextAt ?? null }
  })
}
