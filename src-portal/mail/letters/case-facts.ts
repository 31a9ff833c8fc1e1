import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Language } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { Database } from '../../db/open.ts'
import { accounts, agents, attachments, cases, contacts } from '../../db/schema.ts'
import type { Part } from '../layout.ts'
import type { MailActor } from '../mail.ts'
import { MAIL_WORDS } from '../words/index.ts'

/** What mails about a case tell; nothing that only agents may know. */
export type CaseFacts = {
  case: typeof cases.$inferSelect
  contact: typeof contacts.$inferSelect
  accountName: string
  /** The agent who has it now; null for nobody. */
  ownerName: string | null
}

export async function readCaseFacts(db: Database, caseId: string): Promise<CaseFacts | null> {
  const [found] = await db
    .select({ case: cases, contact: contacts, accountName: accounts.name, ownerName: agents.name })
    .from(cases)
    .innerJoin(contacts, eq(contacts.id, cases.contactId))
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .leftJoin(agents, eq(agents.id, cases.ownerId))
    .where(eq(cases.id, caseId))
  return found ?? null
}

/** Why nobody is written to about it; null when somebody is. */
export function unreachable({ contact }: CaseFacts): string | null {
  if (contact.erasedAt !== null) return 'the person is not known any more'
  return contact.signIn === 'disabled' ? "the person's access is disabled" : null
}

export function statusName(language: Language, status: CaseStatus): string {
  return RESOURCES[language].desk.status[status]
}

/** Number, title, status, and who has the case now. */
export function caseFactsPart(language: Language, { case: found, ownerName }: CaseFacts): Part {
  const w = MAIL_WORDS[language].case
  return {
    type: 'facts',
    rows: [
      [w.number, found.caseNumber],
      [w.title, found.title],
      [w.status, statusName(language, found.status)],
      [w.owner, ownerName ?? w.nobody],
    ],
  }
}

/** By whom, as the customer of the case reads it. */
export async function actorName(
  db: Database,
  language: Language,
  { contact }: CaseFacts,
  by: MailActor,
): Promise<string> {
  const w = MAIL_WORDS[language].change.by
  if (by.kind === 'system' || by.id === null) return w.system
  if (by.kind === 'agent') return w.agent((await agentName(db, by.id)) ?? 'Špica')
  if (by.id === contact.id) return w.you
  const [colleague] = await db.select().from(contacts).where(eq(contacts.id, by.id))
  return colleague ? `${colleague.firstName} ${colleague.lastName}` : w.system
}

export async function agentName(db: Database, id: string): Promise<string | null> {
  const [agent] = await db.select({ name: agents.name }).from(agents).where(eq(agents.id, id))
  return agent?.name ?? null
}

/** Of a note, or of the case itself. */
export async function fileNames(db: Database, place: { caseId: string; noteId: string | null }): Promise<string[]> {
  const ofNote = place.noteId === null ? isNull(attachments.noteId) : eq(attachments.noteId, place.noteId)
  const rows = await db
    .select({ fileName: attachments.fileName })
    .from(attachments)
    .where(and(eq(attachments.caseId, place.caseId), ofNote))
    .orderBy(asc(attachments.createdAt), asc(attachments.id))
  return rows.map(({ fileName }) => fileName)
}
