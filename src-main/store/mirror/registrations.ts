import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

const SELECT = `SELECT id, state, salutation, first_name AS firstName, last_name AS lastName, email, phone, mobile, department,
  company, tax_number AS taxNumber, country, language, created_at AS createdAt, decided_by AS decidedBy,
  decided_at AS decidedAt, decision_reason AS decisionReason FROM registrations`
const OPEN = `state IN ('pending', 'asked')`

/** Those that wait first, oldest first; then the decided ones, newest first. */
export function listRegistrations(mirror: Mirror, limit: number): RegistrationRow[] {
  const open = mirror.prepare<RegistrationRow>(`${SELECT} WHERE ${OPEN} ORDER BY created_at, id LIMIT ?`).all(limit)
  const decided = mirror
    .prepare<RegistrationRow>(
      `${SELECT} WHERE state IN ('approved', 'rejected') ORDER BY coalesce(decided_at, created_at) DESC, id DESC LIMIT ?`,
    )
    .all(limit - open.length)
  return [...open, ...decided]
}

/** Those that nobody has decided, as far as the portal's rows say. */
export function countOpenRegistrations(mirror: Mirror): number {
  return mirror.prepare<number>(`SELECT count(*) FROM registrations WHERE ${OPEN}`, { pluck: true }).get() ?? 0
}

export function findRegistration(mirror: Mirror, id: string): RegistrationRow | null {
  return mirror.prepare<RegistrationRow>(`${SELECT} WHERE id = ?`).get(id) ?? null
}

export function isDecided({ state }: Pick<RegistrationRow, 'state'>): boolean {
  return state === 'approved' || state === 'rejected'
}
