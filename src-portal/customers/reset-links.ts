import { eq } from 'drizzle-orm'
import { contacts } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import { type Actor, writeAudit } from './audit.ts'
import { issueCode } from './codes.ts'

/** A link in a mailbox is soon somebody else's; long enough to find it in the junk. */
const RESET_LIFE_MS = 2 * 3_600_000

/** Sends a contact a link to set a password with. Nothing for one who has no sign-in, or a disabled one. */
export async function sendResetLink(work: Work, { contactId, by }: { contactId: string; by: Actor }): Promise<boolean> {
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  if (!contact || contact.erasedAt !== null) return false
  if (contact.signIn !== 'active' && contact.signIn !== 'must_reset') return false
  const issued = await issueCode(work, {
    purpose: 'password_reset',
    contactId,
    email: contact.email,
    lifeMs: RESET_LIFE_MS,
  })
  const why = contact.signIn === 'must_reset' ? 'migrated' : by.kind === 'agent' ? 'agent' : 'asked'
  await enqueueMail(work, { kind: 'password_reset', contactId, ...issued, why })
  await writeAudit(work, { by, event: 'reset_link_sent', contactId })
  return true
}
