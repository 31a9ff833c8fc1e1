import { eq } from 'drizzle-orm'
import { pageWithCode } from '#shared/customer-api/paths.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Database } from '../../db/open.ts'
import { registrations } from '../../db/schema.ts'
import type { ComposeSettings } from '../compose.ts'
import { dateTime } from '../format.ts'
import type { Part } from '../layout.ts'
import type { Mail } from '../mail.ts'
import { mailAddress } from '../message.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { button, type Draft, letter, small, words as somebodysWords, text } from './draft.ts'

type RegistrationMail = Extract<
  Mail,
  { kind: 'registration_received' | 'registration_question' | 'registration_rejected' }
>

/**
 * What an applicant is told. Nobody has shown yet to own the address, so the mail holds nothing that the form carried, not
 * even the name: the form cannot be used to write to others.
 */
export async function registrationDraft(
  db: Database,
  { publicUrl }: ComposeSettings,
  mail: RegistrationMail,
): Promise<Draft | { dropped: string }> {
  const [found] = await db.select().from(registrations).where(eq(registrations.id, mail.registrationId))
  if (!found) return { dropped: 'the registration is gone' }
  const { language } = found
  const words = MAIL_WORDS[language]
  const draft = (subject: string, parts: Part[]): Draft => ({
    to: [mailAddress('', found.email)],
    topic: { kind: 'registration', id: found.id },
    subject,
    letter: letter(language, subject, parts),
  })
  switch (mail.kind) {
    case 'registration_received': {
      const w = words.registrationReceived
      return draft(w.subject, [text(w.intro), text(w.next), small(w.notYou)])
    }
    case 'registration_question': {
      const w = words.registrationQuestion
      return draft(w.subject, [
        text(w.intro),
        somebodysWords(mail.question),
        button(w.answer, `${publicUrl}${pageWithCode('question', mail.code)}`),
        small(words.validUntil(dateTime(language, mail.expiresAt))),
      ])
    }
    case 'registration_rejected': {
      const w = words.registrationRejected
      const reason = mail.reason?.trim()
      return draft(w.subject, [text(w.intro), ...(reason ? [text(w.reason), somebodysWords(reason)] : [])])
    }
    default:
      return assertNever(mail)
  }
}
