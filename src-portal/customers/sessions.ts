import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { CustomerRole } from '#shared/domain/registration.ts'
import { tokenHash } from '../auth/hashed-tokens.ts'
import type { Database, Transaction } from '../db/open.ts'
import { consents, contacts, customerSessions } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import { type CustomerSettings, presentConsents } from './settings.ts'

const HOUR_MS = 3_600_000
/** Whoever does not stay signed in is signed out with the browser, and after a working day at the latest. */
export const SHORT_SESSION_MS = 12 * HOUR_MS
export const LONG_SESSION_MS = 30 * 24 * HOUR_MS
const TOKEN_BYTES = 32
const MAX_DEVICE_LENGTH = 200

/** On this channel every process of the portal hears that sessions of a person have ended; the payload is the contact's id. */
export const CUSTOMER_SESSION_ENDED_CHANNEL = 'customer_session_ended'

export type SignedInCustomer = { contactId: string; accountId: string; role: CustomerRole; sessionId: string }
export type FoundSession = SignedInCustomer & { consentsNeeded: boolean }

/** The token is for the cookie alone. */
export async function createSession(
  work: Work,
  args: { contactId: string; device: string; stay: boolean },
): Promise<{ token: string; sessionId: string }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const sessionId = work.newId()
  await work.tx.insert(customerSessions).values({
    id: sessionId,
    contactId: args.contactId,
    tokenHash: tokenHash(token),
    device: args.device.slice(0, MAX_DEVICE_LENGTH),
    createdAt: work.now,
    expiresAt: work.now + (args.stay ? LONG_SESSION_MS : SHORT_SESSION_MS),
  })
  return { token, sessionId }
}

/** Whose live session the token is; null also once the person's access was disabled or erased. */
export async function findSession(
  db: Database,
  { token, now, settings }: { token: string; now: number; settings: CustomerSettings },
): Promise<FoundSession | null> {
  const [found] = await db
    .select({
      sessionId: customerSessions.id,
      contactId: contacts.id,
      accountId: contacts.accountId,
      role: contacts.role,
      consents: consentsGiven(settings),
    })
    .from(customerSessions)
    .innerJoin(contacts, eq(contacts.id, customerSessions.contactId))
    .where(
      and(
        eq(customerSessions.tokenHash, tokenHash(token)),
        gt(customerSessions.expiresAt, now),
        eq(contacts.signIn, 'active'),
        isNull(contacts.erasedAt),
      ),
    )
  if (!found) return null
  const { consents: given, ...customer } = found
  return { ...customer, consentsNeeded: given < presentConsents(settings).length }
}

/** How many of the present consents the person of the row has given. */
function consentsGiven(settings: CustomerSettings): SQL<number> {
  const wanted = sql.join(
    presentConsents(settings).map(({ kind, version }) => sql`(${kind}, ${version})`),
    sql`, `,
  )
  return sql<number>`(SELECT count(DISTINCT ${consents.kind})::int FROM ${consents}
    WHERE ${consents.contactId} = ${contacts.id} AND (${consents.kind}, ${consents.version}) IN (${wanted}))`
}

export async function listSessions(db: Database, contactId: string, now: number) {
  return db
    .select({ id: customerSessions.id, device: customerSessions.device, createdAt: customerSessions.createdAt })
    .from(customerSessions)
    .where(and(eq(customerSessions.contactId, contactId), gt(customerSessions.expiresAt, now)))
    .orderBy(desc(customerSessions.createdAt), desc(customerSessions.id))
}

/** Of a browser in which somebody signs in anew. */
export async function endSessionOf(tx: Transaction, token: string): Promise<void> {
  await endWhere(tx, eq(customerSessions.tokenHash, tokenHash(token)))
}

/** False when the person has no such session. */
export async function endSession(tx: Transaction, contactId: string, sessionId: string): Promise<boolean> {
  return endWhere(tx, and(eq(customerSessions.contactId, contactId), eq(customerSessions.id, sessionId)))
}

/** Signs a person out everywhere, or everywhere else. */
export async function endSessions(tx: Transaction, contactId: string, except?: string): Promise<boolean> {
  const own = eq(customerSessions.contactId, contactId)
  return endWhere(tx, except === undefined ? own : and(own, ne(customerSessions.id, except)))
}

async function endWhere(tx: Transaction, which: SQL | undefined): Promise<boolean> {
  const ended = await tx.delete(customerSessions).where(which).returning({ contactId: customerSessions.contactId })
  for (const contactId of new Set(ended.map((one) => one.contactId))) {
    await tx.execute(sql`SELECT pg_notify(${CUSTOMER_SESSION_ENDED_CHANNEL}, ${contactId})`)
  }
  return ended.length > 0
}

/** Known to whoever holds the session alone: the page reads it from `me`, another site cannot. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url')
}

export function isCsrfToken(sessionToken: string, given: unknown): boolean {
  if (typeof given !== 'string') return false
  const wanted = Buffer.from(csrfTokenOf(sessionToken))
  const brought = Buffer.from(given)
  return wanted.length === brought.length && timingSafeEqual(wanted, brought)
}
