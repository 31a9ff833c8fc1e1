import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { answerQuestion } from '#portal/customers/questions.ts'
import { CustomerRefusal } from '#portal/customers/refusal.ts'
import { migratePglite } from '#portal/db/migrate.ts'
import type { Database, PortalDatabase } from '#portal/db/open.ts'
import * as schema from '#portal/db/schema.ts'
import { IllegalMove } from '#portal/server/cases/case-fields.ts'
import { createCase } from '#portal/server/cases/create-case.ts'
import { addCustomerNote, CaseNotFound, closeCaseByCustomer } from '#portal/server/cases/customer-actions.ts'
import { answerEstimate } from '#portal/server/cases/estimate-answer.ts'
import { inTransaction, type ServiceDeps } from '#portal/server/deps.ts'
import { readDigest } from '#portal/server/sync/digest.ts'
import { cancelOperations } from '#portal/server/sync/ledger.ts'
import { ResyncNeeded, readChanges, readSnapshotHead, readSnapshotPage } from '#portal/server/sync/pull.ts'
import { isOutage, pushOperations } from '#portal/server/sync/push.ts'
import { ScopeChanged } from '#portal/server/sync/scope.ts'
import { cancelRequest, type OperationResult, operation, pushRequest } from '#shared/portal-api/operations.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Cursor } from '#shared/portal-api/sync.ts'
import { CONTACTS, loadBase } from './base.ts'
import { type Engine, openEngine } from './pglite.ts'

/** What a desk may ask; each as it would travel, apart from its coat of HTTP. */
export type Call =
  | { kind: 'push'; body: unknown }
  | { kind: 'cancel'; body: unknown }
  | { kind: 'changes'; cursor: Cursor }
  | { kind: 'digest'; table: SyncTable }
  | { kind: 'head' }
  | { kind: 'page'; table: SyncTable; after: string | null }

export type Sender = { agentId: string }

export type SimPortal = {
  engine: Engine
  query: Engine['query']
  /** Back to the world that every schedule begins with. */
  reset(): Promise<void>
  /** The text of the answer. Throws the `PortalFault` that the desk's client would make of it. */
  answer(sender: Sender, call: Call): Promise<string>
  customerWrites(caseId: string, contact: number, body: string): Promise<void>
  customerCloses(caseId: string, contact: number): Promise<void>
  customerOpens(contact: number, title: string): Promise<void>
  /** The open estimate of the case, if there is one. */
  customerAnswers(caseId: string, approve: boolean): Promise<void>
  /** An agent's question, if one waits. */
  applicantAnswers(registrationId: string, words: string): Promise<void>
  /** Somebody at the database removes a case with all that belongs to it. */
  deleteCase(caseId: string): Promise<void>
  moveAgent(agentId: string, teamIds: string[]): Promise<void>
  /** The database comes from a backup: its feed begins anew. */
  newEpoch(): Promise<void>
  /** Tombstones are thrown away: who has not seen them begins anew. */
  pruneTombstones(): Promise<void>
  head(): Promise<Cursor>
  close(): Promise<void>
}

export type PortalOptions = { now(): number; random(): number }

/** Small, so that a page ends in the middle of things. */
const PAGE = 7
const SILENT = { warn: () => {}, error: () => {} }

