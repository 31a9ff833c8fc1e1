import type { MacroRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

const SELECT = `SELECT id, owner_id AS ownerId, name, shortcut, words, body_sl AS bodySl, body_en AS bodyEn, status, owner,
  team_id AS teamId, snooze, modified_by AS modifiedBy, modified_at AS modifiedAt FROM macros`

/** As the portal has them, in no order that means anything. */
export function listMacros(mirror: Mirror): MacroRow[] {
  return mirror.prepare<MacroRow>(`${SELECT} ORDER BY id`).all()
}
