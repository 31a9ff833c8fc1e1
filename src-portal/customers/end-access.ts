import { eq } from 'drizzle-orm'
import { customerCodes, customerLogins } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { endSessions } from './sessions.ts'

/** For good: sign-in, sessions and codes. For an erased person; a disabled one keeps the sign-in and loses the sessions alone. */
export async function forgetAccess({ tx }: Work, contactId: string): Promise<void> {
  await endSessions(tx, contactId)
  await tx.delete(customerCodes).where(eq(customerCodes.contactId, contactId))
  await tx.delete(customerLogins).where(eq(customerLogins.contactId, contactId))
}
