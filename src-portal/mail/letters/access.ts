import { eq } from 'drizzle-orm'
import { CUSTOMER_PAGES, pageWithCode } from '#shared/customer-api/paths.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Database } from '../../db/open.ts'
import { contacts } from '../../db/schema.ts'
import type { ComposeSettings } from '../compose.ts'
import { dateTime } from '../format.ts'
import type { Part } from '../layout.ts'
import type { Mail } from '../mail.ts'
import { mailAddress } from '../message.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { button, code, type Draft, letter, link, small, text } from './draft.ts'

type AccessMail = Extract<
  Mail,
  {
    kind:
      | 'invitation'
      | 'registration_known'
      | 'password_reset'
      | 'password_changed'
      | 'email_confirm'
      | 'email_change_asked'
      | 'email_changed'
  }
>

/** What a person is told of the own access. Nothing to somebody who is not known any more. */
export async function accessDraft(
  db: Database,
  { publicUrl }: ComposeSettings,
  mail: AccessMail,
): Promise<Draft | { dropped: string }> {
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, mail.contactId))
  if (!contact || contact.erasedAt !== null) return { dropped: 'the person is not known any more' }
  const { language } = contact
  const words = MAIL_WORDS[language]
  const url = (page: string) => `${publicUrl}${page}`
  const until = (at: number) => small(words.validUntil(dateTime(language, at)))
  const draft = (subject: string, parts: Part[], address: string): Draft => ({
    to: [mailAddress(`${contact.firstName} ${contact.lastName}`, address)],
    topic: { kind: 'contact', id: contact.id },
    subject,
    letter: letter(language, subject, parts),
  })
  switch (mail.kind) {
    case 'invitation': {
      const w = words.invitation
      const parts = [
        text(w.intro),
        button(w.activate, url(pageWithCode('activate', mail.code))),
        text(w.byHand),
        link(w.byHandLink, url(CUSTOMER_PAGES.activate)),
        text(w.codeLabel),
        code(mail.code),
        small(w.expires(dateTime(language, mail.expiresAt))),
      ]
      return draft(w.subject, parts, mail.email)
    }
    case 'registration_known': {
      const w = words.registrationKnown
      const parts = [
        text(w.intro),
        button(w.signIn, url(CUSTOMER_PAGES.signIn)),
        link(w.forgot, url(CUSTOMER_PAGES.forgotPassword)),
        small(w.notYou),
      ]
      return draft(w.subject, parts, contact.email)
    }
    case 'password_reset': {
      const w = words.passwordReset
      const parts = [
        text(w[mail.why]),
        button(w.set, url(pageWithCode('resetPassword', mail.code))),
        until(mail.expiresAt),
        ...(mail.why === 'asked' ? [small(words.notYou)] : []),
      ]
      return draft(w.subject, parts, contact.email)
    }
    case 'password_changed': {
      const w = words.passwordChanged
      return draft(
        w.subject,
        [text(w.intro), text(w.notYou), link(w.reset, url(CUSTOMER_PAGES.forgotPassword))],
        contact.email,
      )
    }
    case 'email_confirm': {
      const w = words.emailConfirm
      const parts = [
        text(w.intro),
        button(w.confirm, url(pageWithCode('confirmEmail', mail.code))),
        until(mail.expiresAt),
        small(words.notYou),
      ]
      return draft(w.subject, parts, mail.email)
    }
    case 'email_change_asked': {
      const w = words.emailChangeAsked
      const parts = [
        text(w.intro(mail.newEmail)),
        text(w.until),
        text(w.notYou),
        link(w.reset, url(CUSTOMER_PAGES.forgotPassword)),
      ]
      return draft(w.subject, parts, mail.oldEmail)
    }
    case 'email_changed': {
      const w = words.emailChanged
      return draft(w.subject, [text(w.intro), text(w.notYou)], mail.oldEmail)
    }
    default:
      return assertNever(mail)
  }
}
