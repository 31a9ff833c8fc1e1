import { eq } from 'drizzle-orm'
import { usernameKey } from '#shared/domain/username.ts'
import type { PasswordHasher } from '../auth/passwords.ts'
import { contacts, customerLogins } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'
import { writeAudit } from './audit.ts'
import { endCodes, readCode, takeCode } from './codes.ts'
import { lockPerson } from './lock-person.ts'
import { checkPassword } from './password-check.ts'
import { CustomerRefusal } from './refusal.ts'
import { createSession, endSessions } from './sessions.ts'
import { usernameFor } from './usernames.ts'

/**
 * Sets a password by the code from the mail, ends every session and signs in. An account from an older portal is active
 * from then on. Throws as `readCode` does, and `invalid_fields`.
 */
export async function resetPassword(
  deps: ServiceDeps,
  passwords: PasswordHasher,
  { code, password, device, ip }: { code: string; password: string; device: string; ip: string },
): Promise<{ token: string; contactId: string }> {
  const { contactId: id } = await readCode(deps.db, { purpose: 'password_reset', code, now: deps.now() })
  await refuseWeak(deps, id, password)
  const hash = await passwords.hash(password)
  return inTransaction(deps, async (work) => {
    const { contactId, email } = await takeCode(work, { purpose: 'password_reset', code })
    const contact = contactId === null ? undefined : await lockContact(work, contactId)
    if (contactId === null || !contact) throw new CustomerRefusal('code_expired')
    const mayCome = contact.signIn === 'active' || contact.signIn === 'must_reset'
    // Bound to the e-mail that it was sent to.
    if (!mayCome || contact.email !== email) throw new CustomerRefusal('code_expired')
    const username = await usernameFor(work.tx, contact)
    await work.tx
      .insert(customerLogins)
      .values({
        contactId,
        username,
        usernameKey: usernameKey(username),
        password: hash,
        createdAt: work.now,
        passwordChangedAt: work.now,
      })
      .onConflictDoUpdate({ target: customerLogins.contactId, set: { password: hash, passwordChangedAt: work.now } })
    if (contact.signIn !== 'active') {
      await work.tx.update(contacts).set({ signIn: 'active' }).where(eq(contacts.id, contactId))
    }
    await endOthers(work, contactId)
    await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'password_reset', contactId })
    await enqueueMail(work, { kind: 'password_changed', contactId })
    const { token } = await createSession(work, { contactId, device, stay: false })
    return { token, contactId }
  })
}

/** Signs out everywhere else. The present password is for the caller to ask for. Throws `invalid_fields`. */
export async function changePassword(
  deps: ServiceDeps,
  passwords: PasswordHasher,
  { contactId, sessionId, password, ip }: { contactId: string; sessionId: string; password: string; ip: string },
): Promise<void> {
  await refuseWeak(deps, contactId, password)
  const hash = await passwords.hash(password)
  await inTransaction(deps, async (work) => {
    await lockPerson(work, contactId)
    await work.tx
      .update(customerLogins)
      .set({ password: hash, passwordChangedAt: work.now })
      .where(eq(customerLogins.contactId, contactId))
    await endOthers(work, contactId, sessionId)
    await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'password_changed', contactId })
    await enqueueMail(work, { kind: 'password_changed', contactId })
  })
}

/** Whoever else may know the former password is out, also by links that they had sent to themselves. */
async function endOthers(work: Work, contactId: string, exceptSession?: string): Promise<void> {
  await endSessions(work.tx, contactId, exceptSession)
  await endCodes(work, contactId, ['email_change', 'password_reset'])
}

/** For what a session that was left open may not do. Throws `wrong_credentials`. */
export async function requirePassword(
  deps: ServiceDeps,
  passwords: PasswordHasher,
  { contactId, password }: { contactId: string; password: string },
): Promise<void> {
  const [login] = await deps.db.select().from(customerLogins).where(eq(customerLogins.contactId, contactId))
  const hash = login?.password
  if (!hash || !(await passwords.verify({ hash, password }))) throw new CustomerRefusal('wrong_credentials')
}

async function refuseWeak(deps: ServiceDeps, contactId: string | null, password: string): Promise<void> {
  const [person] =
    contactId === null
      ? []
      : await deps.db
          .select({
            username: customerLogins.username,
            email: contacts.email,
            firstName: contacts.firstName,
            lastName: contacts.lastName,
          })
          .from(contacts)
          .leftJoin(customerLogins, eq(customerLogins.contactId, contacts.id))
          .where(eq(contacts.id, contactId))
  const personal = person ? [person.username ?? '', person.email, person.firstName, person.lastName] : []
  const problem = checkPassword(password, personal)
  if (problem) throw new CustomerRefusal('invalid_fields', { fields: { password: problem } })
}

async function lockContact({ tx }: Work, contactId: string) {
  const [contact] = await tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  return contact
}
