import { and, eq, gt, isNull } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { CustomerRole, SignInState } from '#shared/domain/registration.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { type Actor, type AuditEvent, writeAudit } from '../../customers/audit.ts'
import { invite } from '../../customers/invitations.ts'
import { sendResetLink } from '../../customers/reset-links.ts'
import { endSessions } from '../../customers/sessions.ts'
import { reserveLogin } from '../../customers/usernames.ts'
import { contacts, customerCodes, customerLogins } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { erasePerson } from './erase-person.ts'

type Act = Extract<Operation, { kind: 'contact.act' }>
type Contact = typeof contacts.$inferSelect
type Acting = { work: Work; contact: Contact; by: Actor }

/** What an agent does with a customer's access. What is so already is merged; nothing here ever conflicts. */
export async function actOnContact(work: Work, operation: Act, agentId: string): Promise<Outcome> {
  const { contactId, action, role, reason } = operation
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, contactId)).for('update')
  if (!contact) return rejected('contact_not_found', 'There is no such customer')
  const acting = { work, contact, by: { kind: 'agent', id: agentId } as const }
  if (contact.erasedAt !== null) {
    return action === 'erase' ? { status: 'merged' } : rejected('contact_erased', 'This person is no longer known')
  }
  switch (action) {
    case 'resend_invitation':
      return (await invite(work, { contactId, by: acting.by }))
        ? { status: 'applied' }
        : rejected('invitation_not_possible', 'The person has a sign-in already, or none is allowed')
    case 'send_reset_link':
      return (await sendResetLink(work, { contactId, by: acting.by }))
        ? { status: 'applied' }
        : rejected('reset_not_possible', 'The person has no sign-in, or it is disabled')
    case 'disable':
      return disable(acting)
    case 'enable':
      return enable(acting)
    case 'set_role':
      return role === undefined ? rejected('role_missing', 'A role is needed') : setRole(acting, role)
    case 'refuse_deletion':
      return refuseDeletion(acting, reason)
    case 'erase':
      await erasePerson(work, contact, acting.by)
      return { status: 'applied' }
    default:
      return assertNever(action)
  }
}

/** Signed out everywhere, and no link that was sent opens anything any more. */
async function disable({ work, contact, by }: Acting): Promise<Outcome> {
  if (contact.signIn === 'disabled') return { status: 'merged' }
  await endSessions(work.tx, contact.id)
  // People taken over by an earlier version of the portal have none, and could not be told from those without access.
  if (contact.signIn === 'must_reset') await reserveLogin(work, contact)
  await work.tx
    .update(customerCodes)
    .set({ expiresAt: work.now })
    .where(
      and(eq(customerCodes.contactId, contact.id), isNull(customerCodes.usedAt), gt(customerCodes.expiresAt, work.now)),
    )
  return change({ work, contact, by }, { signIn: 'disabled' }, 'access_disabled')
}

async function enable({ work, contact, by }: Acting): Promise<Outcome> {
  if (contact.signIn !== 'disabled') return { status: 'merged' }
  return change({ work, contact, by }, { signIn: await signInBefore(work, contact.id) }, 'access_enabled')
}

/** Where a disabled person was: the invitation of one who had none yet has ended, and is sent again by hand. */
async function signInBefore({ tx }: Work, contactId: string): Promise<SignInState> {
  const [login] = await tx
    .select({ password: customerLogins.password })
    .from(customerLogins)
    .where(eq(customerLogins.contactId, contactId))
  if (!login) return 'none'
  return login.password === null ? 'must_reset' : 'active'
}

async function setRole(acting: Acting, role: CustomerRole): Promise<Outcome> {
  if (acting.contact.role === role) return { status: 'merged' }
  return change(acting, { role }, 'role_set')
}

/** The first decision about a request holds; a later refusal would tell the person another reason. */
async function refuseDeletion({ work, contact, by }: Acting, words = ''): Promise<Outcome> {
  const reason = words.trim().toWellFormed()
  if (reason === '') return rejected('reason_missing', 'A reason is needed')
  if (contact.deletionRequestedAt === null) {
    return rejected('deletion_not_requested', 'No request for deletion waits any more')
  }
  await enqueueMail(work, { kind: 'deletion_refused', contactId: contact.id, reason })
  return change({ work, contact, by }, { deletionRequestedAt: null }, 'deletion_refused')
}

async function change({ work, contact, by }: Acting, set: Partial<Contact>, event: AuditEvent): Promise<Outcome> {
  await work.tx.update(contacts).set(set).where(eq(contacts.id, contact.id))
  const detail = set.role === undefined ? undefined : { role: set.role }
  await writeAudit(work, { by, event, contactId: contact.id, detail })
  return { status: 'applied' }
}
