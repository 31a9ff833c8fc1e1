import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { giveConsents, Me, profileChange } from '#shared/customer-api/access.ts'
import type { Database } from '../db/open.ts'
import { accounts, consents, contacts, customerCodes, customerLogins } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import { writeAudit } from './audit.ts'
import { lockPerson } from './lock-person.ts'
import { CustomerRefusal } from './refusal.ts'
import { csrfTokenOf } from './sessions.ts'
import { type CustomerSettings, presentConsents } from './settings.ts'

/** `token`: of the session that asks. */
export async function readMe(
  db: Database,
  { contactId, token, now, settings }: { contactId: string; token: string; now: number; settings: CustomerSettings },
): Promise<Me> {
  const [person] = await db
    .select({
      username: customerLogins.username,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      email: contacts.email,
      phone: contacts.phone,
      language: contacts.language,
      company: accounts.name,
      role: contacts.role,
      deletionRequestedAt: contacts.deletionRequestedAt,
    })
    .from(contacts)
    .innerJoin(accounts, eq(accounts.id, contacts.accountId))
    .innerJoin(customerLogins, eq(customerLogins.contactId, contacts.id))
    .where(eq(contacts.id, contactId))
  if (!person) throw new CustomerRefusal('unauthorized')
  const given = await db
    .select({ kind: consents.kind, version: consents.version, givenAt: consents.givenAt })
    .from(consents)
    .where(eq(consents.contactId, contactId))
    .orderBy(asc(consents.givenAt), asc(consents.id))
  const missing = presentConsents(settings).filter(
    ({ kind, version }) => !given.some((one) => one.kind === kind && one.version === version),
  )
  return {
    contactId,
    ...person,
    newEmail: await readNewEmail(db, contactId, now),
    consentsNeeded: settings.consentGate ? missing : [],
    consents: given,
    csrfToken: csrfTokenOf(token),
  }
}

/** Waits for a click in the mail that was sent there. */
async function readNewEmail(db: Database, contactId: string, now: number): Promise<string | null> {
  const [waiting] = await db
    .select({ email: customerCodes.email })
    .from(customerCodes)
    .where(
      and(
        eq(customerCodes.contactId, contactId),
        eq(customerCodes.purpose, 'email_change'),
        isNull(customerCodes.usedAt),
        gt(customerCodes.expiresAt, now),
      ),
    )
    .orderBy(desc(customerCodes.createdAt))
    .limit(1)
  return waiting?.email ?? null
}

type Who = { contactId: string; ip: string }

export async function changeProfile(
  work: Work,
  { contactId, ip }: Who,
  change: z.output<typeof profileChange>,
): Promise<void> {
  await lockPerson(work, contactId)
  await work.tx.update(contacts).set(change).where(eq(contacts.id, contactId))
  await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'profile_changed', contactId })
}

/** Only the present versions can be given; a kind that was given already stays as it was. Throws `invalid_fields`. */
export async function addConsents(
  work: Work,
  { contactId, ip, settings }: Who & { settings: CustomerSettings },
  given: z.output<typeof giveConsents>['consents'],
): Promise<void> {
  const present = presentConsents(settings)
  for (const { kind, version } of given) {
    if (!present.some((one) => one.kind === kind && one.version === version)) {
      throw new CustomerRefusal('invalid_fields', { fields: { [kind]: 'invalid' } })
    }
  }
  // Of two at once the second sees the first.
  await lockPerson(work, contactId)
  const known = await work.tx.select().from(consents).where(eq(consents.contactId, contactId))
  for (const { kind, version } of present) {
    const isGiven = given.some((one) => one.kind === kind)
    if (!isGiven || known.some((one) => one.kind === kind && one.version === version)) continue
    await work.tx.insert(consents).values({ id: work.newId(), contactId, kind, version, givenAt: work.now, ip })
    await writeAudit(work, {
      by: { kind: 'customer', id: contactId, ip },
      event: 'consents_given',
      contactId,
      detail: { kind, version },
    })
  }
}

/** A request that agents decide about, told to the person and to the help desk; asked again it keeps its day. */
export async function requestDeletion(work: Work, { contactId, ip }: Who): Promise<void> {
  const { deletionRequestedAt } = await lockPerson(work, contactId)
  if (deletionRequestedAt !== null) return
  await work.tx.update(contacts).set({ deletionRequestedAt: work.now }).where(eq(contacts.id, contactId))
  await enqueueMail(work, { kind: 'deletion_requested', contactId })
  await enqueueMail(work, { kind: 'deletion_requested_help_desk', contactId })
  await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'deletion_requested', contactId })
}

export async function takeDeletionBack(work: Work, { contactId, ip }: Who): Promise<void> {
  const { deletionRequestedAt } = await lockPerson(work, contactId)
  if (deletionRequestedAt === null) return
  await work.tx.update(contacts).set({ deletionRequestedAt: null }).where(eq(contacts.id, contactId))
  await writeAudit(work, { by: { kind: 'customer', id: contactId, ip }, event: 'deletion_taken_back', contactId })
}
