import type { CaseStatus } from '#shared/domain/status.ts'
import type { CaseRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'

export type MergedPart = { pk: number; id: string; caseNumber: string }

/** Of all cases that were merged into the case, over any number of steps. */
export const MERGED_PARTS = `WITH RECURSIVE part (pk, id) AS (
    SELECT pk, id FROM cases WHERE pk = ?
    UNION SELECT c.pk, c.id FROM part p JOIN cases c ON c.merged_into_id = p.id
  ) SELECT c.pk, c.id, c.case_number AS caseNumber FROM part p JOIN cases c ON c.pk = p.pk`

export function mergedParts(mirror: Mirror, pk: number): MergedPart[] {
  return mirror
    .prepare<MergedPart>(MERGED_PARTS)
    .all(pk)
    .filter((part) => part.pk !== pk)
}

/**
 * The case that carries this one on, at the end of the chain; itself where it was merged into none, or into one that is not
 * here. Two that wait to be merged crosswise lead nowhere: the portal will refuse one of them.
 */
export function rootCase(mirror: Mirror, caseId: string): CaseRow | null {
  const seen = new Set<string>()
  let root: CaseRow | null = null
  let next: string | null = caseId
  while (next !== null && !seen.has(next)) {
    seen.add(next)
    const pk = knownCaseKey(mirror, next)
    const row: CaseRow | null = pk === undefined ? null : (readCase(mirror, pk)?.row ?? null)
    if (row === null) break
    root = row
    next = row.mergedIntoId
  }
  return root
}

/** The status that the portal's merge took away from a case: both are told at one instant. Null: it was closed before. */
export function statusBeforeMerge(mirror: Mirror, pk: number): CaseStatus | null {
  return (
    mirror
      .prepare<CaseStatus>(
        `SELECT from_value FROM case_events WHERE case_pk = @pk AND field = 'status' AND to_value = 'resolved' AND created_at =
           (SELECT max(created_at) FROM case_events WHERE case_pk = @pk AND field = 'mergedInto' AND to_value IS NOT NULL)`,
        { pluck: true },
      )
      .get({ pk }) ?? null
  )
}
