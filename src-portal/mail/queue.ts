import { and, asc, eq, lt, ne, sql } from 'drizzle-orm'
import { mailQueue, mailReceived } from '../db/schema.ts'
import { inTransaction, type ServiceDeps } from '../server/deps.ts'
import type { Mail, MailClaims, QueuedMail } from './mail.ts'

/** Mails that go out as one message. `attempt` counts from 1 and guards against a process that was too slow. */
export type Batch = { id: string; attempt: number; createdAt: number; mails: Mail[] }

export type QueueTimes = {
  /** How long a change of a case waits for others to go with it. */
  groupMs: number
  /** How long one process has a message to itself; longer than any attempt may take. */
  leaseMs: number
}

const MAX_BATCH = 50
const SENT_DAYS = 30
const FAILED_DAYS = 180
const RECEIVED_DAYS = 730

/** When it may go out: a change of a case waits for the burst to end, unless it was tried already. */
const dueAt = (groupMs: number) =>
  sql<number>`CASE WHEN ${mailQueue.mail} ->> 'kind' = 'case_changed' AND ${mailQueue.batchId} IS NULL
    THEN ${mailQueue.dueAt} + ${groupMs}::bigint ELSE ${mailQueue.dueAt} END`

const isWaiting = eq(mailQueue.state, 'waiting')
const firstOfItsGroup = sql`NOT EXISTS (
  SELECT 1 FROM mail_queue earlier
  WHERE earlier.group_key = ${mailQueue.groupKey} AND earlier.state = 'waiting' AND earlier.id < ${mailQueue.id})`

/**
 * Takes the next message that is due, for this process alone until the lease ends; null when there is none. Nothing is
 * locked afterwards, so sending may take its time. A message that another process did not finish keeps its id and mails.
 */
export function claimBatch(deps: ServiceDeps, { groupMs, leaseMs }: QueueTimes): Promise<Batch | null> {
  return inTransaction(deps, async ({ tx, now, newId }) => {
    const due = sql`${mailQueue.dueAt} <= ${now} AND ${dueAt(groupMs)} <= ${now}`
    const unleased = sql`coalesce(${mailQueue.leasedUntil}, 0) <= ${now}`
    const [first] = await tx
      .select({ groupKey: mailQueue.groupKey, batchId: mailQueue.batchId })
      .from(mailQueue)
      .where(and(isWaiting, due, unleased, firstOfItsGroup))
      .orderBy(asc(mailQueue.dueAt), asc(mailQueue.id))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!first) return null
    const ofBatch = sql`${mailQueue.batchId} IS NOT DISTINCT FROM ${first.batchId}`
    const members = await tx
      .select({ id: mailQueue.id })
      .from(mailQueue)
      .where(and(isWaiting, eq(mailQueue.groupKey, first.groupKey), ofBatch))
      .orderBy(asc(mailQueue.id))
      .limit(MAX_BATCH)
      .for('update')
    const id = first.batchId ?? newId()
    const ids = sql.join(
      members.map((member) => sql`${member.id}`),
      sql`, `,
    )
    const taken = await tx
      .update(mailQueue)
      .set({ batchId: id, leasedUntil: now + leaseMs, attempts: sql`${mailQueue.attempts} + 1` })
      .where(sql`${mailQueue.id} IN (${ids})`)
      .returning()
    taken.sort((a, b) => (a.id < b.id ? -1 : 1))
    const [oldest] = taken
    if (!oldest) return null
    return {
      id,
      attempt: oldest.attempts,
      createdAt: oldest.createdAt,
      mails: taken.map(({ mail, secret }) => withSecret(mail, secret)),
    }
  })
}

export type BatchEnd = { state: 'sent' } | { state: 'failed' | 'dropped'; error: string }

/** The message is done with, whatever came of it; its code or address is forgotten. */
export async function endBatch({ db, now }: ServiceDeps, { id }: Batch, end: BatchEnd): Promise<void> {
  await db
    .update(mailQueue)
    .set({
      state: end.state,
      endedAt: now(),
      leasedUntil: null,
      secret: null,
      error: 'error' in end ? short(end.error) : null,
    })
    .where(and(eq(mailQueue.batchId, id), isWaiting))
}

/** The message waits for another attempt, unless another process has begun one. */
export async function postponeBatch(
  { db }: ServiceDeps,
  { id, attempt }: Batch,
  { dueAt, error }: { dueAt: number; error: string },
): Promise<void> {
  await db
    .update(mailQueue)
    .set({ dueAt, leasedUntil: null, error: short(error) })
    .where(and(eq(mailQueue.batchId, id), isWaiting, eq(mailQueue.attempts, attempt)))
}

/** Epoch ms at which the next message is due, which may be past; null while nothing waits. */
export async function nextDue({ db }: ServiceDeps, { groupMs }: Pick<QueueTimes, 'groupMs'>): Promise<number | null> {
  const at = sql<string | null>`min(greatest(${dueAt(groupMs)}, coalesce(${mailQueue.leasedUntil}, 0)))`
  const [row] = await db.select({ at }).from(mailQueue).where(and(isWaiting, firstOfItsGroup))
  return row?.at == null ? null : Number(row.at)
}

/** Forgets what went long ago; failures are kept longer, somebody may look for them, and longest what was received. */
export async function pruneMail({ db, now }: Pick<ServiceDeps, 'db' | 'now'>): Promise<void> {
  const before = (days: number) => lt(mailQueue.endedAt, now() - days * 86_400_000)
  await db
    .delete(mailQueue)
    .where(and(ne(mailQueue.state, 'waiting'), ne(mailQueue.state, 'failed'), before(SENT_DAYS)))
  await db.delete(mailQueue).where(and(eq(mailQueue.state, 'failed'), before(FAILED_DAYS)))
  await db.delete(mailReceived).where(lt(mailReceived.receivedAt, now() - RECEIVED_DAYS * 86_400_000))
}

function withSecret(mail: QueuedMail, secret: string | null): Mail {
  switch (mail.kind) {
    case 'invitation':
    case 'registration_question':
    case 'password_reset':
    case 'email_confirm':
      return { ...mail, code: secret ?? '' }
    case 'account_deleted':
      return { ...mail, lastEmail: secret ?? '' }
    case 'reply_not_taken':
      return { ...mail, claims: secret === null ? null : (JSON.parse(secret) as MailClaims | null) }
    default:
      return mail
  }
}

function short(text: string): string {
  return text.slice(0, 500).replaceAll('\0', '')
}
