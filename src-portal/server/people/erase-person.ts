import { and, eq, ne, or, type SQL } from 'drizzle-orm'
import { type Actor, writeAudit } from '../../customers/audit.ts'
import { forgetAccess } from '../../customers/end-access.ts'
import { requestsOf } from '../../customers/requests-of.ts'
import {
  auditLog,
  consents,
  contacts,
  customerCodes,
  customerRequests,
  customerUploads,
  registrationConsents,
  registrations,
} from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { forgetMail, forgetSenderInLetters, forgetSenderInNotes } from './erase-mail.ts'
import { forgetNameInWords, knownBy, NOBODY } from './erase-words.ts'

type Contact = typeof contacts.$inferSelect
type Registration = typeof registrations.$inferSelect

/**
 * Makes a person unknown for good: contact, requests for access, where consents came from, sign-in, mail, and the name in
 * the words of the cases. The cases keep their numbers and words, and the audit log says who did it. Who had asked for it is
 * told at last.
 */
export async function erasePerson(work: Work, contact: Contact, by: Actor): Promise<void> {
  const { tx, now } = work
  const contactId = contact.id
  await forgetAccess(work, contactId)
  await tx.delete(customerRequests).where(eq(customerRequests.contactId, contactId))
  await tx.delete(customerUploads).where(eq(customerUploads.contactId, contactId))

  const requests = await tx
    .select()
    .from(registrations)
    .where(await requestsOf(tx, contact))
    .orderBy(registrations.id)
    .for('update')
  const phones = [contact.phone, ...requests.flatMap(({ phone, mobile }) => [phone, mobile])]
  const known = knownBy(contact, phones)
  if (known) await forgetNameInWords(work, contact, known)
  await forgetSenderInNotes(work, contactId)
  if (known) await forgetSenderInLetters(work, contact, known)
  await forgetMail(
    work,
    contactId,
    requests.map(({ id }) => id),
  )
  for (const request of requests) await forgetRequest(work, request, by)
  await tx.update(consents).set({ ip: null }).where(eq(consents.contactId, contactId))
  await tx.update(auditLog).set({ ip: null }).where(ofPerson(contactId))

  await tx
    .update(contacts)
    .set({
      firstName: '',
      lastName: NOBODY,
      email: '',
      phone: null,
      signIn: 'none',
      role: 'own',
      deletionRequestedAt: null,
      erasedAt: now,
    })
    .where(eq(contacts.id, contactId))
  await writeAudit(work, { by, event: 'person_erased', contactId })
  const { deletionRequestedAt, email: lastEmail } = contact
  if (deletionRequestedAt !== null && lastEmail !== '') {
    await enqueueMail(work, { kind: 'account_deleted', contactId, lastEmail })
  }
}

/** What this person did, and what others did about this person from an address that may be the person's. */
function ofPerson(contactId: string): SQL | undefined {
  return and(
    or(eq(auditLog.contactId, contactId), and(eq(auditLog.actorKind, 'customer'), eq(auditLog.actorId, contactId))),
    ne(auditLog.actorKind, 'agent'),
  )
}

/** The company stays, which is nobody's name. One that waits for a decision is over, and nobody is written to. */
async function forgetRequest({ tx, now }: Work, request: Registration, by: Actor): Promise<void> {
  const byId = eq(registrations.id, request.id)
  const steps = request.history.map((step) => ({ ...step, text: null }))
  const waits = request.state === 'pending' || request.state === 'asked'
  const agentId = by.kind === 'agent' ? by.id : null
  await tx
    .update(registrations)
    .set({
      salutation: '',
      firstName: '',
      lastName: NOBODY,
      email: '',
      phone: '',
      mobile: null,
      department: '',
      customerCode: null,
      invoiceNumber: null,
      explanation: null,
      decisionReason: null,
      history: steps,
      ...(waits && {
        state: 'rejected' as const,
        decidedBy: agentId,
        decidedAt: now,
        history: [...steps, { at: now, step: 'rejected' as const, agentId, text: null }],
      }),
    })
    .where(byId)
  await tx.delete(customerCodes).where(eq(customerCodes.registrationId, request.id))
  await tx.delete(registrationConsents).where(eq(registrationConsents.registrationId, request.id))
  await tx
    .update(auditLog)
    .set({ ip: null })
    .where(and(eq(auditLog.actorKind, 'applicant'), eq(auditLog.actorId, request.id)))
}
