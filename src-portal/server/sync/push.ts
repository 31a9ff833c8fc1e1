import { eq, inArray, sql } from 'drizzle-orm'
import {
  laneOf,
  OPERATION_SCHEMA_VERSION,
  type Operation,
  type OperationResult,
} from '#shared/portal-api/operations.ts'
import { sqlState } from '../../db/retry.ts'
import { syncClock, syncOp } from '../../db/schema.ts'
import { applyOperation } from '../cases/apply-operation.ts'
import type { Outcome } from '../cases/outcome.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'
import { forgetOperation, type Sender, type SyncLog, storedResult, takeOperationId } from './ledger.ts'
import { payloadHashOf } from './payload-hash.ts'

const RETRY_AFTER_MS = 5000
const DEPENDENCY_RETRY_MS = 1000

/**
 * Carries out operations in their order, each in a transaction of its own, and gives a result each. One that fails
 * without a known reason is to be sent again, and so is what follows it on the same case, which may not overtake it.
 * Throws only when the database itself is not to be had.
 */
export async function pushOperations(
  deps: ServiceDeps,
  sender: Sender,
  operations: Operation[],
  log: SyncLog,
): Promise<OperationResult[]> {
  const results: OperationResult[] = []
  const stuckLanes = new Set<string>()
  for (const operation of operations) {
    const lane = laneOf(operation)
    if (stuckLanes.has(lane)) {
      results.push({ status: 'retry', opId: operation.opId, afterMs: RETRY_AFTER_MS })
      continue
    }
    try {
      const result = await pushOne(deps, sender, operation, log)
      if (result.status === 'retry') stuckLanes.add(lane)
      results.push(result)
    } catch (error) {
      if (isOutage(error)) throw error
      log.error({ err: error, opId: operation.opId }, 'An operation failed')
      stuckLanes.add(lane)
      results.push({ status: 'retry', opId: operation.opId, afterMs: RETRY_AFTER_MS, failed: true })
    }
  }
  return results
}

function pushOne(deps: ServiceDeps, sender: Sender, operation: Operation, log: SyncLog): Promise<OperationResult> {
  const { opId } = operation
  if (operation.schemaVersion > OPERATION_SCHEMA_VERSION) {
    const detail = 'The portal does not know this version of operations yet'
    return Promise.resolve({ status: 'rejected', opId, code: 'schema_version', detail })
  }
  return inTransaction(deps, async (work): Promise<OperationResult> => {
    const payloadHash = payloadHashOf(operation)
    if (!(await takeOperationId(work, sender, { opId, payloadHash }))) {
      return storedResult(work, sender, { opId, payloadHash }, log)
    }
    if (await waitsForOthers(work, operation)) {
      await forgetOperation(work, opId)
      return { status: 'retry', opId, afterMs: DEPENDENCY_RETRY_MS }
    }
    const outcome = await applyOperation({ ...work, authoredAt: operation.authoredAt }, operation, sender.agentId)
    if (outcome.status === 'retry') {
      await forgetOperation(work, opId)
      return { ...outcome, opId }
    }
    const result = await numbered(work, opId, outcome)
    const seq = 'seq' in result ? result.seq : null
    await work.tx.update(syncOp).set({ status: result.status, result, seq }).where(eq(syncOp.opId, opId))
    return result
  })
}

async function waitsForOthers({ tx }: Work, { dependsOn }: Operation): Promise<boolean> {
  if (dependsOn.length === 0) return false
  const settled = await tx.select({ opId: syncOp.opId }).from(syncOp).where(inArray(syncOp.opId, dependsOn))
  return settled.length < new Set(dependsOn).size
}

/** Makes the change feed's trigger run now, so that the number which the desk must pass is part of the stored result. */
async function numbered(
  { tx }: Work,
  opId: string,
  outcome: Exclude<Outcome, { status: 'retry' }>,
): Promise<OperationResult> {
  if (outcome.status === 'rejected') return { ...outcome, opId }
  await tx.execute(sql`SET CONSTRAINTS ALL IMMEDIATE`)
  const [clock] = await tx.select({ seq: syncClock.seq }).from(syncClock)
  return { ...outcome, opId, seq: clock?.seq ?? 0 }
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
