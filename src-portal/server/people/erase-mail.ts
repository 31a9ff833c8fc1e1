import { and, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { type contacts, mailQueue, mailReceived, notes } from '../../db/schema.ts'
import type { MailClaims } from '../../mail/mail.ts'
import { NOT_TAKEN_WORDS } from '../../mail/words/not-taken.ts'
import type { Work } from '../deps.ts'
import { type KnownBy, NOBODY } from './erase-words.ts'

/** What was to be sent to a person, and what was: addresses, questions and reasons are in it. */
export async function forgetMail({ tx }: Work, contactId: string, registrationIds: string[]): Promise<void> {
  const mail = (field: string) => sql`${mailQueue.mail} ->> ${field}`
  await tx.delete(mailQueue).where(sql`${mail('contactId')} = ${contactId}`)
  for (const id of registrationIds) await tx.delete(mailQueue).where(sql`${mail('registrationId')} = ${id}`)
  // Nobody is there to read of these cases any more; what the help desk is sent has a kind of its own.
  await tx.delete(mailQueue).where(
    sql`${mailQueue.state} = 'waiting' AND ${mail('kind')} IN ('new_case', 'case_changed')
      AND ${mail('caseId')} IN (SELECT id FROM cases WHERE contact_id = ${contactId})`,
  )
  await tx.update(mailReceived).set({ contactId: null }).where(eq(mailReceived.contactId, contactId))
}

/** Of messages that were not taken and wait to be told to the help desk: it still hears of them, but not from whom. */
export async function forgetSenderInLetters(
  { tx }: Work,
  { email }: Pick<typeof contacts.$inferSelect, 'email'>,
  { without }: KnownBy,
): Promise<void> {
  if (email === '') return
  const waiting = await tx
    .select({ id: mailQueue.id, secret: mailQueue.secret })
    .from(mailQueue)
    .where(and(sql`${mailQueue.mail} ->> 'kind' = 'reply_not_taken'`, isNotNull(mailQueue.secret)))
    .orderBy(mailQueue.id)
    .for('update')
  for (const { id, secret } of waiting) {
    const claims = JSON.parse(secret ?? 'null') as MailClaims | null
    if (claims?.address.toLowerCase() !== email.toLowerCase()) continue
    const [words] = await tx
      .select({
        subject: sql<string>`${without(sql`${claims.subject}::text`)}`,
        text: sql<string>`${without(sql`${claims.text}::text`)}`,
      })
      .from(mailQueue)
      .where(eq(mailQueue.id, id))
    const unknown: MailClaims = { ...claims, ...words, name: '', address: '' }
    await tx
      .update(mailQueue)
      .set({ secret: JSON.stringify(unknown) })
      .where(eq(mailQueue.id, id))
  }
}

/** Of messages that were not taken and are told in a case: whatever name and address they stated. */
export async function forgetSenderInNotes({ tx }: Work, contactId: string): Promise<void> {
  const stated = Object.values(NOT_TAKEN_WORDS).map(({ from }) => from)
  // The first of them is the portal's own line; what somebody wrote comes after it.
  const line = `^(${stated.join('|')}): [^\\n]*$`
  await tx
    .update(notes)
    .set({ body: sql`regexp_replace(${notes.body}, ${line}, ${`\\1: ${NOBODY}`}, 'n')` })
    .where(
      inArray(
        notes.id,
        tx
          .select({ id: sql<string>`${mailReceived.noteId}` })
          .from(mailReceived)
          .where(and(eq(mailReceived.contactId, contactId), ne(mailReceived.outcome, 'note'))),
      ),
    )
}
