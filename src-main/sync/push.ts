import { operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import {
  markSending,
  nextBatch,
  recordResults,
  rejectOperation,
  resolveConflict,
  returnToWaiting,
} from '#main/store/outbox/sending.ts'
import {
  laneOf,
  MAX_PUSH_OPERATIONS,
  type Operation,
  type OperationResult,
  statusOf,
} from '#shared/portal-api/operations.ts'
import { backoffMs } from './backoff.ts'
import type { SyncContext } from './context.ts'
import { showPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'
import { problemOf } from './problems.ts'
import { prepareStatusBase } from './status-base.ts'

/** Keeps a batch far below what the portal takes in one request. */
const MAX_BATCH_CHARACTERS = 2_000_000

export type Pusher = {
  /**
   * Sends what is due until nothing is. Rejects with the fault that stopped it; what was unsent waits again.
   * `held`: something can only go after the next pull.
   */
  pushDue(signal: AbortSignal): Promise<{ held: boolean }>
  /** Epoch ms at which something that waits may be tried; null when nothing waits. */
  dueAt(): number | null
}

export function createPusher(ctx: SyncContext): Pusher {
  let limit = MAX_PUSH_OPERATIONS
  /** Left over when the outbox itself could not be written; they wait again before anything else is sent. */
  let inFlight: string[] = []

  async function send(batch: Operation[], attempts: number[], signal: AbortSignal): Promise<void> {
    const opIds = batch.map((operation) => operation.opId)
    inFlight = opIds
    markSending(ctx.outbox, opIds)
    let results: OperationResult[]
    try {
      results = await ask(batch, signal)
    } catch (error) {
      putBack(batch, attempts, error)
      throw error
    }
    ctx.report.contact()
    recordResults(ctx.outbox, results, ctx.clock())
    inFlight = []
    settleOvertaken(batch, results)
    show(batch)
    limit = Math.min(MAX_PUSH_OPERATIONS, limit * 2)
  }

  async function ask(operations: Operation[], signal: AbortSignal): Promise<OperationResult[]> {
    const { results } = await ctx.client.push({ clientId: ctx.clientId, operations }, signal)
    const answered = new Map(results.map((result) => [result.opId, result]))
    if (answered.size !== operations.length || !operations.every((operation) => answered.has(operation.opId))) {
      throw new PortalFault('bad_response', 'results do not match the operations')
    }
    return operations.map((operation) => answered.get(operation.opId) as OperationResult)
  }

  function putBack(batch: Operation[], attempts: number[], error: unknown): void {
    const fault = error instanceof PortalFault ? error : null
    const now = ctx.clock()
    const splits = fault?.code === 'too_large' || fault?.code === 'refused'
    const countAttempt = !splits && fault !== null && !fault.nothingDone && fault.code !== 'aborted'
    returnToWaiting(
      ctx.outbox,
      batch.map((operation) => operation.opId),
      {
        now,
        nextAt: countAttempt ? now + backoffMs(Math.max(...attempts) + 1, fault.retryAfterMs, ctx.random) : now,
        countAttempt,
        neverLeft: fault?.nothingDone ?? false,
        problem: fault?.code === 'aborted' ? null : problemOf(error),
      },
    )
    inFlight = []
    if (batch.length > 1 && (splits || fault?.code === 'unavailable')) limit = Math.ceil(batch.length / 2)
    const [only] = batch
    if (splits && batch.length === 1 && only) rejectOperation(ctx.outbox, only.opId, problemOf(error), now)
    show(batch)
  }

  /** A newer decision about the same status has reached the portal, so the older question is no longer open. */
  function settleOvertaken(batch: Operation[], results: OperationResult[]): void {
    for (const [index, operation] of batch.entries()) {
      const status = results[index]?.status
      if (!statusOf(operation) || status === 'rejected' || status === 'retry') continue
      for (const earlier of operationsOfLane(ctx.outbox, laneOf(operation))) {
        if (earlier.operation.opId === operation.opId) break
        if (earlier.state === 'conflict') resolveConflict(ctx.outbox, earlier.operation.opId, null, ctx.clock())
      }
    }
  }

  function recoverInFlight(): void {
    if (inFlight.length === 0) return
    const now = ctx.clock()
    returnToWaiting(ctx.outbox, inFlight, { now, nextAt: now, countAttempt: false, problem: null })
    inFlight = []
  }

  function show(batch: Operation[]): void {
    const caseIds = [...new Set(batch.map(laneOf))]
    showPending(ctx, caseIds)
    ctx.report.cases(caseIds, 0)
    ctx.report.operations()
    ctx.report.state()
  }

  return {
    async pushDue(signal) {
      recoverInFlight()
      for (;;) {
        if (signal.aborted) throw new PortalFault('aborted')
        const due = nextBatch(ctx.outbox, ctx.clock(), limit)
        const { batch, attempts } = cut(ctx, due.operations, due.attempts)
        if (batch.length === 0) return { held: due.operations.length > 0 }
        try {
          await send(batch, attempts, signal)
        } catch (error) {
          // The request itself was at fault, not the portal: go on with smaller ones.
          if (!(error instanceof PortalFault) || (error.code !== 'too_large' && error.code !== 'refused')) throw error
        }
        await ctx.timers.breathe()
      }
    },
    dueAt() {
      const now = ctx.clock()
      const { operations, dueAt } = nextBatch(ctx.outbox, now, 1)
      return operations.length > 0 ? now : dueAt
    },
  }
}

/** Leaves out, lane by lane, what must wait for an earlier status change, and what would make the request too long. */
function cut(
  ctx: SyncContext,
  operations: Operation[],
  attempts: number[],
): { batch: Operation[]; attempts: number[] } {
  const closedLanes = new Set<string>()
  const batch: Operation[] = []
  const kept: number[] = []
  let characters = 0
  for (const [index, operation] of operations.entries()) {
    if (closedLanes.has(laneOf(operation))) continue
    if (prepareStatusBase(ctx, operation) === 'wait') {
      closedLanes.add(laneOf(operation))
      continue
    }
    const current = operationById(ctx.outbox, operation.opId)?.operation ?? operation
    characters += current.kind === 'note.create' ? current.body.length : 0
    if (batch.length > 0 && characters > MAX_BATCH_CHARACTERS) break
    batch.push(current)
    kept.push(attempts[index] ?? 0)
  }
  return { batch, attempts: kept }
}
