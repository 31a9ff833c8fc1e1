import { sql } from 'drizzle-orm'
import { caseEvents, cases, type contacts, estimates, notes } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

type Person = Pick<typeof contacts.$inferSelect, 'id' | 'firstName' | 'lastName' | 'email'>

/** Shorter ones are found in words that are about something else. */
const MIN_LENGTH = 5

/**
 * Takes a person's whole name, e-mail and phone numbers out of the words of all cases that the person opened or wrote in.
 * First names, nicknames and inflected names stay: nobody could tell whose they are.
 */
export async function forgetNameInWords(work: Work, person: Person, phones: (string | null)[]): Promise<void> {
  const { id, firstName, lastName, email } = person
  const known = [`${firstName} ${lastName}`, `${lastName} ${firstName}`, email, ...phones]
  const wanted = known.filter((text) => text !== null).map((text) => text.trim())
  const patterns = [...new Set(wanted)].filter((text) => text.length >= MIN_LENGTH).map(patternOf)
  if (patterns.length === 0) return
  const pattern = patterns.join('|')
  const found = (text: unknown) => sql`${text} ~* ${pattern}`
  const without = (text: unknown) => sql`regexp_replace(${text}, ${pattern}, '—', 'gi')`
  const ofCases = (caseId: unknown) => sql`${caseId} IN (
    SELECT c.id FROM cases c WHERE c.contact_id = ${id}
    UNION SELECT n.case_id FROM notes n WHERE n.author_kind = 'customer' AND n.author_id = ${id})`
  const { tx } = work

  await tx.execute(
    sql`UPDATE ${notes} SET body = ${without(sql`body`)} WHERE ${ofCases(sql`case_id`)} AND ${found(sql`body`)}`,
  )
  await tx.execute(sql`
    UPDATE ${caseEvents} SET from_value = ${without(sql`from_value`)}, to_value = ${without(sql`to_value`)}
    WHERE field IN ('title', 'description') AND ${ofCases(sql`case_id`)}
      AND (${found(sql`from_value`)} OR ${found(sql`to_value`)})`)
  await tx.execute(
    sql`UPDATE ${estimates} SET note = ${without(sql`note`)} WHERE ${ofCases(sql`case_id`)} AND ${found(sql`note`)}`,
  )
  // Counted up, so that a change written on top of the old words is put together with these.
  for (const [field, version] of [
    ['title', 'title_version'],
    ['description', 'description_version'],
  ] as const) {
    const column = sql`${sql.identifier(field)}`
    const count = sql.identifier(version)
    await tx.execute(
      sql`UPDATE ${cases} SET ${sql.identifier(field)} = ${without(column)}, ${count} = ${count} + 1
        WHERE ${ofCases(sql`id`)} AND ${found(column)}`,
    )
  }
}

/** For PostgreSQL: whole words, any spaces between them. */
function patternOf(text: string): string {
  const words = text.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&'))
  const start = /^[\p{L}\p{N}]/u.test(text) ? '\\m' : ''
  const end = /[\p{L}\p{N}]$/u.test(text) ? '\\M' : ''
  return `${start}${words.join('\\s+')}${end}`
}
