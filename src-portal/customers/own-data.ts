import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import {
  accounts,
  attachments,
  auditLog,
  cases,
  consents,
  contacts,
  customerLogins,
  customerSessions,
  notes,
  registrations,
} from '../db/schema.ts'
import { CustomerRefusal } from './refusal.ts'

const day = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/**
 * What the portal keeps of a person, for that person: what they told us, agreed to, wrote and did. Nobody else's words,
 * and nothing that only agents see. Instants are ISO 8601.
 */
export async function readOwnData(db: Database, { contactId, now }: { contactId: string; now: number }) {
  const [person] = await db
    .select({ contact: contacts, company: accounts, login: customerLogins })
    .from(contacts)
    .innerJoin(accounts, eq(accounts.id, contacts.accountId))
    .leftJoin(customerLogins, eq(customerLogins.contactId, contacts.id))
    .where(eq(contacts.id, contactId))
  if (!person) throw new CustomerRefusal('unauthorized')
  const { contact, company, login } = person
  return {
    exportedAt: day(now),
    person: {
      firstName: contact.firstName,
      lastName: contact.lastName,
      email: contact.email,
      phone: contact.phone,
      language: contact.language,
      company: company.name,
      companyTaxNumber: company.taxNumber,
      role: contact.role,
      deletionRequestedAt: day(contact.deletionRequestedAt),
    },
    signIn: {
      username: login?.username ?? null,
      createdAt: day(login?.createdAt ?? null),
      passwordChangedAt: day(login?.passwordChangedAt ?? null),
    },
    sessions: await readSessions(db, contactId),
    consents: await readConsents(db, contactId),
    registrations: await readRegistrations(db, contactId),
    cases: await readCases(db, contactId),
    notes: await readNotes(db, contactId),
    securityEvents: await readEvents(db, contactId),
  }
}

async function readSessions(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(customerSessions)
    .where(eq(customerSessions.contactId, contactId))
    .orderBy(asc(customerSessions.createdAt))
  return rows.map(({ device, createdAt, expiresAt }) => ({
    device,
    createdAt: day(createdAt),
    expiresAt: day(expiresAt),
  }))
}

async function readConsents(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(consents)
    .where(eq(consents.contactId, contactId))
    .orderBy(asc(consents.givenAt), asc(consents.id))
  return rows.map(({ kind, version, givenAt, ip }) => ({ kind, version, givenAt: day(givenAt), ip }))
}

async function readRegistrations(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(registrations)
    .where(eq(registrations.contactId, contactId))
    .orderBy(asc(registrations.createdAt))
  return rows.map(({ createdAt, decidedAt, history, ...row }) => ({
    sentAt: day(createdAt),
    decidedAt: day(decidedAt),
    salutation: row.salutation,
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    phone: row.phone,
    mobile: row.mobile,
    department: row.department,
    company: row.company,
    taxNumber: row.taxNumber,
    country: row.country,
    language: row.language,
    customerCode: row.customerCode,
    invoiceNumber: row.invoiceNumber,
    explanation: row.explanation,
    answers: history.filter(({ step }) => step === 'answered').map(({ at, text }) => ({ at: day(at), text })),
  }))
}

async function readCases(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(cases)
    .where(eq(cases.contactId, contactId))
    .orderBy(asc(cases.createdAt), asc(cases.id))
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
  }))
}

async function readNotes(db: Database, contactId: string) {
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
          .select({ noteId: attachments.noteId, fileName: attachments.fileName, size: attachments.size })
          .from(attachments)
          .where(inArray(attachments.noteId, ids))
          .orderBy(asc(attachments.id))
  return rows.map(({ id, body, createdAt, caseNumber }) => ({
    caseNumber,
    writtenAt: day(createdAt),
    body,
    files: files.filter(({ noteId }) => noteId === id).map(({ fileName, size }) => ({ fileName, size })),
  }))
}

async function readEvents(db: Database, contactId: string) {
  const rows = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.contactId, contactId))
    .orderBy(asc(auditLog.at), asc(auditLog.id))
  return rows.map(({ at, event, actorKind, ip }) => ({
    at: day(at),
    event,
    by: actorKind,
    // An agent's address is not this person's.
    ip: actorKind === 'agent' ? null : ip,
  }))
}
