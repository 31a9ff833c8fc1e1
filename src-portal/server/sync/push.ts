import { createHash } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import { OPERATION_SCHEMA_VERSION, type Operation, type OperationResult } from '#shared/portal-api/operations.ts'
import { sqlState } from '../../db/retry.ts'
import { syncClock, syncOp } from '../../db/schema.ts'
import { applyOperation, type Outcome } from '../cases/apply-operation.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'

const RETRY_AFTER_MS = 5000
const DEPENDENCY_RETRY_MS = 1000

export type Sender = { agentId: string; clientId: string }
export type PushLog = { warn(details: object, message: string): void; error(details: object, message: string): void }

/**
 * Carries out operations in their order, each in a transaction of its own, and gives a result each. One that fails
 * without a known reason is to be sent again, and so is what follows it on the same case, which may not overtake it.
 * Throws only when the database itself is not to be had.
 */
export async function pushOperations(
  deps: ServiceDeps,
  sender: Sender,
  operations: Operation[],
  log: PushLog,
): Promise<OperationResult[]> {
  const results: OperationResult[] = []
  const stuckCases = new Set<string>()
  for (const operation of operations) {
    if (stuckCases.has(operation.caseId)) {
      results.push({ status: 'retry', opId: operation.opId, afterMs: RETRY_AFTER_MS })
      continue
    }
    try {
      const result = await pushOne(deps, sender, operation, log)
      if (result.status === 'retry') stuckCases.add(operation.caseId)
      results.push(result)
    } catch (error) {
      if (isOutage(error)) throw error
      log.error({ err: error, opId: operation.opId }, 'An operation failed')
      stuckCases.add(operation.caseId)
      results.push({ status: 'retry', opId: operation.opId, afterMs: RETRY_AFTER_MS })
    }
  }
  return results
}

function pushOne(deps: ServiceDeps, sender: Sender, operation: Operation, log: PushLog): Promise<OperationResult> {
  const { opId } = operation
  if (operation.schemaVersion > OPERATION_SCHEMA_VERSION) {
    const detail = 'The portal does not know this version of operations yet'
    return Promise.resolve({ status: 'rejected', opId, code: 'schema_version', detail })
  }
  return inTransaction(deps, async (work): Promise<OperationResult> => {
    const payloadHash = hashOf(operation)
    // First in the ledger: a second sender of the same operation waits here until the first has committed.
    const [mine] = await work.tx
      .insert(syncOp)
      .values({ opId, agentId: sender.agentId, clientId: sender.clientId, payloadHash, receivedAt: work.now })
      .onConflictDoNothing()
      .returning({ opId: syncOp.opId })
    if (!mine) return storedResult(work, sender, opId, payloadHash, log)
    if (await waitsForOthers(work, operation)) {
      await work.tx.delete(syncOp).where(eq(syncOp.opId, opId))
      return { status: 'retry', opId, afterMs: DEPENDENCY_RETRY_MS }
    }
    const outcome = await applyOperation(work, operation, sender.agentId)
    const result = await numbered(work, opId, outcome)
    const seq = 'seq' in result ? result.seq : null
    await work.tx.update(syncOp).set({ status: result.status, result, seq }).where(eq(syncOp.opId, opId))
    return result
  })
}

async function storedResult(
  { tx }: Work,
  sender: Sender,
  opId: string,
  payloadHash: string,
  log: PushLog,
): Promise<OperationResult> {
  const [stored] = await tx.select().from(syncOp).where(eq(syncOp.opId, opId))
  if (stored?.result && stored.payloadHash === payloadHash && stored.agentId === sender.agentId) return stored.result
  log.warn(
    { opId, agentId: sender.agentId, firstAgentId: stored?.agentId },
    'An operation id came with another payload',
  )
  const detail = 'This operation id was used for something else'
  return { status: 'rejected', opId, code: 'op_id_reused', detail }
}

async function waitsForOthers({ tx }: Work, { dependsOn }: Operation): Promise<boolean> {
  if (dependsOn.length === 0) return false
  const settled = await tx.select({ opId: syncOp.opId }).from(syncOp).where(inArray(syncOp.opId, dependsOn))
  return settled.length < new Set(dependsOn).size
}

/** Makes the change feed's trigger run now, so that the number which the desk must pass is part of the stored result. */
async function numbered({ tx }: Work, opId: string, outcome: Outcome): Promise<OperationResult> {
  if (outcome.status === 'rejected') return { ...outcome, opId }
  await tx.execute(sql`SET CONSTRAINTS ALL IMMEDIATE`)
  const [clock] = await tx.select({ seq: syncClock.seq }).from(syncClock)
  return { ...outcome, opId, seq: clock?.seq ?? 0 }
}

/** Of what the operation means: how it travels (`dependsOn`, `schemaVersion`) may change between two sendings. */
function hashOf({ dependsOn: _, schemaVersion: __, ...meaning }: Operation): string {
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex')
}

/** No connection, too many of them, out of disk or memory, or shutting down: every operation would fail alike. */
export function isOutage(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return /^(08|53|57P|58)/.test(state)
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|ENOSPC)/.test(String(current.code))) return true
    if (/Connection terminated|timeout exceeded when trying to connect|PGlite is closed/.test(current.message))
      return true
  }
  return false
}
