import { eq } from 'drizzle-orm'
import { contacts } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { CustomerRefusal } from './refusal.ts'

/**
 * Whoever has the session, as long as this transaction lasts: the guard has looked before it, and the person may have been
 * erased or disabled since. `share`: several may write at once. Throws `unauthorized`.
 */
export async function lockPerson(
  { tx }: Work,
  contactId: string,
  strength: 'update' | 'share' = 'update',
): Promise<typeof contacts.$inferSelect> {
  const [contact] = await tx.select().from(contacts).where(eq(contacts.id, contactId)).for(strength)
  if (contact?.signIn !== 'active' || contact.erasedAt !== null) throw new CustomerRefusal('unauthorized')
  return contact
}
