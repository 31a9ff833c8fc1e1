import { type SQL, sql } from 'drizzle-orm'
import { attachments, caseEvents, cases, type contacts, estimates, notes, rmaLines, syncOp } from '../../db/schema.ts'
import type { Work } from '../deps.ts'

type Person = Pick<typeof contacts.$inferSelect, 'id' | 'firstName' | 'lastName' | 'email'>

/** Shorter ones are found in words that are about something else. */
const MIN_LENGTH = 5
/** Of a name of one word, which is taken as it is written alone: "Kos" is somebody, "en kos" is not. */
const MIN_LONE_LENGTH = 3

/** Stands where a name was, in any language. */
export const NOBODY = '—'

type Pattern = { source: string; caseMatters: boolean }

/** How a person is known in words: where they are `found` in a text, and the text `without` them. */
export type KnownBy = { found: (text: SQL) => SQL; without: (text: SQL) => SQL }

/**
 * A person's whole name, e-mail and phone numbers; null where nothing of them is known. First names, nicknames and inflected
 * names are not: nobody could tell whose they are. The whole name of a person who has a first or a last name alone is that one.
 */
export function knownBy(person: Person, phones: (string | null)[]): KnownBy | null {
  const patterns = patternsOf(person, phones)
  if (patterns.length === 0) return null
  return {
    found: (text) =>
      sql.join(
        patterns.map(({ source, caseMatters }) => (caseMatters ? sql`${text} ~ ${source}` : sql`${text} ~* ${source}`)),
        sql` OR `,
      ),
    without: (text) =>
      patterns.reduce(
        (rest, { source, caseMatters }) =>
          sql`regexp_replace(${rest}, ${source}, ${NOBODY}, ${caseMatters ? 'g' : 'gi'})`,
        text,
      ),
  }
}

/**
 * Takes what a person is known by out of the words of all cases that the person opened or wrote in, also by e-mail that was
 * not taken, of those that they go on in, and of what agents were answered about them.
 */
export async function forgetNameInWords(work: Work, { id }: Pick<Person, 'id'>, known: KnownBy): Promise<void> {
  const { tx } = work
  const { found, without } = known
  const caseIds = sql.param(await lockCasesOf(work, id))
  const ofCases = (caseId: SQL) => sql`${caseId} = ANY(${caseIds}::text[])`

  await tx.execute(
    sql`UPDATE ${notes} SET body = ${without(sql`body`)} WHERE ${ofCases(sql`case_id`)} AND (${found(sql`body`)})`,
  )
  await tx.execute(sql`
    UPDATE ${caseEvents} SET from_value = ${without(sql`from_value`)}, to_value = ${without(sql`to_value`)}
    WHERE field IN ('title', 'description', 'rmaField') AND ${ofCases(sql`case_id`)}
      AND (${found(sql`from_value`)} OR ${found(sql`to_value`)})`)
  await tx.execute(
    sql`UPDATE ${estimates} SET note = ${without(sql`note`)} WHERE ${ofCases(sql`case_id`)} AND (${found(sql`note`)})`,
  )
  const described = sql`item ->> 'description'`
  // Without the spaces of the database's own JSON: fingerprints are of the text that `JSON.stringify` writes.
  await tx.execute(sql`
    UPDATE ${estimates} SET items = (
      SELECT '[' || string_agg((SELECT row_to_json(kept)::text FROM (SELECT ${without(described)} AS "description",
        item -> 'quantity' AS "quantity", item -> 'unitPrice' AS "unitPrice", item -> 'vatRate' AS "vatRate") kept),
        ',' ORDER BY place) || ']'
      FROM json_array_elements(items::json) WITH ORDINALITY AS listed (item, place))
    WHERE ${ofCases(sql`case_id`)}
      AND EXISTS (SELECT 1 FROM json_array_elements(items::json) AS listed (item) WHERE ${found(described)})`)
  await tx.execute(
    sql`UPDATE ${attachments} SET file_name = ${without(sql`file_name`)}
      WHERE ${ofCases(sql`case_id`)} AND (${found(sql`file_name`)})`,
  )
  for (const column of [sql`customer_reference`, sql`customer_system_id`]) {
    await tx.execute(
      sql`UPDATE ${cases} SET ${column} = ${without(column)} WHERE ${ofCases(sql`id`)} AND (${found(column)})`,
    )
  }
  for (const name of ['fault', 'accessories', 'diagnosis', 'work', 'parts', 'rejection_reason']) {
    const column = sql`${sql.identifier(name)}`
    await tx.execute(
      sql`UPDATE ${rmaLines} SET ${column} = ${without(column)}, version = version + 1
        WHERE ${ofCases(sql`case_id`)} AND (${found(column)})`,
    )
  }
  // Counted up, so that a change written on top of the old words is put together with these.
  for (const [field, version] of [
    ['title', 'title_version'],
    ['description', 'description_version'],
  ] as const) {
    const column = sql`${sql.identifier(field)}`
    const count = sql.identifier(version)
    await tx.execute(
      sql`UPDATE ${cases} SET ${sql.identifier(field)} = ${without(column)}, ${count} = ${count} + 1
        WHERE ${ofCases(sql`id`)} AND (${found(column)})`,
    )
  }
  await forgetNameInAnswers(work, known)
}