export async function openPortal(options: PortalOptions): Promise<SimPortal> {
  const engine = await openEngine()
  await migratePglite(engine.client)
  const db = drizzle(engine.client, { schema }) as unknown as Database
  const { query } = engine
  const database: PortalDatabase = {
    engine: 'pglite',
    db,
    query,
    inSnapshot: engine.inSnapshot,
    listen: () => Promise.resolve(() => Promise.resolve()),
    close: engine.close,
  }
  let ids = 0
  const deps: ServiceDeps = {
    db,
    now: options.now,
    random: options.random,
    newId: () => `0193ffff-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  }
  await loadBase(db)
  await keepBase(engine)
  const epoch = (await head()).epoch
  let resets = 0
  let epochs = 0

  async function head(): Promise<Cursor> {
    const [clock] = await query<{ epoch: string; seq: number }>('SELECT epoch, seq::int AS seq FROM sync_clock')
    return clock!
  }

  async function push({ agentId }: Sender, body: unknown): Promise<string> {
    const { clientId, operations } = pushRequest.parse(body)
    const results: OperationResult[] = await pushOperations(
      deps,
      { agentId, clientId },
      operations.map((one) => operation.parse(one)),
      SILENT,
    )
    return JSON.stringify({ results })
  }

  async function carryOut(sender: Sender, call: Call): Promise<string> {
    const { agentId } = sender
    switch (call.kind) {
      case 'push':
        return push(sender, call.body)
      case 'cancel': {
        const { clientId, opIds } = cancelRequest.parse(call.body)
        return JSON.stringify({ outcomes: await cancelOperations(deps, { agentId, clientId }, opIds, SILENT) })
      }
      case 'changes':
        return readChanges(query, { agentId, cursor: call.cursor, limit: PAGE })
      case 'digest':
        return JSON.stringify(await readDigest(database, { agentId, table: call.table }))
      case 'head':
        return readSnapshotHead(query, agentId)
      case 'page':
        return readSnapshotPage(query, { agentId, table: call.table, after: call.after ?? '', limit: PAGE })
    }
  }

  const asCustomer = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof CaseNotFound) && !(error instanceof IllegalMove)) throw error
    }
  }

  return {
    engine,
    query,
    head,
    async reset() {
      ids = 0
      engine.dieAfter(null)
      await query('SELECT sim_reset($1)', [epoch])
      resets += 1
      if (resets % 100 === 0) await engine.script('VACUUM')
    },
    async answer(sender, call) {
      try {
        return await carryOut(sender, call)
      } catch (error) {
        if (error instanceof ResyncNeeded) throw new PortalFault('resync_needed', 'HTTP 410')
        if (error instanceof ScopeChanged) throw new PortalFault('scope_changed', 'HTTP 409')
        if (isOutage(error)) throw new PortalFault('unreachable', 'the portal died')
        throw error
      }
    },
    customerWrites: (caseId, contact, body) =>
      asCustomer(() =>
        inTransaction(deps, (work) => addCustomerNote(work, { caseId, contactId: CONTACTS[contact]!.id, body })),
      ),
    customerCloses: (caseId, contact) =>
      asCustomer(() =>
        inTransaction(deps, (work) => closeCaseByCustomer(work, { caseId, contactId: CONTACTS[contact]!.id })),
      ),
    customerOpens: async (contact, title) => {
      const { id, accountId } = CONTACTS[contact]!
      await inTransaction(deps, (work) =>
        createCase(work, { title, description: title, caseType: 'support', accountId, contactId: id }),
      )
    },
    async customerAnswers(caseId, approve) {
      const [open] = await query<{ id: string; contact: string }>(
        `SELECT e.id, c.contact_id AS contact FROM estimates e JOIN cases c ON c.id = e.case_id
         WHERE e.case_id = $1 AND e.state = 'open'`,
        [caseId],
      )
      if (!open) return
      const answer = approve ? 'approve' : 'decline'
      const input = { caseId, estimateId: open.id, contactId: open.contact, answer, reason: null } as const
      await inTransaction(deps, (work) => answerEstimate(work, input))
    },
    async applicantAnswers(registrationId, answer) {
      const [mail] = await query<{ code: string }>(
        `SELECT secret AS code FROM mail_queue
         WHERE mail->>'kind' = 'registration_question' AND mail->>'registrationId' = $1 ORDER BY id DESC LIMIT 1`,
        [registrationId],
      )
      if (!mail) return
      try {
        await inTransaction(deps, (work) => answerQuestion(work, { code: mail.code, answer, ip: '192.0.2.1' }))
      } catch (error) {
        // Answered before, or decided meanwhile.
        if (!(error instanceof CustomerRefusal)) throw error
      }
    },
    async deleteCase(caseId) {
      await db.transaction(async (tx) => {
        await tx.execute(sql`UPDATE cases SET follow_up_of_id = NULL WHERE follow_up_of_id = ${caseId}`)
        // Nobody may delete a case that others lead to; whoever does it by hand cuts them off first.
        await tx.execute(
          sql`UPDATE cases SET merged_into_id = NULL, before_merge = NULL WHERE merged_into_id = ${caseId}`,
        )
        await tx.execute(sql`DELETE FROM case_links WHERE other_id = ${caseId}`)
        for (const table of ['case_links', 'rma_lines', 'rmas', 'attachments', 'estimates', 'case_events', 'notes']) {
          await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE case_id = ${caseId}`)
        }
        await tx.execute(sql`DELETE FROM cases WHERE id = ${caseId}`)
      })
    },
    async moveAgent(agentId, teamIds) {
      await db.transaction(async (tx) => {
        await tx.delete(schema.teamMembers).where(sql`agent_id = ${agentId}`)
        if (teamIds.length > 0) {
          await tx.insert(schema.teamMembers).values(teamIds.map((teamId) => ({ agentId, teamId })))
        }
      })
    },
    async newEpoch() {
      epochs += 1
      await query('UPDATE sync_clock SET epoch = $1', [`restored${epochs}`])
    },
    async pruneTombstones() {
      await query(
        `WITH pruned AS (DELETE FROM sync_change WHERE kind = 'tombstone' RETURNING seq)
         UPDATE sync_clock SET horizon = greatest(horizon, (SELECT max(seq) FROM pruned))`,
      )
    },
    close: engine.close,
  }
}

/** Keeps a copy of every table, and a function that puts it back: no trigger runs, so the feed is as it was. */
async function keepBase({ query, script }: Engine): Promise<void> {
  const columns = await query<{ table: string; columns: string }>(
    `SELECT c.table_name AS "table", string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) AS columns
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
     GROUP BY c.table_name ORDER BY c.table_name`,
  )
  const copies = columns.map(({ table }) => `CREATE TABLE base.${table} AS TABLE public.${table};`)
  const restores = columns.map(
    ({ table, columns: names }) =>
      `DELETE FROM public.${table}; INSERT INTO public.${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM base.${table};`,
  )
  await script(`
    CREATE SCHEMA base;
    ${copies.join('\n')}
    CREATE FUNCTION sim_reset(first_epoch text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM set_config('session_replication_role', 'replica', true);
      ${restores.join('\n      ')}
      UPDATE public.sync_clock SET epoch = first_epoch;
      PERFORM set_config('session_replication_role', 'origin', true);
    END $$;`)
}
