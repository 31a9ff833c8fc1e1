import { asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/open.ts'
import {
  accounts,
  auditLog,
  consents,
  contacts,
  customerLogins,
  customerSessions,
  registrationConsents,
  registrations,
} from '../db/schema.ts'
import { day, readEstimateAnswers, readOwnCases, readOwnEstimates, readOwnNotes } from './own-cases.ts'
import { readOwnRepairs } from './own-repairs.ts'
import { CustomerRefusal } from './refusal.ts'
import { requestsOf } from './requests-of.ts'

/**
 * What the portal keeps of a person, for that person: what they told us, agreed to, wrote and did, and what it
 * would cost. Nobody else's notes, and nothing that only agents see. Instants are ISO 8601, money is in euros.
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
    registrations: await readRegistrations(db, contact),
    cases: await readOwnCases(db, contactId),
    notes: await readOwnNotes(db, contactId),
    estimates: await readOwnEstimates(db, contactId),
    estimateAnswers: await readEstimateAnswers(db, contactId),
    repairs: await readOwnRepairs(db, contactId),
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
  return rows.map(consentOf)
}

type Consent = Pick<typeof consents.$inferSelect, 'kind' | 'version' | 'givenAt' | 'ip'>

function consentOf({ kind, version, givenAt, ip }: Consent) {
  return { kind, version, givenAt: day(givenAt), ip }
}

/** By request; they stay there when the invitation is redeemed, which may be never. */
async function readRegistrationConsents(db: Database, registrationIds: string[]) {
  const rows = await db
    .select()
    .from(registrationConsents)
    .where(inArray(registrationConsents.registrationId, registrationIds))
    .orderBy(asc(registrationConsents.givenAt), asc(registrationConsents.kind))
  return Map.groupBy(rows, ({ registrationId }) => registrationId)
}

/** Those that led to the access, and others with the same e-mail: refused, or not decided. */
async function readRegistrations(db: Database, contact: typeof contacts.$inferSelect) {
  const rows = await db
    .select()
    .from(registrations)
    .where(await requestsOf(db, contact))
    .orderBy(asc(registrations.createdAt), asc(registrations.id))
  const agreed = await readRegistrationConsents(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ createdAt, decidedAt, history, ...row }) => ({
    sentAt: day(createdAt),
    state: row.state,
    decidedAt: day(decidedAt),
    // What the applicant was told; of an approval agents write for each other.
    decisionReason: row.state === 'rejected' ? row.decisionReason : null,
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
    consents: (agreed.get(row.id) ?? []).map(consentOf),
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
