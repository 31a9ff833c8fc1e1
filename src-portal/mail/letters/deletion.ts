import { eq } from 'drizzle-orm'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Database } from '../../db/open.ts'
import { accounts, contacts } from '../../db/schema.ts'
import type { ComposeSettings } from '../compose.ts'
import { dateTime } from '../format.ts'
import type { Part } from '../layout.ts'
import type { Mail } from '../mail.ts'
import { mailAddress } from '../message.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { type Draft, letter, link, small, words as somebodysWords, text } from './draft.ts'

type Of<K extends Mail['kind']> = Extract<Mail, { kind: K }>
type Dropped = { dropped: string }

const TAKEN_BACK: Dropped = { dropped: 'the request for deletion does not wait any more' }

/** What a person is told of the own request for deletion: it has come in, it was refused, or it is done. */
export async function deletionDraft(
  db: Database,
  { publicUrl }: ComposeSettings,
  mail: Of<'deletion_requested' | 'deletion_refused' | 'account_deleted'>,
): Promise<Draft | Dropped> {
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, mail.contactId))
  if (!contact) return { dropped: 'the person is gone' }
  const { language } = contact
  const words = MAIL_WORDS[language]
  const draft = (subject: string, parts: Part[], [name, address]: [string, string]): Draft => ({
    to: [mailAddress(name, address)],
    topic: { kind: 'contact', id: contact.id },
    subject,
    letter: letter(language, subject, parts),
  })
  if (mail.kind === 'account_deleted') {
    const w = words.accountDeleted
    if (mail.lastEmail === '') return { dropped: 'the address is gone' }
    return draft(w.subject, [text(w.intro), text(w.stays)], ['', mail.lastEmail])
  }
  if (contact.erasedAt !== null) return { dropped: 'the person is not known any more' }
  const self: [string, string] = [`${contact.firstName} ${contact.lastName}`, contact.email]
  switch (mail.kind) {
    case 'deletion_requested': {
      if (contact.deletionRequestedAt === null) return TAKEN_BACK
      const w = words.deletionRequested
      const profile = link(w.profile, `${publicUrl}${CUSTOMER_PAGES.profile}`)
      return draft(w.subject, [text(w.intro), text(w.takeBack), profile, small(w.notYou)], self)
    }
    case 'deletion_refused': {
      const w = words.deletionRefused
      return draft(w.subject, [text(w.intro), text(w.reason), somebodysWords(mail.reason), text(w.again)], self)
    }
    default:
      return assertNever(mail)
  }
}

/** To the help desk, in its language: somebody waits for an answer. */
export async function deletionHelpDeskDraft(
  db: Database,
  { helpDesk, helpDeskLanguage: language }: ComposeSettings,
  { contactId }: Of<'deletion_requested_help_desk'>,
): Promise<Draft | Dropped> {
  if (helpDesk.length === 0) return { dropped: 'no address of the help desk is set' }
  const [found] = await db
    .select({ contact: contacts, company: accounts.name })
    .from(contacts)
    .innerJoin(accounts, eq(accounts.id, contacts.accountId))
    .where(eq(contacts.id, contactId))
  const { contact, company } = found ?? {}
  if (!contact || !company || contact.deletionRequestedAt === null) return TAKEN_BACK
  const { helpDesk: w, deletionHelpDesk } = MAIL_WORDS[language]
  const name = `${contact.firstName} ${contact.lastName}`
  const rows: [string, string | null][] = [
    [w.contact, name],
    [w.company, company],
    [w.email, contact.email],
    [w.phone, contact.phone],
    [deletionHelpDesk.asked, dateTime(language, contact.deletionRequestedAt)],
  ]
  const subject = deletionHelpDesk.subject(name, company)
  const parts: Part[] = [
    text(deletionHelpDesk.intro),
    { type: 'facts', rows: rows.filter((row): row is [string, string] => Boolean(row[1])) },
    text(deletionHelpDesk.decide),
  ]
  return {
    to: helpDesk,
    topic: { kind: 'contact', id: contactId },
    readers: 'help_desk',
    subject,
    letter: letter(language, subject, parts, { signature: w.signature }),
  }
}
