import type { TemplateRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

const SELECT = `SELECT id, owner_id AS ownerId, name, shortcut, body_sl AS bodySl, body_en AS bodyEn,
  modified_by AS modifiedBy, modified_at AS modifiedAt FROM templates`

/** As the portal has them, in no order that means anything. */
export function listTemplates(mirror: Mirror): TemplateRow[] {
  return mirror.prepare<TemplateRow>(`${SELECT} ORDER BY id`).all()
}
