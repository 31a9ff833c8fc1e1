import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { QueuedMail } from '../../mail/mail.ts'
import { instant, key } from './columns.ts'

/** What is to be sent and what was; written in the transaction that gives the reason. */
export const mailQueue = pgTable(
  'mail_queue',
  {
    /** Ascends with time; mails of one group go in this order. */
    id: key('id').primaryKey(),
    mail: jsonb('mail').$type<QueuedMail>().notNull(),
    /** A one-time code that the mail carries; forgotten when it is sent or given up. Elsewhere it is stored hashed alone. */
    secret: text('secret'),
    /** Mails of one group become one when they come in a burst, and never overtake each other. */
    groupKey: text('group_key').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed', 'dropped'] })
      .notNull()
      .default('waiting'),
    createdAt: instant('created_at').notNull(),
    /** Not tried before. */
    dueAt: instant('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Those that were put into one message, once it was tried; the message keeps its Message-ID however often. */
    batchId: text('batch_id'),
    /** A process has it in hand until then. */
    leasedUntil: instant('leased_until'),
    endedAt: instant('ended_at'),
    /** Of the last attempt that failed. */
    error: text('error'),
  },
  (t) => [
    index('mail_queue_due').on(t.dueAt, t.id).where(sql`${t.state} = 'waiting'`),
    index('mail_queue_group').on(t.groupKey, t.id).where(sql`${t.state} = 'waiting'`),
    index('mail_queue_ended').on(t.endedAt).where(sql`${t.state} <> 'waiting'`),
    check('mail_queue_state_known', sql`${t.state} in ('waiting', 'sent', 'failed', 'dropped')`),
    check('mail_queue_secret_forgotten', sql`${t.state} = 'waiting' or ${t.secret} is null`),
  ],
)

/** The numbers behind `CRM:0001250`: one a case, a registration or a person, in every subject about it. */
export const mailThreads = pgTable(
  'mail_threads',
  {
    number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
    /** `case:<id>`, `registration:<id>` or `contact:<id>`. */
    about: text('about').notNull(),
  },
  (t) => [uniqueIndex('mail_threads_about').on(t.about)],
)

/** Messages that came by e-mail and were judged, each once. */
export const mailReceived = pgTable(
  'mail_received',
  {
    /** SHA-256 of the Message-ID, or of the whole message where it has none. */
    messageHash: text('message_hash').primaryKey(),
    receivedAt: instant('received_at').notNull(),
    /** `note`, or why it was left alone. */
    outcome: text('outcome').notNull(),
    caseId: key('case_id'),
    contactId: key('contact_id'),
    noteId: key('note_id'),
  },
  (t) => [index('mail_received_case').on(t.caseId, t.receivedAt), index('mail_received_at').on(t.receivedAt)],
)
