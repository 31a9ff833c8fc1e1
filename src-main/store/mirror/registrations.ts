import type { AccountRow, RegistrationRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { emailKey, nameKey } from './compare-keys.ts'
import { CONTACT_FIELDS } from './contact-row.ts'

type RegistrationRecord = Omit<RegistrationRow, 'history'> & { history: string }
type Duplicate = RegistrationView['duplicates'][number]
type DuplicateRecord = Duplicate['contact'] & { accountName: string }

const SELECT = `SELECT id, state, salutation, first_name AS firstName, last_name AS lastName, email, phone, mobile, department,
  company, tax_number AS taxNumber, country, language, created_at AS createdAt, decided_by AS decidedBy,
  decided_at AS decidedAt, decision_reason AS decisionReason, proof, customer_code AS customerCode,
  invoice_number AS invoiceNumber, explanation, contact_id AS contactId, history FROM registrations`
const OPEN = `state IN ('pending', 'asked')`
/** Of more than so many a person learns nothing new. */
const MOST_RELATED = 10

/** Those that wait first, oldest first; then the decided ones, newest first. */
export function listRegistrations(mirror: Mirror, limit: number): RegistrationRow[] {
  const open = mirror.prepare<RegistrationRecord>(`${SELECT} WHERE ${OPEN} ORDER BY created_at, id LIMIT ?`).all(limit)
  const decided = mirror
    .prepare<RegistrationRecord>(
      `${SELECT} WHERE state IN ('approved', 'rejected') ORDER BY coalesce(decided_at, created_at) DESC, id DESC LIMIT ?`,
    )
    .all(limit - open.length)
  return [...open, ...decided].map(toRow)
}

/** Those that nobody has decided, as far as the portal's rows say. */
export function countOpenRegistrations(mirror: Mirror): number {
  return mirror.prepare<number>(`SELECT count(*) FROM registrations WHERE ${OPEN}`, { pluck: true }).get() ?? 0
}

export function findRegistration(mirror: Mirror, id: string): RegistrationRow | null {
  const record = mirror.prepare<RegistrationRecord>(`${SELECT} WHERE id = ?`).get(id)
  return record ? toRow(record) : null
}

export function isDecided({ state }: Pick<RegistrationRow, 'state'>): boolean {
  return state === 'approved' || state === 'rejected'
}

const DUPLICATE = `SELECT ${CONTACT_FIELDS}, coalesce(a.name, '') AS accountName FROM contacts k LEFT JOIN accounts a ON a.id = k.account_id`
const PRESENT = `k.erased_at IS NULL ORDER BY k.id LIMIT ${MOST_RELATED}`
export const DUPLICATES_BY_EMAIL = `${DUPLICATE} WHERE k.email_key = ? AND ${PRESENT}`
export const DUPLICATES_BY_NAME = `${DUPLICATE} WHERE k.account_id = ? AND k.name_key = ? AND ${PRESENT}`

/** People who may be the applicant already. `companies`: those that match the request. */
export function duplicatesOf(
  mirror: Mirror,
  registration: RegistrationRow,
  companies: readonly AccountRow[],
): Duplicate[] {
  const email = emailKey(registration.email)
  const byEmail = email === '' ? [] : mirror.prepare<DuplicateRecord>(DUPLICATES_BY_EMAIL).all(email)
  const name = nameKey(registration.firstName, registration.lastName)
  const named = (companyId: string) => mirror.prepare<DuplicateRecord>(DUPLICATES_BY_NAME).all(companyId, name)
  const byName = name === '' ? [] : companies.flatMap(({ id }) => named(id))
  const known = new Set(byEmail.map(({ id }) => id))
  return [
    ...byEmail.map((record) => duplicate(record, 'email')),
    ...byName.filter(({ id }) => !known.has(id)).map((record) => duplicate(record, 'name')),
    // Who came of an approval is the applicant and no duplicate.
  ].filter(({ contact }) => contact.id !== registration.contactId)
}

function duplicate({ accountName, ...contact }: DuplicateRecord, why: Duplicate['why']): Duplicate {
  return { contact, accountName, why }
}

export const EARLIER_REQUESTS = `SELECT id, state, created_at AS createdAt FROM registrations
  WHERE email_key = ? AND id <> ? ORDER BY created_at DESC LIMIT ${MOST_RELATED}`

/** Other requests with the same e-mail, newest first. */
export function otherRequestsOf(mirror: Mirror, { id, email }: RegistrationRow): RegistrationView['earlier'] {
  const key = emailKey(email)
  return key === '' ? [] : mirror.prepare<RegistrationView['earlier'][number]>(EARLIER_REQUESTS).all(key, id)
}

function toRow(record: RegistrationRecord): RegistrationRow {
  return { ...record, history: JSON.parse(record.history) as RegistrationRow['history'] }
}
