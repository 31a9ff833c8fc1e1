import { sql } from 'drizzle-orm'
import { mailQueue } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import type { Mail, QueuedMail } from './mail.ts'

export type { CaseChange, Mail, MailActor, MailKind } from './mail.ts'

/** Workers listen here for new mail. */
export const MAIL_CHANNEL = 'portal_mail'

/** How long the help desk's letter about messages that were not taken waits for more of them. */
export const NOT_TAKEN_MS = 10 * 60_000

/** Puts the mail into the queue with the rest of the transaction: what is rolled back is never sent. Sends nothing itself. */
export async function enqueueMail({ tx, now, newId }: Work, mail: Mail): Promise<void> {
  const id = newId()
  const { queued, secret } = apart(mail)
  const { groupKey = id, dueAt = now } = groupOf(mail, now)
  await tx.insert(mailQueue).values({ id, mail: queued, secret, groupKey, createdAt: now, dueAt })
  await tx.execute(sql`SELECT pg_notify(${MAIL_CHANNEL}, '')`)
}

/**
 * A note that nobody was told of yet is in another case now, under another id: the letter speaks of that one. What a process
 * has in hand at this moment may be told twice, but never not at all.
 */
export async function moveNoteMail(
  { tx, now }: Work,
  { noteId, to }: { noteId: string; to: { caseId: string; noteId: string } },
): Promise<void> {
  const mail: Mail = { kind: 'case_changed', caseId: to.caseId, change: { type: 'note', noteId: to.noteId } }
  await tx
    .update(mailQueue)
    .set({ mail, ...groupOf(mail, now), dueAt: now, batchId: null, leasedUntil: null, attempts: 0 })
    .where(
      sql`${mailQueue.state} = 'waiting' AND ${mailQueue.mail} ->> 'kind' = 'case_changed'
        AND ${mailQueue.mail} #>> '{change,noteId}' = ${noteId}`,
    )
}

function groupOf(mail: Mail, now: number): { groupKey?: string; dueAt?: number } {
  if (mail.kind === 'case_changed') return { groupKey: `case:${mail.caseId}` }
  if (mail.kind === 'reply_not_taken') return { groupKey: mail.kind, dueAt: now + NOT_TAKEN_MS }
  return {}
}

function apart(mail: Mail): { queued: QueuedMail; secret: string | null } {
  if ('code' in mail) {
    const { code: secret, ...queued } = mail
    return { queued, secret }
  }
  if ('lastEmail' in mail) {
    const { lastEmail: secret, ...queued } = mail
    return { queued, secret }
  }
  if ('claims' in mail) {
    const { claims, ...queued } = mail
    return { queued, secret: JSON.stringify(claims) }
  }
  return { queued: mail, secret: null }
}
