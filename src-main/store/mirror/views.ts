import type { ViewRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

const SELECT = `SELECT id, owner_id AS ownerId, name, filter, sort, direction, colour, pinned, position,
  modified_by AS modifiedBy, modified_at AS modifiedAt FROM views`

/** As the portal has them, in no order that means anything. */
export function listViews(mirror: Mirror): ViewRow[] {
  return mirror
    .prepare<Omit<ViewRow, 'pinned'> & { pinned: number }>(`${SELECT} ORDER BY id`)
    .all()
    .map((row) => ({ ...row, pinned: row.pinned === 1 }))
}
