import type { LinkKind } from '#shared/domain/case-links.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'

export type StoredLink = { otherId: string; otherNumber: string; kind: LinkKind; createdAt: number }

/** As the portal has them, newest first. */
export function linksOf(mirror: Mirror, caseId: string): StoredLink[] {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return []
  return mirror
    .prepare<StoredLink>(
      `SELECT other_id AS otherId, other_number AS otherNumber, kind, created_at AS createdAt
       FROM case_links WHERE case_pk = ? ORDER BY created_at DESC, id`,
    )
    .all(pk)
}
