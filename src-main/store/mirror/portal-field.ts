import type { CaseField } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { readBase } from './overlay.ts'

/** A field as the portal has it, without what is pending here. Null: the portal's row is not here. */
export function portalField(
  mirror: Mirror,
  caseId: string,
  field: CaseField,
): { value: string | null; version: number } | null {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return null
  const known = readBase(mirror, pk) ?? readCase(mirror, pk)
  // A case that was entered here has no number in the feed until the portal's row comes.
  return known && known.seq > 0 ? { value: known.row[field], version: known.row.versions[field] } : null
}
