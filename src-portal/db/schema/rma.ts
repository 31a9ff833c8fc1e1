import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { RMA_LINE_STATES, WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import { instant, key } from './columns.ts'
import { agents, cases, estimates, lookUpKeyOf, oneOf } from './domain.ts'

/** The columns mirror `#shared/portal-api/rma-rows.ts`; what the wire does not carry is marked. */

export const rmas = pgTable(
  'rmas',
  {
    id: key('id').primaryKey(),
    caseId: key('case_id')
      .notNull()
      .references(() => cases.id),
    rmaNumber: text('rma_number').notNull(),
    createdBy: key('created_by')
      .notNull()
      .references(() => agents.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('rmas_number').on(t.rmaNumber),
    index('rmas_case').on(t.caseId, t.createdAt),
    // So that a line can be of no other case than its RMA.
    uniqueIndex('rmas_of_case').on(t.id, t.caseId),
  ],
)

export const rmaLines = pgTable(
  'rma_lines',
  {
    id: key('id').primaryKey(),
    rmaId: key('rma_id').notNull(),
    caseId: key('case_id').notNull(),
    position: integer('position').notNull(),
    serialNumber: text('serial_number').notNull(),
    model: text('model').notNull(),
    fault: text('fault').notNull(),
    accessories: text('accessories').notNull(),
    diagnosis: text('diagnosis').notNull().default(''),
    work: text('work').notNull().default(''),
    parts: text('parts').notNull().default(''),
    warranty: text('warranty', { enum: WARRANTY_DECISIONS }).notNull(),
    state: text('state', { enum: RMA_LINE_STATES }).notNull(),
    stateSince: instant('state_since').notNull(),
    receivedAt: instant('received_at'),
    shippedAt: instant('shipped_at'),
    newSerialNumber: text('new_serial_number'),
    rejectionReason: text('rejection_reason'),
    inboundCarrier: text('inbound_carrier'),
    inboundTracking: text('inbound_tracking'),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    estimateId: key('estimate_id').references(() => estimates.id),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull().default(1),
    /** Not on the wire. */
    serialKey: text('serial_key').generatedAlwaysAs(lookUpKeyOf('serial_number')).notNull(),
  },
  (t) => [
    foreignKey({ name: 'rma_lines_of_rma', columns: [t.rmaId, t.caseId], foreignColumns: [rmas.id, rmas.caseId] }),
    index('rma_lines_rma').on(t.rmaId, t.position, t.id),
    index('rma_lines_case').on(t.caseId),
    index('rma_lines_serial').on(t.serialKey),
    index('rma_lines_estimate').on(t.estimateId).where(sql`${t.estimateId} is not null`),
    oneOf('rma_lines_state_known', 'state', RMA_LINE_STATES),
    oneOf('rma_lines_warranty_known', 'warranty', WARRANTY_DECISIONS),
  ],
)

/** One row: the last number given to an RMA. Taken under its row lock, so numbers count up without holes. */
export const rmaCounter = pgTable('rma_counter', {
  one: smallint('one').primaryKey().default(1),
  last: integer('last').notNull(),
})
