import type { EstimateRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { knownCaseKey } from './case-key.ts'

type EstimateRecord = Omit<EstimateRow, 'items'> & { items: string }

const SELECT = `SELECT e.id, c.id AS caseId, e.state, e.items, e.note, e.valid_until AS validUntil, e.created_by AS createdBy,
  e.created_at AS createdAt, e.ended_by AS endedBy, e.ended_at AS endedAt FROM estimates e JOIN case_key c ON c.pk = e.case_pk`

export const ESTIMATES_OF_CASE = `${SELECT} WHERE e.case_pk = ? ORDER BY e.created_at DESC, e.id DESC`

/** As the portal has them, newest first. */
export function estimatesOf(mirror: Mirror, caseId: string): EstimateRow[] {
  const pk = knownCaseKey(mirror, caseId)
  return pk === undefined ? [] : mirror.prepare<EstimateRecord>(ESTIMATES_OF_CASE).all(pk).map(toRow)
}

export function findEstimate(mirror: Mirror, id: string): EstimateRow | null {
  const record = mirror.prepare<EstimateRecord>(`${SELECT} WHERE e.id = ?`).get(id)
  return record ? toRow(record) : null
}

/** Of the portal's estimates of a case those that wait for the customer's answer. */
export function openEstimateIds(mirror: Mirror, pk: number): string[] {
  return mirror
    .prepare<string>(`SELECT id FROM estimates WHERE case_pk = ? AND state = 'open'`, { pluck: true })
    .all(pk)
}

function toRow(record: EstimateRecord): EstimateRow {
  return { ...record, items: JSON.parse(record.items) as EstimateRow['items'] }
}
