import { and, eq, ne } from 'drizzle-orm'
import { usernameKey } from '#shared/domain/username.ts'
import type { Transaction } from '../db/open.ts'
import { customerLogins } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'

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

/** A sign-in without a password: the mark of somebody who has to set one first, also after being disabled and enabled. */
export async function reserveLogin(work: Work, contact: { id: string; email: string }): Promise<void> {
  const username = await usernameFor(work.tx, contact)
  await work.tx
    .insert(customerLogins)
    .values({ contactId: contact.id, username, usernameKey: usernameKey(username), createdAt: work.now })
    .onConflictDoNothing({ target: customerLogins.contactId })
}
