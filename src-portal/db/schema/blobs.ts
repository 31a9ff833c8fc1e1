import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** What is known of the bytes under a hash: how far their upload is, and once they are whole, what they are. */
export const blobs = pgTable(
  'blobs',
  {
    /** Lower-case hexadecimal. */
    sha256: text('sha256').primaryKey(),
    size: bigint('size', { mode: 'number' }).notNull(),
    /** Bytes that are safe in the store; the next ones begin here. */
    received: bigint('received', { mode: 'number' }).notNull().default(0),
    /** Found from the content, once it is whole. */
    mediaType: text('media_type'),
    /** The bytes have been hashed and are what they were announced to be. */
    complete: boolean('complete').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** When bytes last came; an upload that nobody goes on with is thrown away. */
    touchedAt: instant('touched_at').notNull(),
  },
  (t) => [
    index('blobs_touched').on(t.touchedAt),
    check('blobs_received_within', sql`${t.received} between 0 and ${t.size}`),
    check('blobs_complete_known', sql`not ${t.complete} or (${t.mediaType} is not null and ${t.received} = ${t.size})`),
  ],
)
