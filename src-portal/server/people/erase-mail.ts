import { eq, sql } from 'drizzle-orm'
import { mailQueue, mailReceived } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

/** What was to be sent to a person, and what was: addresses, questions and reasons are in it. */
export async function forgetMail({ tx }: Work, contactId: string, registrationIds: string[]): Promise<void> {
  const mail = (field: string) => sql`${mailQueue.mail} ->> ${field}`
  await tx.delete(mailQueue).where(sql`${mail('contactId')} = ${contactId}`)
  for (const id of registrationIds) await tx.delete(mailQueue).where(sql`${mail('registrationId')} = ${id}`)
  // Nobody is there to read of these cases any more; what the help desk is sent has a kind of its own.
  await tx.delete(mailQueue).where(
    sql`${mailQueue.state} = 'waiting' AND ${mail('kind')} IN ('new_case', 'case_changed')
      AND ${mail('caseId')} IN (SELECT id FROM cases WHERE contact_id = ${contactId})`,
  )
  await tx.update(mailReceived).set({ contactId: null }).where(eq(mailReceived.contactId, contactId))
}
