import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { estimateTotals } from '#shared/domain/estimate.ts'
import type { Database } from '../db/open.ts'
import { attachments, caseEvents, cases, estimates, notes } from '../db/schema.ts'

/** ISO 8601. */
export const day = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** Those that the person opened, with the files that lie in the case itself. */
export async function readOwnCases(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(cases)
    .where(eq(cases.contactId, contactId))
    .orderBy(asc(cases.createdAt), asc(cases.id))
  const files = await db
    .select({ caseId: attachments.caseId, ...FILE })
    .from(attachments)
    .innerJoin(cases, eq(cases.id, attachments.caseId))
    .where(and(eq(cases.contactId, contactId), isNull(attachments.noteId)))
    .orderBy(asc(attachments.createdAt), asc(attachments.id))
  const filesOf = Map.groupBy(files, ({ caseId }) => caseId)
  return rows.map((row) => ({
    caseNumber: row.caseNumber,
    title: row.title,
    description: row.description,
    caseType: row.caseType,
    status: row.status,
    customerSystemId: row.customerSystemId,
    warrantyRepair: row.warrantyRepair,
    serialNumber: row.serialNumber,
    customerReference: row.customerReference,
    createdAt: day(row.createdAt),
    modifiedAt: day(row.publicModifiedAt),
    closedAt: day(row.closedAt),
    files: (filesOf.get(row.id) ?? []).map(fileFacts),
  }))
}

const FILE = { fileName: attachments.fileName, size: attachments.size, createdAt: attachments.createdAt }

function fileFacts({ fileName, size, createdAt }: { fileName: string; size: number; createdAt: number }) {
  return { fileName, size, sentAt: day(createdAt) }
}

export async function readOwnNotes(db: Database, contactId: string) {
  const rows = await db
    .select({ id: notes.id, body: notes.body, createdAt: notes.createdAt, caseNumber: cases.caseNumber })
    .from(notes)
    .innerJoin(cases, eq(cases.id, notes.caseId))
    .where(and(eq(notes.authorKind, 'customer'), eq(notes.authorId, contactId), eq(notes.visibility, 'public')))
    .orderBy(asc(notes.createdAt), asc(notes.id))
  const ids = rows.map(({ id }) => id)
  const files =
    ids.length === 0
      ? []
      : await db
          .select({ noteId: attachments.noteId, ...FILE })
          .from(attachments)
          .where(inArray(attachments.noteId, ids))
          .orderBy(asc(attachments.id))
  const filesOf = Map.groupBy(files, ({ noteId }) => noteId)
  return rows.map(({ id, body, createdAt, caseNumber }) => ({
    caseNumber,
    writtenAt: day(createdAt),
    body,
    files: (filesOf.get(id) ?? []).map(fileFacts),
  }))
}

/** Of the person's own cases, as they are shown there. */
export async function readOwnEstimates(db: Database, contactId: string) {
  const rows = await db
    .select({ estimate: estimates, caseNumber: cases.caseNumber })
    .from(estimates)
    .innerJoin(cases, eq(cases.id, estimates.caseId))
    .where(eq(cases.contactId, contactId))
    .orderBy(asc(estimates.createdAt), asc(estimates.id))
  return rows.map(({ estimate, caseNumber }) => {
    const { state, items, note, validUntil, createdAt, endedAt } = estimate
    return {
      caseNumber,
      state,
      items: items.map(({ description, quantity, unitPrice, vatRate }) => ({
        itemDescription: description,
        quantity: quantity / 100,
        unitPrice: unitPrice / 100,
        vatRate,
      })),
      totalWithVat: estimateTotals(items).gross / 100,
      estimateNote: note,
      validUntil,
      sentAt: day(createdAt),
      endedAt: day(endedAt),
    }
  })
}

export async function readEstimateAnswers(db: Database, contactId: string) {
  const rows = await db
    .select({ caseNumber: cases.caseNumber, answer: caseEvents.to, at: caseEvents.createdAt })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(
      and(eq(caseEvents.field, 'estimate'), eq(caseEvents.actorKind, 'customer'), eq(caseEvents.actorId, contactId)),
    )
    .orderBy(asc(caseEvents.createdAt), asc(caseEvents.id))
  return rows.map(({ at, ...row }) => ({ ...row, at: day(at) }))
}
