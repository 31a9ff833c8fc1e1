import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, key } from './columns.ts'
import { contacts } from './domain.ts'

/** What customers' pages leave behind beside cases and notes. Never on the sync wire. */

/** Files that a customer has sent and that belong to nothing yet; attaching one makes it an attachment under the same id. */
export const customerUploads = pgTable(
  'customer_uploads',
  {
    id: key('id').primaryKey(),
    contactId: key('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    fileName: text('file_name').notNull(),
    /** As the portal found it in the bytes. */
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('customer_uploads_contact').on(t.contactId),
    index('customer_uploads_sha256').on(t.sha256),
    index('customer_uploads_created').on(t.createdAt),
  ],
)

/** What became of a request: sent again after a lost answer, it gets this one. */
export const customerRequests = pgTable(
  'customer_requests',
  {
    contactId: key('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    requestId: text('request_id').notNull(),
    /** SHA-256 of all that was asked. */
    payloadHash: text('payload_hash').notNull(),
    result: jsonb('result').$type<unknown>(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.requestId] }), index('customer_requests_created').on(t.createdAt)],
)
