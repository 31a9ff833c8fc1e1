import { and, eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import { MAX_TITLE_LENGTH, REOPEN_WINDOW_DAYS } from '#shared/domain/case.ts'
import { statusAfterCustomerNote } from '#shared/domain/status.ts'
import { cases, contacts, notes } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Actor, type Case, changeStatus, lockCase, touch, writeStatus } from './case-fields.ts'
import { createCase } from './create-case.ts'

/** No such case for this customer; whether it exists for another is nobody's business. */
export class CaseNotFound extends Error {
  constructor() {
    super('There is no such case')
    this.name = 'CaseNotFound'
  }
}

export type CustomerNote = { caseId: string; contactId: string; body: string; reopenWindowDays?: number }
/** `case` is where the words are now: the case itself, or the follow-up that carries a long closed one on. */
export type CustomerNoteResult = { case: Case; noteId: string | null; followUpOf: string | null }

/** The customer writes. A waiting case wakes, a closed one reopens within the window and is followed up after it. */
export async function addCustomerNote(work: Work, input: CustomerNote): Promise<CustomerNoteResult> {
  const found = await lockCustomersCase(work, input)
  const actor: Actor = { kind: 'customer', id: input.contactId }
  const windowDays = input.reopenWindowDays ?? REOPEN_WINDOW_DAYS
  const outcome = statusAfterCustomerNote(found.status, found.closedAt, work.now, windowDays)
  switch (outcome.kind) {
    case 'follow_up':
      return { case: await followUp(work, found, input), noteId: null, followUpOf: found.id }
    case 'move': {
      const noteId = await writeNote(work, input)
      return { case: await writeStatus(work, found, outcome.to, actor), noteId, followUpOf: null }
    }
    case 'keep': {
      const noteId = await writeNote(work, input)
      return { case: await touch(work, found), noteId, followUpOf: null }
    }
    default:
      return assertNever(outcome)
  }
}

/** The customer has no more need of help. Throws `IllegalMove` when the case is closed already. */
export async function closeCaseByCustomer(work: Work, input: { caseId: string; contactId: string }): Promise<Case> {
  const found = await lockCustomersCase(work, input)
  return changeStatus(work, found, 'resolved', { kind: 'customer', id: input.contactId })
}

async function lockCustomersCase(work: Work, input: { caseId: string; contactId: string }): Promise<Case> {
  const [visible] = await work.tx
    .select({ id: cases.id })
    .from(cases)
    .innerJoin(contacts, eq(contacts.accountId, cases.accountId))
    .where(and(eq(cases.id, input.caseId), eq(contacts.id, input.contactId)))
  const found = visible && (await lockCase(work, visible.id))
  if (!found) throw new CaseNotFound()
  return found
}

async function writeNote(work: Work, { caseId, contactId, body }: CustomerNote): Promise<string> {
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
  return id
}

async function followUp(work: Work, closed: Case, { contactId, body }: CustomerNote): Promise<Case> {
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
  return created
}
