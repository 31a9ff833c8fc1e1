import type { ContactRow, DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import type { ContactHit } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { phoneKeys } from './contact-index.ts'
import { wordsOf } from './match.ts'

const SELECT = `SELECT k.id, k.account_id AS accountId, k.first_name AS firstName, k.last_name AS lastName, k.email, k.phone,
  k.language, coalesce(a.name, '') AS accountName FROM contacts k LEFT JOIN accounts a ON a.id = k.account_id`
/** Hits that are put in order; of more than so many the first found are shown. */
const ORDERED = 500
/** Devices of a company beyond these are found by their serial number. */
const MAX_BELONGINGS = 500

type Hit = ContactRow & { accountName: string }

/** Contacts of whom every word begins a name, a part of the e-mail or of the company, or whose telephone begins so. */
export function findContacts(mirror: Mirror, text: string, limit: number): ContactHit[] {
  const match = matchOf(text)
  if (match === null) return []
  return mirror
    .prepare<Hit>(
      `${SELECT} WHERE k.id IN (SELECT contact_id FROM contact_doc WHERE doc IN
         (SELECT rowid FROM contact_text WHERE contact_text MATCH ? LIMIT ${ORDERED}))
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

export function findContact(mirror: Mirror, contactId: string): ContactRow | null {
  const hit = mirror.prepare<Hit>(`${SELECT} WHERE k.id = ?`).get(contactId)
  if (!hit) return null
  const { accountName: _, ...contact } = hit
  return contact
}

/** What a new case of somebody in that company may name: contracts, those that last longest first; devices by serial number. */
export function belongings(
  mirror: Mirror,
  accountId: string,
): { entitlements: EntitlementRow[]; devices: DeviceRow[] } {
  return {
    entitlements: mirror
      .prepare<EntitlementRow>(
        `SELECT id, account_id AS accountId, name, valid_from AS validFrom, valid_until AS validUntil
         FROM entitlements WHERE account_id = ? ORDER BY valid_until DESC, id`,
      )
      .all(accountId),
    devices: mirror
      .prepare<DeviceRow>(
        `SELECT id, serial_number AS serialNumber, model, account_id AS accountId, entitlement_id AS entitlementId,
           sold_on AS soldOn, warranty_until AS warrantyUntil, firmware
         FROM devices WHERE account_id = ? ORDER BY serial_key LIMIT ${MAX_BELONGINGS}`,
      )
      .all(accountId),
  }
}
