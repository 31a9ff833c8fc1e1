import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { usernameKey } from '#shared/domain/username.ts'
import type { FailedAttempts } from '../auth/failed-attempts.ts'
import type { PasswordHasher } from '../auth/passwords.ts'
import type { Database } from '../db/open.ts'
import { auditLog, contacts, customerLogins } from '../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../server/deps.ts'
import { type AuditEvent, writeAudit } from './audit.ts'
import { CustomerRefusal } from './refusal.ts'
import { createSession, endSessionOf } from './sessions.ts'

/** Several people may share an e-mail; more than these are not asked after. */
const MAX_CANDIDATES = 3

export type SignInAttempt = {
  login: string
  password: string
  stay: boolean
  device: string
  ip: string
  /** Of the session that the browser had until now; it ends. */
  replaces: string | undefined
}
export type SignInLimits = {
  /** Failures of one login from one address. */
  byLoginAndIp: FailedAttempts
  /** Failures of one login from everywhere; addresses from which its owner came in before are past this. */
  byLogin: FailedAttempts
}

/**
 * By user name or e-mail. A wrong password, an unknown login and a disabled one are refused alike (`wrong_credentials`)
 * after the same work; `too_many_requests` by how often that was typed, whoever exists. Only who has given the right
 * password learns that another one is needed (`password_reset_needed`).
 */
export async function signInCustomer(
  deps: ServiceDeps,
  { passwords, limits }: { passwords: PasswordHasher; limits: SignInLimits },
  attempt: SignInAttempt,
): Promise<{ token: string; contactId: string }> {
  const key = usernameKey(attempt.login)
  const candidates = await findCandidates(deps.db, key)
  const free = await admitAttempt(deps.db, limits, { key, ip: attempt.ip, ids: candidates.map((one) => one.contactId) })
  const found = await verifyOne(passwords, candidates, attempt.password)
  const known = found ?? candidates[0]
  if (found?.signIn !== 'active') {
    await inTransaction(deps, (work) =>
      writeAudit(work, {
        by: { kind: 'customer', id: null, ip: attempt.ip },
        event: 'sign_in_failed',
        contactId: known?.contactId ?? null,
      }),
    )
    throw new CustomerRefusal(found?.signIn === 'must_reset' ? 'password_reset_needed' : 'wrong_credentials')
  }
  free()
  const { contactId } = found
  const { token } = await inTransaction(deps, async (work) => {
    const { device, stay, ip, replaces } = attempt
    await refuseChanged(work, found)
    if (replaces !== undefined) await endSessionOf(work.tx, replaces)
    await writeAudit(work, {
      by: { kind: 'customer', id: contactId, ip },
      event: 'signed_in',
      contactId,
      detail: { stay },
    })
    return createSession(work, { contactId, device, stay })
  })
  return { token, contactId }
}

/**
 * Who changes a password or takes access away ends the sessions that are there. One that was still being opened with the
 * former password comes too late.
 */
async function refuseChanged(work: Work, { contactId, password, signIn }: Candidate): Promise<void> {
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('share')
  const [login] = await work.tx.select().from(customerLogins).where(eq(customerLogins.contactId, contactId))
  if (contact?.signIn !== signIn || login?.password !== password) throw new CustomerRefusal('wrong_credentials')
}

type Candidate = { contactId: string; password: string | null; signIn: typeof contacts.$inferSelect.signIn }

async function findCandidates(db: Database, key: string): Promise<Candidate[]> {
  return db
    .select({ contactId: contacts.id, password: customerLogins.password, signIn: contacts.signIn })
    .from(customerLogins)
    .innerJoin(contacts, eq(contacts.id, customerLogins.contactId))
    .where(
      and(
        inArray(contacts.signIn, ['active', 'must_reset']),
        isNull(contacts.erasedAt),
        or(eq(customerLogins.usernameKey, key), eq(sql`lower(${contacts.email})`, key)),
      ),
    )
    .orderBy(desc(eq(customerLogins.usernameKey, key)), contacts.id)
    .limit(MAX_CANDIDATES)
}

/** Counts the attempt as failed; the answer takes that back. */
async function admitAttempt(
  db: Database,
  { byLoginAndIp, byLogin }: SignInLimits,
  { key, ip, ids }: { key: string; ip: string; ids: string[] },
): Promise<() => void> {
  const pair = `${ip} ${key}`
  const wait = byLoginAndIp.begin(pair)
  if (wait !== null) throw new CustomerRefusal('too_many_requests', { retryAfterSeconds: wait })
  const waitEverywhere = byLogin.begin(key)
  // A stranger's guesses may not keep the owner out.
  if (waitEverywhere !== null && !(await cameFrom(db, ids, ip))) {
    throw new CustomerRefusal('too_many_requests', { retryAfterSeconds: waitEverywhere })
  }
  return () => {
    byLoginAndIp.succeed(pair)
    // What was not counted is not taken back.
    if (waitEverywhere === null) byLogin.succeed(key)
  }
}

/** Also by a link from the mail: it leads in whatever strangers guess, and from then on that address is the owner's. */
const CAME_IN: AuditEvent[] = ['signed_in', 'password_reset', 'invitation_redeemed']

async function cameFrom(db: Database, ids: string[], ip: string): Promise<boolean> {
  if (ids.length === 0) return false
  const [before] = await db
    .select({ id: auditLog.id })
    .from(auditLog)
    .where(and(inArray(auditLog.contactId, ids), inArray(auditLog.event, CAME_IN), eq(auditLog.ip, ip)))
    .limit(1)
  return before !== undefined
}

async function verifyOne(
  passwords: PasswordHasher,
  candidates: Candidate[],
  password: string,
): Promise<Candidate | undefined> {
  const withPassword = candidates.filter((one) => one.password !== null)
  if (withPassword.length === 0) await verifyNothing(passwords, password)
  for (const candidate of withPassword) {
    if (await passwords.verify({ hash: candidate.password ?? '', password })) return candidate
  }
  return undefined
}

const decoys = new WeakMap<PasswordHasher, Promise<string>>()

/** The work of a check without anything to check. */
async function verifyNothing(passwords: PasswordHasher, password: string): Promise<void> {
  let decoy = decoys.get(passwords)
  if (!decoy) {
    decoy = passwords.hash('nobody has this password')
    decoys.set(passwords, decoy)
  }
  await passwords.verify({ hash: await decoy, password })
}
