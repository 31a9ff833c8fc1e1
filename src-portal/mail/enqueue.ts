import { sql } from 'drizzle-orm'
import { mailQueue } from '../db/schema.ts'
import type { Work } from '../server/deps.ts'
import type { Mail } from './mail.ts'

export type { CaseChange, Mail, MailActor, MailKind } from './mail.ts'

/** Workers listen here for new mail. */
export const MAIL_CHANNEL = 'portal_mail'

/** Puts the mail into the queue with the rest of the transaction: what is rolled back is never sent. Sends nothing itself. */
export async function enqueueMail({ tx, now, newId }: Work, mail: Mail): Promise<void> {
  const id = newId()
  const { code: secret = null, ...queued } = 'code' in mail ? mail : { ...mail, code: undefined }
  const groupKey = mail.kind === 'case_changed' ? `case:${mail.caseId}` : id
  await tx.insert(mailQueue).values({ id, mail: queued, secret, groupKey, createdAt: now, dueAt: now })
  await tx.execute(sql`SELECT pg_notify(${MAIL_CHANNEL}, '')`)
}
