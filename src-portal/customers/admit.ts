import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { CustomerRole, SignInState } from '#shared/domain/registration.ts'
import type { Transaction } from '../db/open.ts'
import { contacts, type registrations } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Work } from '../server/deps.ts'
import type { Actor } from './audit.ts'
import { invite } from './invitations.ts'

type Applicant = Pick<
  typeof registrations.$inferSelect,
  'id' | 'firstName' | 'lastName' | 'email' | 'phone' | 'language'
>

/** What came of letting somebody in: the role that the person has, and the one without the agent's choice. */
export type Admitted = { contactId: string; role: CustomerRole; unchosenRole: CustomerRole }

/**
 * Makes an applicant a contact of the company and sends the invitation. A contact of that company with the same e-mail is
 * taken instead of a second one; who has a sign-in already is told so instead of invited. `role` left out: 'own', or as it was.
 * The consents stay with the request until the invitation is redeemed: somebody else may have typed that e-mail.
 */
export async function admit(
  work: Work,
  { applicant, accountId, role, by }: { applicant: Applicant; accountId: string; role?: CustomerRole; by: Actor },
): Promise<Admitted> {
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
  if (!(await invite(work, { contactId, by }))) await enqueueMail(work, { kind: 'registration_known', contactId })
  const unchosenRole = known?.role ?? 'own'
  return { contactId, role: role ?? unchosenRole, unchosenRole }
}

const MAY_COME: SignInState[] = ['none', 'invited', 'must_reset', 'active']

type Known = { id: string; role: CustomerRole }

async function findContact(tx: Transaction, accountId: string, email: string): Promise<Known | undefined> {
  const [known] = await tx
    .select({ id: contacts.id, role: contacts.role })
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
