import { and, eq, ne } from 'drizzle-orm'
import { usernameKey } from '#shared/domain/username.ts'
import type { Transaction } from '../db/open.ts'
import { customerLogins } from '../db/schema.ts'

export async function isUsernameFree(tx: Transaction, username: string, contactId: string): Promise<boolean> {
  const [taken] = await tx
    .select({ id: customerLogins.contactId })
    .from(customerLogins)
    .where(and(eq(customerLogins.usernameKey, usernameKey(username)), ne(customerLogins.contactId, contactId)))
  return taken === undefined
}

/** The e-mail, or where another person signs in with it, something that nobody can have chosen. */
export async function usernameFor(tx: Transaction, contact: { id: string; email: string }): Promise<string> {
  return (await isUsernameFree(tx, contact.email, contact.id)) ? contact.email : contact.id
}
