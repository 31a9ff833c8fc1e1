import { and, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import { contacts, registrations } from '../db/schema.ts'

/**
 * Which requests for access are a person's: those that led to the contact, and those with the e-mail that led to nobody,
 * unless somebody else has that e-mail, too.
 */
export async function requestsOf(
  db: Pick<Database, 'select'>,
  { id, email }: Pick<typeof contacts.$inferSelect, 'id' | 'email'>,
): Promise<SQL | undefined> {
  const sameEmail = (column: typeof contacts.email | typeof registrations.email) =>
    sql`lower(${column}) = lower(${email})`
  const own = eq(registrations.contactId, id)
  if (email === '') return own
  const [other] = await db
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(sameEmail(contacts.email), ne(contacts.id, id), isNull(contacts.erasedAt)))
    .limit(1)
  return other ? own : or(own, and(isNull(registrations.contactId), sameEmail(registrations.email)))
}
