import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Operation } from '#shared/portal-api/operations.ts'
import { attachments, caseEvents, cases, mailReceived, notes } from '../../db/schema.ts'
import { enqueueMail, moveNoteMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { foldCases } from '../sla/fold.ts'
import { lockVisibleCase } from './access.ts'
import { type Case, touch } from './case-fields.ts'
import { createCase } from './create-case.ts'
import { writeLink } from './links.ts'
import { lockRoot, threadOf } from './merged.ts'
import { type Outcome, rejected } from './outcome.ts'

type SplitCase = Extract<Operation, { kind: 'case.split' }>
type Note = typeof notes.$inferSelect

const uuid = z.uuid()

/** Notes of a case become a case of their own, with the same customer. Those that were split off meanwhile stay where they are. */
export async function splitCase(work: Work, operation: SplitCase, agentId: string): Promise<Outcome> {
  const named = await lockVisibleCase(work, operation.fromId, agentId)
  if (!named) return rejected('not_found', 'There is no such case')
  const from = await lockRoot(work, named)
  const refused = await refuse(work, operation)
  if (refused) return refused
  const parts = await threadOf(work, from.id)
  const ids = operation.notes.map(({ noteId }) => noteId)
  const chosen = await work.tx
    .select()
    .from(notes)
    .where(and(inArray(notes.id, ids), inArray(notes.caseId, parts)))
  if (chosen.length === 0) return rejected('notes_gone', 'These notes are in another case already')
  if (!(await areOfCustomer(work, chosen, from))) {
    return rejected('foreign_note', 'A note belongs to another customer')
  }

  const created = await createCase(work, {
    id: operation.caseId,
    title: operation.title.trim().toWellFormed(),
    description: '',
    caseType: from.caseType,
    accountId: from.accountId,
    contactId: from.contactId,
    teamId: from.teamId,
    ownerId: from.ownerId,
    entitlementId: from.entitlementId,
    customerSystemId: from.customerSystemId,
    warrantyRepair: from.warrantyRepair,
    serialNumber: from.serialNumber,
    customerReference: from.customerReference,
  })
  const newIds = new Map(operation.notes.map(({ noteId, newId }) => [noteId, newId]))
  for (const note of chosen) await moveNote(work, note, created.id, newIds.get(note.id) ?? work.newId())
  await foldAnswered(work, chosen, created)
  await writeLink(work, { one: created, other: from, kind: 'split_from', by: agentId })
  await tell(work, from, created, agentId)
  await touch(work, from)
  await enqueueMail(work, { kind: 'new_case', caseId: created.id, openedBy: 'agent' })
  return { status: 'applied' }
}

async function refuse(work: Work, operation: SplitCase): Promise<Outcome | null> {
  if (operation.title.trim() === '') return rejected('title_empty', 'A case needs a title')
  if (!uuid.safeParse(operation.caseId).success) return rejected('case_id', 'The id of a new case is a UUID')
  const [taken] = await work.tx.select({ id: cases.id }).from(cases).where(eq(cases.id, operation.caseId))
  if (taken) return rejected('case_id', 'Another case has this id')
  const newIds = operation.notes.map(({ newId }) => newId)
  const known = await work.tx.select({ id: notes.id }).from(notes).where(inArray(notes.id, newIds))
  const different = new Set(newIds).size === newIds.length
  return known.length > 0 || !different ? rejected('note_id', 'Another note has this id') : null
}

/** Words that one customer reads go into no case of another one. */
async function areOfCustomer({ tx }: Work, chosen: readonly Note[], from: Case): Promise<boolean> {
  const homes = await tx
    .select({ contactId: cases.contactId })
    .from(cases)
    .where(inArray(cases.id, [...new Set(chosen.map(({ caseId }) => caseId))]))
  return homes.every(({ contactId }) => contactId === from.contactId)
}

/**
 * Rows never change what they belong to, or a reader of the one team would keep what went to the other: the note goes, and comes
 * under another id, with its files. It says and hides what it did.
 */
async function moveNote(work: Work, note: Note, caseId: string, id: string): Promise<void> {
  const { tx, newId } = work
  const { searchText: _, ...words } = note
  await tx.insert(notes).values({ ...words, id, caseId })
  const files = await tx.delete(attachments).where(eq(attachments.noteId, note.id)).returning()
  if (files.length > 0) {
    await tx.insert(attachments).values(files.map((file) => ({ ...file, id: newId(), caseId, noteId: id })))
  }
  await tx.update(mailReceived).set({ noteId: id, caseId }).where(eq(mailReceived.noteId, note.id))
  await moveNoteMail(work, { noteId: note.id, to: { caseId, noteId: id } })
  await tx.delete(notes).where(eq(notes.id, note.id))
}

/** An answer that has moved stops no clock where it was. Closed cases stay as other rules have judged them. */
async function foldAnswered(work: Work, moved: readonly Note[], created: Case): Promise<void> {
  const answers = moved.filter(({ authorKind, visibility }) => authorKind === 'agent' && visibility === 'public')
  if (answers.length === 0) return
  const homes = await work.tx
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        inArray(cases.id, [...new Set(answers.map(({ caseId }) => caseId))]),
        or(isNull(cases.closedAt), eq(cases.slaRules, work.sla.mark)),
      ),
    )
  await foldCases(work, [...homes.map(({ id }) => id), created.id])
}

async function tell(work: Work, from: Case, created: Case, agentId: string): Promise<void> {
  const common = {
    from: null,
    actorKind: 'agent' as const,
    actorId: agentId,
    createdAt: work.now,
    authoredAt: work.authoredAt,
  }
  await work.tx.insert(caseEvents).values([
    { id: work.newId(), caseId: from.id, field: 'splitInto', to: created.caseNumber, ...common },
    { id: work.newId(), caseId: created.id, field: 'splitFrom', to: from.caseNumber, ...common },
  ])
}
