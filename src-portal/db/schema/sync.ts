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

/**
 * The newest change of each row in each scope that has seen it; written by the triggers `sync_…` alone. At most one entry
 * of a row is alive (`row`). A case that went to another team leaves an eviction behind, with all that belongs to it.
 */
export const syncChange = pgTable(
  'sync_change',
  {
    /** Who may see it: a team's id, or '' for every agent. */
    scope: key('scope').notNull().default(''),
    /** Named as on the wire. */
    tableName: text('table_name').$type<SyncTable>().notNull(),
    rowId: key('row_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    kind: text('kind', { enum: ['row', 'tombstone', 'eviction'] }).notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scope, t.tableName, t.rowId] }),
    uniqueIndex('sync_change_scope_seq').on(t.scope, t.seq),
    index('sync_change_gone').on(t.changedAt).where(sql`${t.kind} <> 'row'`),
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
