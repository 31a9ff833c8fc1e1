import type { ConsentRow, ContactRow, DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import type { ContactHit, CustomerCard } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { findAccount } from './accounts.ts'
import { CONTACT_FIELDS, findContact } from './contact-row.ts'
import { DEVICE_FIELDS } from './devices.ts'
import { caseSummaries } from './summaries.ts'

const MAX_DEVICES = 50
const MAX_CASES = 20
const MAX_COLLEAGUES = 200

export const CONSENTS_OF = `SELECT id, contact_id AS contactId, kind, version, given_at AS givenAt FROM consents
  WHERE contact_id = ? ORDER BY given_at DESC, id DESC`
export const CASES_OF = `SELECT pk FROM cases WHERE contact_id = ? ORDER BY modified_at DESC, pk DESC LIMIT ${MAX_CASES}`
export const COLLEAGUES_OF = `SELECT ${CONTACT_FIELDS} FROM contacts k
  WHERE k.account_id = ? AND k.id <> ? AND k.erased_at IS NULL ORDER BY k.name_key LIMIT ${MAX_COLLEAGUES}`

/** Oldest first; `?`: how many at most. */
export const DELETION_REQUESTS = `SELECT ${CONTACT_FIELDS}, coalesce(a.name, '') AS accountName
  FROM contacts k INDEXED BY contact_deletion LEFT JOIN accounts a ON a.id = k.account_id
  WHERE k.deletion_requested_at IS NOT NULL ORDER BY k.deletion_requested_at, k.id LIMIT ?`

/** People who ask to be deleted, those that wait longest first, as the portal's rows say. */
export function deletionRequests(mirror: Mirror, limit: number): ContactHit[] {
  return mirror
    .prepare<ContactRow & { accountName: string }>(DELETION_REQUESTS)
    .all(limit)
    .map(({ accountName, ...contact }) => ({ contact, accountName }))
}

/** Everything of a person's card but what the outbox knows; null when the person is not here. */
export function customerCard(mirror: Mirror, contactId: string): Omit<CustomerCard, 'pending'> | null {
  const contact = findContact(mirror, contactId)
  if (contact === null) return null
  const { accountId } = contact
  const cases = mirror.prepare<number>(CASES_OF, { pluck: true }).all(contactId)
  return {
    contact,
    account: findAccount(mirror, accountId),
    consents: mirror.prepare<ConsentRow>(CONSENTS_OF).all(contactId),
    devices: devicesOf(mirror, accountId, MAX_DEVICES),
    entitlements: entitlementsOf(mirror, accountId),
    cases: caseSummaries(mirror, cases),
    caseCount:
      mirror.prepare<number>('SELECT count(*) FROM cases WHERE contact_id = ?', { pluck: true }).get(contactId) ?? 0,
    colleagues: mirror.prepare<ContactRow>(COLLEAGUES_OF).all(accountId, contactId),
  }
}

/** By serial number. */
export function devicesOf(mirror: Mirror, accountId: string, limit: number): DeviceRow[] {
  return mirror
    .prepare<DeviceRow>(`SELECT ${DEVICE_FIELDS} FROM devices WHERE account_id = ? ORDER BY serial_key LIMIT ?`)
    .all(accountId, limit)
}

/** Those that last longest first. */
export function entitlementsOf(mirror: Mirror, accountId: string): EntitlementRow[] {
  return mirror
    .prepare<EntitlementRow>(
      `SELECT id, account_id AS accountId, name, valid_from AS validFrom, valid_until AS validUntil,
         first_response_minutes AS firstResponseMinutes, resolution_minutes AS resolutionMinutes
       FROM entitlements WHERE account_id = ? ORDER BY valid_until DESC, id`,
    )
    .all(accountId)
}
