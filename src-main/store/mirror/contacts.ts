import type { ContactRow, DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import type { ContactHit } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { phoneKeys } from './contact-index.ts'
import { CONTACT_FIELDS } from './contact-row.ts'
import { devicesOf, entitlementsOf } from './customers.ts'
import { wordsOf } from './match.ts'

export { findContact } from './contact-row.ts'

/** Hits that are put in order; of more than so many the first found are shown. */
const ORDERED = 500
/** Devices of a company beyond these are found by their serial number. */
const MAX_BELONGINGS = 500

type Hit = ContactRow & { accountName: string }

/** Contacts, but no erased ones, of whom every word begins a name, a part of the e-mail or of the company, or whose telephone begins so. */
export function findContacts(mirror: Mirror, text: string, limit: number): ContactHit[] {
  const match = matchOf(text)
  if (match === null) return []
  return mirror
    .prepare<Hit>(
      `SELECT ${CONTACT_FIELDS}, coalesce(a.name, '') AS accountName FROM contacts k LEFT JOIN accounts a ON a.id = k.account_id
       WHERE k.id IN (SELECT contact_id FROM contact_doc WHERE doc IN
         (SELECT rowid FROM contact_text WHERE contact_text MATCH ? LIMIT ${ORDERED})) AND k.erased_at IS NULL
       ORDER BY k.last_name COLLATE NOCASE, k.first_name COLLATE NOCASE, k.id LIMIT ?`,
    )
    .all(match, limit)
    .map(({ accountName, ...contact }) => ({ contact, accountName }))
}

function matchOf(text: string): string | null {
  const words = wordsOf(text)
  if (words.length === 0) return null
  const byWords = words.map((word) => `"${word}"*`).join(' AND ')
  const isPhone = /^[\d\s()+/.-]+$/.test(text)
  const byPhone = isPhone ? phoneKeys(text).map((key) => `"${key}"*`) : []
  return [`(${byWords})`, ...byPhone].join(' OR ')
}

/** What a new case of somebody in that company may name: contracts, those that last longest first; devices by serial number. */
export function belongings(
  mirror: Mirror,
  accountId: string,
): { entitlements: EntitlementRow[]; devices: DeviceRow[] } {
  return { entitlements: entitlementsOf(mirror, accountId), devices: devicesOf(mirror, accountId, MAX_BELONGINGS) }
}
