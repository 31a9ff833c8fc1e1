import type { ContactRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

/** A contact's own fields, of a table `contacts` that is called `k`. */
export const CONTACT_FIELDS = `k.id, k.account_id AS accountId, k.first_name AS firstName, k.last_name AS lastName, k.email,
  k.phone, k.language, k.sign_in AS signIn, k.role, k.deletion_requested_at AS deletionRequestedAt, k.erased_at AS erasedAt`

export function findContact(mirror: Mirror, contactId: string): ContactRow | null {
  return mirror.prepare<ContactRow>(`SELECT ${CONTACT_FIELDS} FROM contacts k WHERE k.id = ?`).get(contactId) ?? null
}

/** What an agent or a contact is called; null for nobody, and for whom this machine does not know. */
export function personName(mirror: Mirror, id: string | null): string | null {
  if (id === null) return null
  return (
    mirror
      .prepare<string>(
        `SELECT name FROM agents WHERE id = @id
         UNION ALL SELECT first_name || ' ' || last_name FROM contacts WHERE id = @id LIMIT 1`,
        { pluck: true },
      )
      .get({ id }) ?? null
  )
}
