import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { CustomerRole, SignInState } from '#shared/domain/registration.ts'
import type { Transaction } from '../db/open.ts'
import { consents, contacts, registrationConsents, type registrations } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import type { Actor } from './audit.ts'
import { invite } from './invitations.ts'

type Applicant = Pick<
  typeof registrations.$inferSelect,
  'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'language'
>

/**
 * Makes an applicant a contact of the company and sends the invitation; the consents come along. A contact of that company
 * with the same e-mail is taken instead of a second one; who has a sign-in already is told so instead of invited. `role` left out: 'own', or as it was.
 * Returns the contact's id.
 */
export async function admit(
  work: Work,
  { applicant, accountId, role, by }: { applicant: Applicant; accountId: string; role?: CustomerRole; by: Actor },
): Promise<string> {
  const { tx } = work
  const known = await findContact(tx, accountId, applicant.email)
  const contactId = known?.id ?? work.newId()
  const { firstName, lastName, email, phone, language } = applicant
  if (known === undefined) {
    await tx.insert(contacts).values({ id: contactId, accountId, firstName, lastName, email, phone, language, role })
  } else if (role !== undefined) {
    // Nothing else: the applicant has not shown yet to be that person.
    await tx.update(contacts).set({ role }).where(eq(contacts.id, contactId))
  }
  const given = await tx
    .select()
    .from(registrationConsents)
    .where(eq(registrationConsents.registrationId, applicant.id))
    .orderBy(asc(registrationConsents.kind))
  for (const { kind, version, givenAt, ip } of given) {
    await tx.insert(consents).values({ id: work.newId(), contactId, kind, version, givenAt, ip })
  }
  if (!(await invite(work, { contactId, by }))) await enqueueMail(work, { kind: 'registration_known', contactId })
  return contactId
}

const MAY_COME: SignInState[] = ['none', 'invited', 'must_reset', 'active']

async function findContact(tx: Transaction, accountId: string, email: string): Promise<{ id: string } | undefined> {
  const [known] = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.accountId, accountId),
        sql`lower(${contacts.email}) = lower(${email})`,
        inArray(contacts.signIn, MAY_COME),
        isNull(contacts.erasedAt),
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(1)
    .for('update')
  return known
}
