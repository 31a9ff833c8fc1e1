import { sql } from 'drizzle-orm'
import { bigint, check, index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { OperationResult } from '#shared/portal-api/operations.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import { instant, key } from './columns.ts'

/** One row: the number of the newest change. A new epoch makes every desk load everything again. */
export const syncClock = pgTable(
  'sync_clock',
  {
    one: smallint('one').primaryKey().default(1),
    epoch: text('epoch').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** The newest tombstone that was thrown away; a cursor before it may have missed a deletion. */
    horizon: bigint('horizon', { mode: 'number' }).notNull().default(0),
  },
  (t) => [check('sync_clock_single', sql`${t.one} = 1`)],
)

/** The newest change of each row; written by the trigger `sync_changed` alone. */
export const syncChange = pgTable(
  'sync_change',
  {
    /** Named as on the wire. */
    tableName: text('table_name').$type<SyncTable>().notNull(),
    rowId: key('row_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    kind: text('kind', { enum: ['row', 'tombstone'] }).notNull(),
    /** Who may see it; null for every agent. */
    scope: text('scope'),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tableName, t.rowId] }),
    uniqueIndex('sync_change_seq').on(t.seq),
    index('sync_change_tombstones').on(t.changedAt).where(sql`${t.kind} = 'tombstone'`),
  ],
)

/** Ledger of the operations that took effect or were refused for good: a repeat gets the stored result. */
export const syncOp = pgTable(
  'sync_op',
  {
    opId: key('op_id').primaryKey(),
    agentId: key('agent_id').notNull(),
    clientId: text('client_id').notNull(),
    payloadHash: text('payload_hash').notNull(),
    status: text('status').$type<OperationResult['status']>(),
    result: jsonb('result').$type<OperationResult>(),
    seq: bigint('seq', { mode: 'number' }),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [index('sync_op_received').on(t.receivedAt)],
)
