import type { Draft } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'

export type Since = {
  /** The feed's number up to which somebody knew the case; null where it is not known. */
  seq: number | null
  /** Taken where the number is not known; null: nothing is known, and nothing counts as new. */
  at: number | null
}

const OTHERS = `author_kind IN ('agent', 'customer') AND author_id IS NOT NULL AND author_id IS NOT @me AND local IS NULL`

/** What customers and colleagues wrote in a case since then; null when nothing. */
export function writtenByOthers(
  mirror: Mirror,
  { caseId, me, since }: { caseId: string; me: string; since: Since },
): NonNullable<Draft['changedMeanwhile']> | null {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined || (since.seq === null && since.at === null)) return null
  const notes = mirror
    .prepare<{ byName: string | null; at: number }>(
      `SELECT CASE author_kind WHEN 'agent' THEN (SELECT name FROM agents WHERE id = author_id)
         ELSE (SELECT first_name || ' ' || last_name FROM contacts WHERE id = author_id) END AS byName, created_at AS at
       FROM notes WHERE case_pk = @pk AND ${OTHERS} AND CASE WHEN @seq IS NULL THEN created_at > @at ELSE seq > @seq END
       ORDER BY created_at DESC, id DESC`,
    )
    .all({ pk, me, ...since })
  const [newest] = notes
  return newest ? { ...newest, notes: notes.length } : null
}

/** How many notes of others came between two of the feed's numbers, the later one left out. */
export function countOvertaken(
  mirror: Mirror,
  { caseId, me, from, to }: { caseId: string; me: string; from: number; to: number },
): number {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return 0
  return (
    mirror
      .prepare<number>(`SELECT count(*) FROM notes WHERE case_pk = @pk AND ${OTHERS} AND seq > @from AND seq < @to`, {
        pluck: true,
      })
      .get({ pk, me, from, to }) ?? 0
  )
}
