import type { StatusChange } from '#shared/portal-api/operations.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'
import { readCase } from './case-rows.ts'
import { readBase } from './overlay.ts'

/** The status as the portal has it, without what is pending here. */
export function portalStatus(mirror: Mirror, caseId: string): StatusChange['base'] | null {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return null
  const row = (readBase(mirror, pk) ?? readCase(mirror, pk))?.row
  return row ? { value: row.status, version: row.versions.status } : null
}
