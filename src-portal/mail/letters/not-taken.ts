import { inArray } from 'drizzle-orm'
import type { Database } from '../../db/open.ts'
import { cases } from '../../db/schema.ts'
import type { ComposeSettings } from '../compose.ts'
import { dateTime } from '../format.ts'
import type { Part } from '../layout.ts'
import { type Mail, senderOf } from '../mail.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { NOT_TAKEN_WORDS } from '../words/not-taken.ts'
import { type Draft, heading, letter, small, words as somebodysWords, text } from './draft.ts'

/** To the help desk: what came by e-mail and stands in no case. */
export async function notTakenDraft(
  db: Database,
  { helpDesk, helpDeskLanguage: language }: ComposeSettings,
  mails: readonly Mail[],
): Promise<Draft | { dropped: string }> {
  if (helpDesk.length === 0) return { dropped: 'no address of the help desk is set' }
  const messages = mails.flatMap((mail) => (mail.kind === 'reply_not_taken' && mail.claims ? [mail] : []))
  if (messages.length === 0) return { dropped: 'what the messages said is gone' }
  const numbers = await caseNumbers(
    db,
    messages.flatMap(({ caseId }) => caseId ?? []),
  )
  const w = NOT_TAKEN_WORDS[language]
  const parts = messages.flatMap(({ reason, caseId, receivedAt, claims }, at): Part[] => {
    const number = caseId === null ? undefined : numbers.get(caseId)
    if (!claims) return []
    const rows: [string, string][] = [
      [w.from, senderOf(claims, w.nobody)],
      [w.received, dateTime(language, receivedAt)],
      [w.subject, claims.subject || w.noSubject],
      ...(number === undefined ? [] : [[w.case, number] satisfies [string, string]]),
      [w.why, w.reasons[reason]],
    ]
    return [
      ...(messages.length === 1 ? [] : [heading(w.letter.message(at + 1))]),
      { type: 'facts', rows },
      ...(claims.text === '' ? [] : [somebodysWords(claims.text)]),
      ...(claims.cut ? [small(w.cut)] : []),
    ]
  })
  const subject = w.letter.subject(messages.length)
  return {
    to: helpDesk,
    topic: { kind: 'help_desk', id: 'not_taken' },
    readers: 'help_desk',
    subject,
    letter: letter(language, subject, [text(w.letter.intro(messages.length)), ...parts, small(w.letter.original)], {
      signature: MAIL_WORDS[language].helpDesk.signature,
    }),
  }
}

async function caseNumbers(db: Database, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select({ id: cases.id, number: cases.caseNumber }).from(cases).where(inArray(cases.id, ids))
  return new Map(rows.map(({ id, number }) => [id, number]))
}
