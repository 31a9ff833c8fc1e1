import { eq } from 'drizzle-orm'
import { usernameKey, usernameProblem } from '#shared/domain/username.ts'
import type { PasswordHasher } from '../auth/passwords.ts'
import type { Database } from '../db/open.ts'
import { sqlState } from '../db/retry.ts'
import { contacts, customerLogins } from '../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'
import { writeAudit } from './audit.ts'
import { readCode, takeCode } from './codes.ts'
import { checkPassword } from './password-check.ts'
import { CustomerRefusal } from './refusal.ts'
import { takeConsents } from './request-consents.ts'
import { createSession } from './sessions.ts'

const UNIQUE_VIOLATION = '23505'

/** Throws `code_unknown`, `code_used` and `code_expired`. */
export async function readInvitation(
  db: Database,
  args: { code: string; now: number },
): Promise<{ email: string; expiresAt: number }> {
  const { email, expiresAt } = await readCode(db, { ...args, purpose: 'invitation' })
  return { email: shortenedEmail(email), expiresAt }
}

export type Redemption = { code: string; username: string; password: string; device: string; ip: string }

/**
 * Makes the sign-in of an invited contact and signs in. The code is taken only when all else is right. Throws as
 * `readInvitation` does, `invalid_fields` and `username_taken`.
 */
export async function redeem(
  deps: ServiceDeps,
  passwords: PasswordHasher,
  { code, username, password, device, ip }: Redemption,
): Promise<{ token: string; contactId: string }> {
  const { email, contactId: id } = await readCode(deps.db, { purpose: 'invitation', code, now: deps.now() })
  const fields: Record<string, string> = {}
  const wrongName = usernameProblem(username, email)
  const wrongPassword = checkPassword(password, [username, email, ...(await namesOf(deps.db, id))])
  if (wrongName) fields.username = wrongName
  if (wrongPassword) fields.password = wrongPassword
  if (Object.keys(fields).length > 0) throw new CustomerRefusal('invalid_fields', { fields })
  const hash = await passwords.hash(password)
  try {
    return await inTransaction(deps, async (work) => {
      const contactId = await takeInvitation(work, code)
      const login = {
        username: username.trim(),
        usernameKey: usernameKey(username),
        password: hash,
        createdAt: work.now,
        passwordChangedAt: work.now,
      }
      await work.tx
        .insert(customerLogins)
        .values({ contactId, ...login })
        .onConflictDoUpdate({ target: customerLogins.contactId, set: login })
      await work.tx.update(contacts).set({ signIn: 'active' }).where(eq(contacts.id, contactId))
      await takeConsents(work, { contactId, email })
      await writeAudit(work, {
        by: { kind: 'customer', id: contactId, ip },
        event: 'invitation_redeemed',
        contactId,
      })
      const { token } = await createSession(work, { contactId, device, stay: false })
      return { token, contactId }
    })
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new CustomerRefusal('username_taken')
    throw error
  }
}

async function takeInvitation(work: Work, code: string): Promise<string> {
  const { contactId, email } = await takeCode(work, { purpose: 'invitation', code })
  if (contactId === null) throw new CustomerRefusal('code_unknown')
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  // Bound to the e-mail that it was sent to.
  const still = contact?.signIn === 'invited' && contact.erasedAt === null && contact.email === email
  if (!still) throw new CustomerRefusal('code_expired')
  return contactId
}

async function namesOf(db: Database, contactId: string | null): Promise<string[]> {
  if (contactId === null) return []
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, contactId))
  return contact ? [contact.firstName, contact.lastName, `${contact.firstName}${contact.lastName}`] : []
}

/** `janez.novak@podjetje.si` → `j…k@podjetje.si`. */
export function shortenedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const name = [...email.slice(0, at)]
  return `${name[0] ?? ''}…${name.length > 1 ? name.at(-1) : ''}${email.slice(at)}`
}
