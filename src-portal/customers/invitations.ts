import { eq } from 'drizzle-orm'
import { contacts } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import { type Actor, writeAudit } from './audit.ts'
import { issueCode } from './codes.ts'

const DAY_MS = 86_400_000

/** Sends a contact a code to make a sign-in with; earlier codes end. Nothing for one who has a sign-in already. */
export async function invite(work: Work, { contactId, by }: { contactId: string; by: Actor }): Promise<boolean> {
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  if (!contact || contact.erasedAt !== null) return false
  if (contact.signIn !== 'none' && contact.signIn !== 'invited') return false
  const lifeMs = work.invitationDays * DAY_MS
  const { email } = contact
  const issued = await issueCode(work, { purpose: 'invitation', contactId, email, lifeMs })
  if (contact.signIn !== 'invited') {
    await work.tx.update(contacts).set({ signIn: 'invited' }).where(eq(contacts.id, contactId))
  }
  await enqueueMail(work, { kind: 'invitation', contactId, email, ...issued })
  await writeAudit(work, { by, event: 'invitation_sent', contactId })
  return true
}
