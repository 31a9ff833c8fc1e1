import { eq } from 'drizzle-orm'
import type { OperationResult } from '#shared/portal-api/operations.ts'
import { syncOp } from '../../db/schema.ts'
import { inTransaction, type ServiceDeps, type Work } from '../deps.ts'

export type Sender = { agentId: string; clientId: string }
export type SyncLog = { warn(details: object, message: string): void; error(details: object, message: string): void }
type Signed = { opId: string; payloadHash: string }

/** Stands where a fingerprint would: no operation was seen, and whatever comes under this id is closed. */
const CANCELLED = 'cancelled'

/**
 * Takes the id before anything is done: a second sender of it waits here until the first has committed. False when it
 * is taken already.
 */
export async function takeOperationId(work: Work, sender: Sender, { opId, payloadHash }: Signed): Promise<boolean> {
  const taken = await work.tx
    .insert(syncOp)
    .values({ opId, payloadHash, agentId: sender.agentId, clientId: sender.clientId, receivedAt: work.now })
    .onConflictDoNothing()
    .returning({ opId: syncOp.opId })
  return taken.length > 0
}

/** As if it had never come. */
export async function forgetOperation({ tx }: Work, opId: string): Promise<void> {
  await tx.delete(syncOp).where(eq(syncOp.opId, opId))
}

/** What the operation of that id came to. Refused when the id was another operation's or another agent's. */
export async function storedResult(
  { tx }: Work,
  { agentId }: Sender,
  { opId, payloadHash }: Signed,
  log: SyncLog,
): Promise<OperationResult> {
  const [stored] = await tx.select().from(syncOp).where(eq(syncOp.opId, opId))
  const known = stored && stored.agentId === agentId && [payloadHash, CANCELLED].includes(stored.payloadHash)
  if (known && stored.result) return stored.result
  log.warn({ opId, agentId, firstAgentId: stored?.agentId }, 'An operation id came with another payload')
  return reused(opId)
}

export type CancelOutcome = { opId: string; result: OperationResult | null }

/**
 * Closes operations for ever that have not taken effect, and answers null for them, also when asked again; for the
 * others what they came to. A push under way is waited for. Each in a transaction of its own, so that none waits for
 * one while it holds another.
 */
export async function cancelOperations(
  deps: ServiceDeps,
  sender: Sender,
  opIds: readonly string[],
  log: SyncLog,
): Promise<CancelOutcome[]> {
  const outcomes: CancelOutcome[] = []
  for (const opId of opIds) {
    outcomes.push({ opId, result: await inTransaction(deps, (work) => cancelOne(work, sender, opId, log)) })
  }
  return outcomes
}

async function cancelOne(work: Work, sender: Sender, opId: string, log: SyncLog): Promise<OperationResult | null> {
  if (await takeOperationId(work, sender, { opId, payloadHash: CANCELLED })) {
    const detail = 'Its author took it back before it came'
    const result: OperationResult = { status: 'rejected', opId, code: 'cancelled', detail }
    await work.tx.update(syncOp).set({ status: result.status, result }).where(eq(syncOp.opId, opId))
    return null
  }
  const [stored] = await work.tx.select().from(syncOp).where(eq(syncOp.opId, opId))
  if (stored?.result && stored.agentId === sender.agentId) {
    return stored.payloadHash === CANCELLED ? null : stored.result
  }
  log.warn(
    { opId, agentId: sender.agentId, firstAgentId: stored?.agentId },
    "Another agent's operation was to be closed",
  )
  return reused(opId)
}

function reused(opId: string): OperationResult {
  return { status: 'rejected', opId, code: 'op_id_reused', detail: 'This operation id was used for something else' }
}
