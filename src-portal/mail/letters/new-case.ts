import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import type { Database } from '../../db/open.ts'
import type { ComposeSettings } from '../compose.ts'
import type { Part } from '../layout.ts'
import type { Mail } from '../mail.ts'
import { mailAddress } from '../message.ts'
import { MAIL_WORDS } from '../words/index.ts'
import { caseFactsPart, fileNames, readCaseFacts, unreachable } from './case-facts.ts'
import { button, type Draft, heading, letter, small, words as somebodysWords, text } from './draft.ts'
import { shortened } from './excerpt.ts'

type Of<K extends Mail['kind']> = Extract<Mail, { kind: K }>

export function caseUrl({ publicUrl }: ComposeSettings, caseId: string): string {
  return `${publicUrl}${CUSTOMER_PAGES.cases}/${encodeURIComponent(caseId)}`
}

/** To the customer: under which number the case is known, and who has it. */
export async function newCaseDraft(
  db: Database,
  settings: ComposeSettings,
  { caseId, openedBy }: Of<'new_case'>,
): Promise<Draft | { dropped: string }> {
  const facts = await readCaseFacts(db, caseId)
  if (!facts) return { dropped: 'the case is gone' }
  const reason = unreachable(facts)
  if (reason !== null) return { dropped: reason }
  const { case: found, contact } = facts
  const words = MAIL_WORDS[contact.language]
  const w = words.case
  const subject = w.newSubject(found.caseNumber, found.title)
  const parts: Part[] = [
    text(openedBy === 'agent' ? w.enteredFor(found.caseNumber) : w.newIntro(found.caseNumber)),
    caseFactsPart(contact.language, facts),
    heading(w.description),
    ...descriptionParts(found.description, w),
    ...filesPart(await fileNames(db, { caseId, noteId: null }), w),
    button(w.open, caseUrl(settings, caseId)),
    small(w.costs),
    small(settings.repliesRead ? words.replyWelcome : words.noReply),
  ]
  return {
    to: [mailAddress(`${contact.firstName} ${contact.lastName}`, contact.email)],
    topic: { kind: 'case', id: caseId },
    subject,
    letter: letter(contact.language, subject, parts, { above: settings.repliesRead ? words.replyAbove : null }),
  }
}

/** To the help desk, in its language: what its agents see in the queue as well. */
export async function helpDeskDraft(
  db: Database,
  { helpDesk, helpDeskLanguage: language }: ComposeSettings,
  { caseId }: Of<'new_case_help_desk'>,
): Promise<Draft | { dropped: string }> {
  if (helpDesk.length === 0) return { dropped: 'no address of the help desk is set' }
  const facts = await readCaseFacts(db, caseId)
  if (!facts) return { dropped: 'the case is gone' }
  const { case: found, contact, accountName } = facts
  const { helpDesk: w, case: caseWords } = MAIL_WORDS[language]
  const warranty = found.warrantyRepair === null ? null : found.warrantyRepair ? w.yes : w.no
  const rows: [string, string | null][] = [
    [caseWords.number, found.caseNumber],
    [caseWords.title, found.title],
    [caseWords.type, caseWords.types[found.caseType]],
    [w.company, accountName],
    [w.contact, `${contact.firstName} ${contact.lastName}`],
    [w.email, contact.email],
    [w.phone, contact.phone],
    [w.serialNumber, found.serialNumber],
    [w.warranty, warranty],
    [w.systemId, found.customerSystemId],
    [w.reference, found.customerReference],
  ]
  const subject = w.subject(found.caseNumber, found.title)
  const parts: Part[] = [
    text(w.intro),
    { type: 'facts', rows: rows.filter((row): row is [string, string] => Boolean(row[1])) },
    heading(caseWords.description),
    ...descriptionParts(found.description, caseWords),
    ...filesPart(await fileNames(db, { caseId, noteId: null }), caseWords),
    small(w.answer),
  ]
  return {
    to: helpDesk,
    topic: { kind: 'case', id: caseId },
    readers: 'help_desk',
    subject,
    letter: letter(language, subject, parts, { signature: w.signature }),
  }
}

function descriptionParts(description: string, w: { noWords: string; moreOnPortal: string }): Part[] {
  const { text: shown, cut } = shortened(description)
  return [somebodysWords(shown || w.noWords), ...(cut ? [small(w.moreOnPortal)] : [])]
}

export function filesPart(names: string[], w: { files(names: string): string }): Part[] {
  return names.length === 0 ? [] : [small(w.files(names.join(', ')))]
}