/** Nobody may write back what was read before the name went: an agent's step of a repair writes its whole line. */
async function lockCasesOf({ tx }: Work, contactId: string): Promise<string[]> {
  const written = sql`
    SELECT c.id FROM cases c WHERE c.contact_id = ${contactId}
    UNION SELECT n.case_id FROM notes n WHERE n.author_kind = 'customer' AND n.author_id = ${contactId}
    UNION SELECT m.case_id FROM mail_received m WHERE m.contact_id = ${contactId} AND m.case_id IS NOT NULL`
  const ids = sql`
    WITH RECURSIVE going AS (
      ${written}
      UNION SELECT c.merged_into_id FROM going JOIN cases c ON c.id = going.id WHERE c.merged_into_id IS NOT NULL
    ) SELECT id FROM going`
  const locked = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(sql`${cases.id} IN (${ids})`)
    .orderBy(cases.id)
    .for('update')
  return locked.map((one) => one.id)
}

const TEXTS = ['base', 'mine', 'theirs', 'mineDetail', 'theirsDetail']
const FIELDS_WITH_TEXTS = ['title', 'description', 'merged', 'rmaLine', 'rmaStep']

/** The ledger keeps what an operation was answered; in a conflict stand the words of both. */
async function forgetNameInAnswers({ tx }: Work, { found, without }: KnownBy): Promise<void> {
  const conflict = sql`${syncOp.result} -> 'conflict'`
  const isText = sql`said.key = ANY(${sql.param(TEXTS)}::text[]) AND jsonb_typeof(said.value) = 'string'`
  const words = sql`said.value #>> '{}'`
  await tx.execute(sql`
    UPDATE ${syncOp} SET result = jsonb_set(result, '{conflict}', (
      SELECT jsonb_object_agg(said.key, CASE WHEN ${isText} THEN to_jsonb(${without(words)}) ELSE said.value END)
      FROM jsonb_each(${conflict}) AS said))
    WHERE status = 'conflict' AND ${conflict} ->> 'field' = ANY(${sql.param(FIELDS_WITH_TEXTS)}::text[])
      AND EXISTS (SELECT 1 FROM jsonb_each(${conflict}) AS said WHERE ${isText} AND (${found(words)}))`)
}

function patternsOf({ firstName, lastName, email }: Person, phones: (string | null)[]): Pattern[] {
  const names = [firstName, lastName].map((name) => name.trim()).filter((name) => name !== '')
  const name = names.join(' ')
  const isLone = !/\s/.test(name)
  const known = [...(isLone ? [] : [name, names.toReversed().join(' ')]), email, ...phones]
  const wanted = known.flatMap((text) => text?.trim() ?? []).filter((text) => text.length >= MIN_LENGTH)
  const lone = isLone && name.length >= MIN_LONE_LENGTH ? [name, name.toLocaleUpperCase('sl')] : []
  return [
    { source: anyOf(wanted), caseMatters: false },
    { source: anyOf(lone), caseMatters: true },
  ].filter(({ source }) => source !== '')
}

const anyOf = (texts: string[]) => [...new Set(texts)].map(patternOf).join('|')

/** For PostgreSQL: whole words, any spaces between them, or what stands for a space in the name of a file. */
function patternOf(text: string): string {
  const words = text.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&'))
  const start = /^[\p{L}\p{N}]/u.test(text) ? '(?<![[:alnum:]])' : ''
  const end = /[\p{L}\p{N}]$/u.test(text) ? '(?![[:alnum:]])' : ''
  return `${start}${words.join('(?:[[:space:]_-]+|\\.)')}${end}`
}
