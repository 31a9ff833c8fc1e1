import { eq } from 'drizzle-orm'
import { usernameKey } from '#shared/domain/username.ts'
import { contacts, customerLogins } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import { writeAudit } from './audit.ts'
import { endCodes, issueCode, takeCode } from './codes.ts'
import { lockPerson } from './lock-person.ts'
import { shortenedEmail } from './redeem.ts'
import { CustomerRefusal } from './refusal.ts'
import { isUsernameFree } from './usernames.ts'

const CONFIRM_LIFE_MS = 24 * 3_600_000

/** Sends a link to the new address; until it is clicked the old one holds, and is told what was asked. */
export async function askEmailChange(
  work: Work,
  { contactId, email, ip }: { contactId: string; email: string; ip: string },
): Promise<void> {
  // Of two at once the second ends the first one's code.
  const contact = await lockPerson(work, contactId)
  const issued = await issueCode(work, { purpose: 'email_change', contactId, email, lifeMs: CONFIRM_LIFE_MS })
  await enqueueMail(work, { kind: 'email_confirm', contactId, email, ...issued })
  const newEmail = shortenedEmail(email)
  await enqueueMail(work, { kind: 'email_change_asked', contactId, oldEmail: contact.email, newEmail })
  await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'email_change_asked', contactId })
}

/** The link itself is the proof; no session is needed. Tells the old address. Throws as `takeCode` does. */
export async function confirmEmailChange(work: Work, { code, ip }: { code: string; ip: string }): Promise<void> {
  const { contactId, email } = await takeCode(work, { purpose: 'email_change', code })
  if (contactId === null) throw new CustomerRefusal('code_unknown')
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  if (contact?.signIn !== 'active' || contact.erasedAt !== null) throw new CustomerRefusal('code_expired')
  await work.tx.update(contacts).set({ email }).where(eq(contacts.id, contactId))
  await moveUsername(work, { contactId, from: contact.email, to: email })
  // Links that went to the old address are nobody's any more.
  await endCodes(work, contactId, ['password_reset', 'invitation'])
  await enqueueMail(work, { kind: 'email_changed', contactId, oldEmail: contact.email })
  await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'email_changed', contactId })
}

/** Whose user name is the e-mail goes on signing in by the e-mail. */
async function moveUsername(work: Work, { contactId, from, to }: { contactId: string; from: string; to: string }) {
  const [login] = await work.tx.select().from(customerLogins).where(eq(customerLogins.contactId, contactId))
  if (login?.usernameKey !== usernameKey(from)) return
  if (!(await isUsernameFree(work.tx, to, contactId))) return
  await work.tx
    .update(customerLogins)
    .set({ username: to, usernameKey: usernameKey(to) })
    .where(eq(customerLogins.contactId, contactId))
}
