import { eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import { MAX_TITLE_LENGTH, REOPEN_WINDOW_DAYS } from '#shared/domain/case.ts'
import { statusAfterCustomerNote } from '#shared/domain/status.ts'
import { maySee } from '../../customer-cases/scope.ts'
import { attachUploads } from '../../customer-cases/uploads.ts'
import { contacts, notes } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { type Actor, type Case, changeStatus, lockCase, touch, writeStatus } from './case-fields.ts'
import { createCase } from './create-case.ts'
import { writeLink } from './links.ts'
import { lockRoot } from './merged.ts'

/** No such case for this customer; whether it exists for another is nobody's business. */
export class CaseNotFound extends Error {
  constructor() {
    super('There is no such case')
    this.name = 'CaseNotFound'
  }
}

export type CustomerNote = {
  caseId: string
  contactId: string
  body: string
  /** Ids of the person's waiting uploads. */
  files?: readonly string[]
  reopenWindowDays?: number
}
/** `case` is where the words are now: the case itself, or the follow-up that carries a long closed one on. */
export type CustomerNoteResult = { case: Case; noteId: string | null; followUpOf: string | null }

/** The customer writes. A waiting case wakes, a closed one reopens within the window and is followed up after it. */
export async function addCustomerNote(work: Work, input: CustomerNote): Promise<CustomerNoteResult> {
  const found = await lockCustomersCase(work, input)
  if (found.mergedIntoId !== null) return addToMerged(work, found, input)
  const windowDays = input.reopenWindowDays ?? REOPEN_WINDOW_DAYS
  const outcome = statusAfterCustomerNote(found.status, found.closedAt, work.now, windowDays)
  switch (outcome.kind) {
    case 'follow_up':
      return { case: await followUp(work, found, input), noteId: null, followUpOf: found.id }
    case 'move': {
      const noteId = await writeNote(work, input)
      const by: Actor = { kind: 'customer', id: input.contactId }
      return { case: await writeStatus(work, found, outcome.to, by), noteId, followUpOf: null }
    }
    case 'keep': {
      const noteId = await writeNote(work, input)
      return { case: await touch(work, found), noteId, followUpOf: null }
    }
    default:
      return assertNever(outcome)
  }
}

/** Where the work goes on, if its author may see that; else the words stay with the case, and the other one is woken. */
async function addToMerged(work: Work, found: Case, input: CustomerNote): Promise<CustomerNoteResult> {
  const root = await lockRoot(work, found)
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, input.contactId))
  if (contact && maySee(contact, root)) return addCustomerNote(work, { ...input, caseId: root.id })
  const windowDays = input.reopenWindowDays ?? REOPEN_WINDOW_DAYS
  const outcome = statusAfterCustomerNote(root.status, root.closedAt, work.now, windowDays)
  if (outcome.kind === 'follow_up') {
    return { case: await followUp(work, found, input), noteId: null, followUpOf: found.id }
  }
  const noteId = await writeNote(work, input)
  // Who it was is nothing that the other case's customer may read.
  if (outcome.kind === 'move') await writeStatus(work, root, outcome.to, { kind: 'system', id: null })
  else await touch(work, root, { internal: true })
  return { case: await touch(work, found), noteId, followUpOf: null }
}

/** The customer has no more need of help. Throws `IllegalMove` when the case is closed already. */
export async function closeCaseByCustomer(work: Work, input: { caseId: string; contactId: string }): Promise<Case> {
  const found = await lockCustomersCase(work, input)
  return changeStatus(work, found, 'resolved', { kind: 'customer', id: input.contactId })
}

/** The case, locked, if the customer may see it now. Throws `CaseNotFound`. */
export async function lockCustomersCase(work: Work, input: { caseId: string; contactId: string }): Promise<Case> {
  // Whoever is erased meanwhile leaves no word that nobody has looked through.
  const [contact] = await work.tx.select().from(contacts).where(eq(contacts.id, input.contactId)).for('share')
  const found = contact && (await lockCase(work, input.caseId))
  if (!found || contact.signIn === 'disabled' || !maySee(contact, found)) throw new CaseNotFound()
  return found
}

async function writeNote(work: Work, { caseId, contactId, body, files = [] }: CustomerNote): Promise<string> {
  const id = work.newId()
  await work.tx.insert(notes).values({
    id,
    caseId,
    visibility: 'public',
    authorKind: 'customer',
    authorId: contactId,
    body,
    createdAt: work.now,
  })
  await attachUploads(work, { contactId, files, caseId, noteId: id })
  await enqueueMail(work, { kind: 'case_changed', caseId, change: { type: 'note', noteId: id } })
  return id
}

async function followUp(work: Work, closed: Case, { contactId, body, files = [] }: CustomerNote): Promise<Case> {
  const created = await createCase(work, {
    title: closed.title.slice(0, MAX_TITLE_LENGTH),
    description: body,
    caseType: closed.caseType,
    accountId: closed.accountId,
    contactId,
    teamId: closed.teamId,
    entitlementId: closed.entitlementId,
    customerSystemId: closed.customerSystemId,
    serialNumber: closed.serialNumber,
    customerReference: closed.customerReference,
    followUpOfId: closed.id,
  })
  // Leads agents from the new case to the old one, also by search.
  await work.tx.insert(notes).values({
    id: work.newId(),
    caseId: created.id,
    visibility: 'internal',
    authorKind: 'system',
    authorId: null,
    body: `→ ${closed.caseNumber}`,
    createdAt: work.now,
  })
  await writeLink(work, { one: created, other: closed, kind: 'follow_up_of', by: null })
  await attachUploads(work, { contactId, files, caseId: created.id, noteId: null })
  await announceNewCase(work, created.id)
  return created
}

/** To the customer and to the help desk. */
export async function announceNewCase(work: Work, caseId: string): Promise<void> {
  await enqueueMail(work, { kind: 'new_case', caseId })
  await enqueueMail(work, { kind: 'new_case_help_desk', caseId })
}
