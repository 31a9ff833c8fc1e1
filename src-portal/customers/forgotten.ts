import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { SignInState } from '#shared/domain/registration.ts'
import { contacts } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import type { Actor } from './audit.ts'
import { invite } from './invitations.ts'
import { sendResetLink } from './reset-links.ts'

/** Several people may share an e-mail. */
const MAX_PEOPLE = 3

/** Sends what helps whoever has that e-mail; nothing where nobody has. The asker learns neither. */
export async function sendPasswordHelp(work: Work, { email, ip }: { email: string; ip: string }): Promise<void> {
  const by: Actor = { kind: 'customer', id: null, ip }
  for (const { id, signIn } of await peopleWith(work, email, ['active', 'must_reset', 'invited'])) {
    // There is no password to forget yet.
    if (signIn === 'invited') await invite(work, { contactId: id, by })
    else await sendResetLink(work, { contactId: id, by })
  }
}

/** Who has an invitation gets another, and who has access is told so; false: nobody has that e-mail. */
export async function tellKnownPerson(work: Work, { email, by }: { email: string; by: Actor }): Promise<boolean> {
  const known = await peopleWith(work, email, ['invited', 'active', 'must_reset'])
  for (const { id, signIn } of known) {
    if (signIn === 'invited') await invite(work, { contactId: id, by })
    else await enqueueMail(work, { kind: 'registration_known', contactId: id })
  }
  return known.length > 0
}

async function peopleWith({ tx }: Work, email: string, states: SignInState[]) {
  return tx
    .select({ id: contacts.id, signIn: contacts.signIn })
    .from(contacts)
    .where(
      and(
        eq(sql`lower(${contacts.email})`, email.toLowerCase()),
        inArray(contacts.signIn, states),
        isNull(contacts.erasedAt),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(MAX_PEOPLE)
}
