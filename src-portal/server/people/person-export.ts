import { and, eq, sql } from 'drizzle-orm'
import type { PersonExport } from '#shared/portal-api/contact-export.ts'
import { writeAudit } from '../../customers/audit.ts'
import { readOwnData } from '../../customers/own-data.ts'
import type { Database } from '../../db/open.ts'
import { cases, contacts, notes } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps } from '../deps.ts'
import { personText } from './person-export-text.ts'

/** Characters of all words of one person; all of it is in memory at once. */
const MAX_CHARACTERS = 50_000_000

export class PersonTooLarge extends Error {
  constructor() {
    super('This person has written more than one answer can hold')
    this.name = 'PersonTooLarge'
  }
}

/**
 * All that the portal keeps of a person, for whoever asks for their data: what they would get themselves, so nothing that
 * agents alone see. Null for one who is not there or was erased. Throws `PersonTooLarge`. Who asked is in the audit log
 * before anybody has the answer.
 */
export async function exportPerson(
  deps: ServiceDeps,
  {
    contactId,
    agentId,
    maxCharacters = MAX_CHARACTERS,
  }: { contactId: string; agentId: string; maxCharacters?: number },
): Promise<PersonExport | null> {
  const { db } = deps
  const now = deps.now()
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, contactId))
  if (!contact || contact.erasedAt !== null) return null
  if ((await charactersOf(db, contactId)) > maxCharacters) throw new PersonTooLarge()
  const data = await readOwnData(db, { contactId, now })
  const by = { kind: 'agent', id: agentId } as const
  await inTransaction(deps, (work) => writeAudit(work, { by, event: 'data_exported', contactId }))
  return {
    fileName: `${contact.language === 'sl' ? 'osebni-podatki' : 'personal-data'}-${new Date(now).toISOString().slice(0, 10)}`,
    json: JSON.stringify(data, null, 2),
    text: personText(data, contact.language),
  }
}

async function charactersOf(db: Database, contactId: string): Promise<number> {
  const sum = (column: typeof notes.body | typeof cases.description) => sql<string>`coalesce(sum(length(${column})), 0)`
  const [written] = await db
    .select({ length: sum(notes.body) })
    .from(notes)
    .where(and(eq(notes.authorKind, 'customer'), eq(notes.authorId, contactId)))
  const [described] = await db
    .select({ length: sum(cases.description) })
    .from(cases)
    .where(eq(cases.contactId, contactId))
  return Number(written?.length ?? 0) + Number(described?.length ?? 0)
}
