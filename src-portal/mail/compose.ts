import { assertNever } from '#shared/domain/assert-never.ts'
import type { Language } from '#shared/domain/case.ts'
import type { ServiceDeps } from '../server/deps.ts'
import { asHtml, asText, type Letter } from './layout.ts'
import { accessDraft } from './letters/access.ts'
import { caseChangedDraft } from './letters/case-changed.ts'
import { deletionDraft, deletionHelpDeskDraft } from './letters/deletion.ts'
import { type Draft, small } from './letters/draft.ts'
import { helpDeskDraft, newCaseDraft } from './letters/new-case.ts'
import { notTakenDraft } from './letters/not-taken.ts'
import { registrationDraft } from './letters/registration.ts'
import type { CaseChange, Mail } from './mail.ts'
import { type MailAddress, mailAddress, type OutgoingMail, oneLine } from './message.ts'
import type { Batch } from './queue.ts'
import { threadNumber, tokenOf } from './tokens.ts'
import { MAIL_WORDS } from './words/index.ts'

export type ComposeSettings = {
  /** Of the customers' pages, without a slash at the end. */
  publicUrl: string
  from: MailAddress
  replyTo: MailAddress | null
  /** Who is told of customers' new cases and requests for deletion; nobody when empty. */
  helpDesk: MailAddress[]
  helpDeskLanguage: Language
  /** Who helps by other ways. */
  contact: { email: string; phone: string }
  /** Replies are read and become notes. */
  repliesRead: boolean
}

type Dropped = { dropped: string }

const MAX_SUBJECT = 160

/** The message that the batch becomes, in the recipient's language, with all that is known now; or why there is none. */
export async function composeMail(
  deps: Pick<ServiceDeps, 'db'>,
  settings: ComposeSettings,
  batch: Batch,
): Promise<OutgoingMail | Dropped> {
  const draft = await draftOf(deps, settings, batch.mails)
  if ('dropped' in draft) return draft
  const number = await threadNumber(deps.db, draft.topic)
  const { from } = settings
  const letter = withEnding(settings, draft)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    messageId: `${batch.id}@${domain}`,
    threadId: `thread-${number}@${domain}`,
    date: batch.createdAt,
    from,
    replyTo: replyToOf(settings, draft),
    to: draft.to,
    // The token ends it, whatever came before.
    subject: `${oneLine(draft.subject, MAX_SUBJECT)} ${tokenOf(number)}`,
    text: asText(letter),
    html: asHtml(letter),
    language: letter.language,
  }
}

/** Only a case can hold what somebody answers. */
function isAnswered({ repliesRead }: ComposeSettings, { topic }: Draft): boolean {
  return repliesRead && topic.kind === 'case'
}

/** Whoever answers all the same reaches people. */
function replyToOf(settings: ComposeSettings, draft: Draft): MailAddress | null {
  const { replyTo, repliesRead, contact } = settings
  if (isAnswered(settings, draft)) return replyTo
  return (repliesRead ? null : replyTo) ?? mailAddress('', contact.email)
}

function withEnding({ contact }: ComposeSettings, { topic, readers, letter }: Draft): Letter {
  if (topic.kind === 'case' || readers === 'help_desk') return letter
  const ending = MAIL_WORDS[letter.language].noAnswer(contact.email, contact.phone.replaceAll(' ', '\u00a0'))
  return { ...letter, parts: [...letter.parts, small(ending)] }
}

async function draftOf(
  { db }: Pick<ServiceDeps, 'db'>,
  settings: ComposeSettings,
  mails: readonly Mail[],
): Promise<Draft | Dropped> {
  const [mail] = mails
  if (!mail) return { dropped: 'empty' }
  if ('code' in mail && mail.code === '') return { dropped: 'the code is gone' }
  switch (mail.kind) {
    case 'invitation':
    case 'registration_known':
    case 'password_reset':
    case 'password_changed':
    case 'email_confirm':
    case 'email_change_asked':
    case 'email_changed':
      return accessDraft(db, settings, mail)
    case 'deletion_requested':
    case 'deletion_refused':
    case 'account_deleted':
      return deletionDraft(db, settings, mail)
    case 'deletion_requested_help_desk':
      return deletionHelpDeskDraft(db, settings, mail)
    case 'registration_received':
    case 'registration_question':
    case 'registration_rejected':
      return registrationDraft(db, settings, mail)
    case 'new_case':
      return newCaseDraft(db, settings, mail)
    case 'new_case_help_desk':
      return helpDeskDraft(db, settings, mail)
    case 'reply_not_taken':
      return notTakenDraft(db, settings, mails)
    case 'case_changed':
      return caseChangedDraft(db, settings, mail.caseId, changesOf(mails))
    default:
      return assertNever(mail)
  }
}

/** Of what was changed to and fro in one burst only the end is news, of each device by itself; notes and estimates all are. */
function changesOf(mails: readonly Mail[]): CaseChange[] {
  const all = mails.flatMap((mail) => (mail.kind === 'case_changed' ? [mail.change] : []))
  return all.filter(
    (change, at) =>
      change.type === 'note' ||
      change.type === 'estimate' ||
      !all.slice(at + 1).some((later) => isOfTheSame(change, later)),
  )
}

function isOfTheSame(change: CaseChange, later: CaseChange): boolean {
  if (change.type === 'rma' && later.type === 'rma') return change.lineId === later.lineId
  return change.type === later.type
}
