import { and, count, eq, gt, isNotNull, ne, or, sql } from 'drizzle-orm'
import type { Email } from 'postal-mime'
import type { Language } from '#shared/domain/case.ts'
import { safeFileName } from '#shared/domain/file-name.ts'
import { mailQueue, mailReceived, notes } from '../../db/schema.ts'
import { lockCase, touch } from '../../server/cases/case-fields.ts'
import { lockRoot } from '../../server/cases/merged.ts'
import type { Work } from '../../server/deps.ts'
import { enqueueMail } from '../enqueue.ts'
import { dateTime } from '../format.ts'
import { type MailClaims, type NotTakenReason, senderOf } from '../mail.ts'
import { oneLine } from '../message.ts'
import { NOT_TAKEN_WORDS } from '../words/not-taken.ts'
import { type Contact, wordsOf } from './judge-reply.ts'

const DAY_MS = 86_400_000
/** A flood fills neither a case nor the help desk's mailbox; what is beyond stays in the portal's mailbox and the log. */
const MAX_A_CASE = 5
const MAX_A_PERSON = 20
const MAX_LETTERED = 50
const MAX_WORDS = 1000

export type NotTaken = {
  reason: NotTakenReason
  caseId: string | null
  contact: Contact | null
  /** Null where it cannot be read. */
  mail: Email | null
  /** Names of files that were not accepted. */
  files?: readonly string[]
}

/** Leaves a trace that agents see, unless too many do so today. Returns the id of the internal note, if it became one. */
export async function tellOfNotTaken(work: Work, notTaken: NotTaken): Promise<string | null> {
  const { caseId, contact } = notTaken
  if (caseId !== null && contact !== null) return tellInCase(work, { ...notTaken, caseId, contact })
  await tellHelpDesk(work, notTaken)
  return null
}

type InCase = NotTaken & { caseId: string; contact: Contact }

async function tellInCase(work: Work, notTaken: InCase): Promise<string | null> {
  const { caseId, contact, reason, mail, files = [] } = notTaken
  const named = await lockCase(work, caseId)
  if (!named) return null
  const found = await lockRoot(work, named)
  const told = await toldToday(work, notTaken)
  if (told.ofCase >= MAX_A_CASE || told.ofPerson >= MAX_A_PERSON) return null
  const w = NOT_TAKEN_WORDS[contact.language]
  const { text, cut, ...sender } = claimsOf(mail)
  const lines = [
    w.heading,
    `${w.why}: ${w.reasons[reason]}.`,
    `${w.from}: ${senderOf(sender, w.nobody)}`,
    `${w.received}: ${dateTime(contact.language, work.now)}`,
    ...(files.length > 0 ? [`${w.files}: ${fileList(files)}`] : []),
    // Marked, so that nobody takes somebody's words for the portal's.
    ...(text === '' ? [] : ['', `${w.words}:`, ...text.split('\n').map((line) => `> ${line}`.trimEnd())]),
    ...(cut ? [w.cut] : []),
    '',
    ...(reason === 'unproven_sender' ? [w.unproven] : []),
    w.original,
    ...(told.ofCase === MAX_A_CASE - 1 ? [w.last] : []),
  ]
  // Agents' lists show newest changes first; its customer hears nothing of it.
  await touch(work, found, { internal: true })
  return writeInternalNote(work, found.id, lines.join('\n'))
}

/** Of a reply that was taken: what of it was not. */
export async function tellOfLeftOut(
  work: Work,
  { caseId, language, files, tooLong }: { caseId: string; language: Language; files: string[]; tooLong: boolean },
): Promise<void> {
  const w = NOT_TAKEN_WORDS[language]
  const lines = [
    ...(files.length > 0 ? [`${w.files}: ${fileList(files)}.`] : []),
    ...(tooLong ? [w.tooLong] : []),
    w.original,
  ]
  await writeInternalNote(work, caseId, lines.join(' '))
}

/** The help desk reads of several in one letter. */
async function tellHelpDesk(work: Work, { reason, caseId, mail }: NotTaken): Promise<void> {
  const [recent] = await work.tx
    .select({ n: count() })
    .from(mailQueue)
    .where(
      and(
        sql`${mailQueue.mail} ->> 'kind' = 'reply_not_taken'`,
        sql`${mailQueue.mail} ->> 'reason' = ${reason}`,
        gt(mailQueue.createdAt, work.now - DAY_MS),
      ),
    )
  if ((recent?.n ?? 0) >= MAX_LETTERED) return
  await enqueueMail(work, { kind: 'reply_not_taken', reason, caseId, receivedAt: work.now, claims: claimsOf(mail) })
}

async function toldToday({ tx, now }: Work, { caseId, contact }: InCase) {
  const ofCase = eq(mailReceived.caseId, caseId)
  const ofPerson = eq(mailReceived.contactId, contact.id)
  const [row] = await tx
    .select({
      ofCase: sql<number>`count(*) FILTER (WHERE ${ofCase})`.mapWith(Number),
      ofPerson: sql<number>`count(*) FILTER (WHERE ${ofPerson})`.mapWith(Number),
    })
    .from(mailReceived)
    .where(
      and(
        or(ofCase, ofPerson),
        ne(mailReceived.outcome, 'note'),
        isNotNull(mailReceived.noteId),
        gt(mailReceived.receivedAt, now - DAY_MS),
      ),
    )
  return row ?? { ofCase: 0, ofPerson: 0 }
}

/** Plain text of limited length; nothing of it is proven. */
function claimsOf(mail: Email | null): MailClaims {
  const whole = mail ? plain(wordsOf(mail)) : ''
  const cut = whole.length > MAX_WORDS
  return {
    name: oneLine(mail?.from?.name ?? '', 100),
    address: oneLine(mail?.from?.address ?? '', 254),
    subject: oneLine(mail?.subject ?? '', 200),
    text: cut ? `${whole.slice(0, MAX_WORDS).replace(/[\uD800-\uDBFF]$/, '')}…` : whole,
    cut,
  }
}

/** Line feeds are kept; other control characters and marks that turn the reading direction go. */
function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\n{3,}/g, '\n\n')
}

function fileList(names: readonly string[]): string {
  return names.map((name) => `»${safeFileName(name)}«`).join(', ')
}

async function writeInternalNote({ tx, now, newId }: Work, caseId: string, body: string): Promise<string> {
  const id = newId()
  const note = { visibility: 'internal', authorKind: 'system', authorId: null, body } as const
  await tx.insert(notes).values({ id, caseId, ...note, createdAt: now })
  return id
}
