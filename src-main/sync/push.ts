import { operationById, operationsOfLane } from '#main/store/outbox/operations.ts'
import {
  countFailure,
  markSending,
  nextBatch,
  rejectOperation,
  resolveConflict,
  returnToWaiting,
  struckWith,
} from '#main/store/outbox/sending.ts'
import { keepWordsOfRefused } from '#main/store/recovery.ts'
import {
  type Conflict,
  concernsRmas,
  laneOf,
  MAX_PUSH_OPERATIONS,
  type Operation,
  type OperationResult,
  statusOf,
} from '#shared/portal-api/operations.ts'
import { backoffMs } from './backoff.ts'
import { type Batch, cutBatch } from './batch.ts'
import type { SyncContext } from './context.ts'
import { prepareBases } from './field-base.ts'
import { showPending } from './overlay.ts'
import { PortalFault } from './portal-fault.ts'
import { problemOf } from './problems.ts'
import { createProof } from './proof.ts'
import { keepResults } from './results.ts'
import type { Uploads } from './uploads.ts'

export type Pusher = {
  /**
   * Sends what is due until nothing is but what waits for a pull. Rejects with the fault that stopped it; what was unsent
   * waits again.
   */
  pushDue(signal: AbortSignal): Promise<void>
  /** Something that waited for a pull may go by now. */
  isFreed(): boolean
  /** Epoch ms at which something that waits may be tried; null when nothing does, or only for a pull. */
  dueAt(): number | null
}

export function createPusher(ctx: SyncContext, uploads: Uploads | null = null): Pusher {
  const proof = createProof(ctx)
  let limit = MAX_PUSH_OPERATIONS
  /** Left over when the outbox itself could not be written; they wait again before anything else is sent. */
  let inFlight: string[] = []
  /** Parts of a batch that failed as a whole: each goes by itself, until the one that is at fault stands alone. */
  let parts: string[][] = []
  /** By lane the operation that waits until what came before it is decided and pulled; what is behind it waits with it. */
  const held = new Map<string, string>()
  const isReady = (operation: Operation) =>
    held.get(laneOf(operation)) !== operation.opId && (uploads?.ready(operation) ?? true)

  async function send({ operations, attempts }: Batch, signal: AbortSignal): Promise<void> {
    inFlight = operations.map(({ opId }) => opId)
    markSending(ctx.outbox, inFlight)
    let results: OperationResult[]
    try {
      results = await ask(operations, signal)
    } catch (error) {
      putBack(operations, error)
      throw error
    }
    ctx.report.contact()
    keepResults(ctx, results, ctx.clock())
    inFlight = []
    const refused = results.flatMap(({ status, opId }) => (status === 'rejected' ? [opId] : []))
    if (refused.length > 0) keepWordsOfRefused(ctx, refused, ctx.clock())
    if (results.some(({ status }) => status !== 'retry')) proof.taken()
    settleOvertaken(operations, results)
    for (const [at, operation] of operations.entries()) if (results[at]?.status === 'retry') uploads?.doubt(operation)
    limit = Math.min(MAX_PUSH_OPERATIONS, limit * 2)
    await countFailed(results, attempts, signal)
    show(operations)
  }

  async function ask(operations: Operation[], signal: AbortSignal): Promise<OperationResult[]> {
    const { results } = await ctx.client.push({ clientId: ctx.clientId, operations: operations.map(freed) }, signal)
    const answered = new Map(results.map((result) => [result.opId, result]))
    if (answered.size !== operations.length || !operations.every((operation) => answered.has(operation.opId))) {
      throw new PortalFault('bad_response', 'results do not match the operations')
    }
    return operations.map((operation) => answered.get(operation.opId) as OperationResult)
  }

  function putBack(operations: Operation[], error: unknown): void {
    const fault = error instanceof PortalFault ? error : null
    const opIds = operations.map(({ opId }) => opId)
    const problem = fault?.code === 'aborted' ? null : problemOf(error)
    returnToWaiting(ctx.outbox, opIds, { nextAt: ctx.clock(), neverLeft: fault?.nothingDone ?? false, problem })
    inFlight = []
    // What is too long for the portal or for the line may pass in halves.
    const tooMuch = fault?.code === 'too_large' || fault?.code === 'refused' || fault?.code === 'timeout'
    if (operations.length > 1 && tooMuch) limit = Math.ceil(operations.length / 2)
    show(operations)
  }

  /** True: the request was at fault and not the portal or the line, so the others go on. */
  async function comeToTerms(batch: Batch, fault: PortalFault, signal: AbortSignal): Promise<boolean> {
    const [only] = batch.operations
    if (fault.code === 'too_large' || fault.code === 'refused') {
      if (batch.operations.length === 1 && only) rejectOperation(ctx.outbox, only.opId, problemOf(fault), ctx.clock())
      return true
    }
    const suspicious = (fault.code === 'unavailable' || fault.code === 'bad_response') && fault.retryAfterMs === null
    if (!suspicious || !only || !(await proof.portalTakesWork(signal))) return false
    if (batch.operations.length === 1) {
      count(only.opId, batch.attempts[0] ?? 0, problemOf(fault), 0)
    } else {
      const opIds = batch.operations.map(({ opId }) => opId)
      const half = Math.ceil(opIds.length / 2)
      parts.unshift(opIds.slice(0, half), opIds.slice(half))
    }
    return true
  }

  /** The portal itself says that it failed with some of a batch that it otherwise dealt with. */
  async function countFailed(results: OperationResult[], attempts: number[], signal: AbortSignal): Promise<void> {
    for (const [index, result] of results.entries()) {
      if (result.status !== 'retry' || !result.failed) continue
      if (!(await proof.portalTakesWork(signal))) return
      count(result.opId, attempts[index] ?? 0, { code: 'portal_unavailable', params: { seconds: 0 } }, result.afterMs)
    }
  }

  function count(opId: string, attempts: number, problem: ReturnType<typeof problemOf>, atLeastMs: number): void {
    const now = ctx.clock()
    const nextAt = now + Math.max(atLeastMs, backoffMs(attempts + 1, null, ctx.random))
    if (countFailure(ctx.outbox, opId, { now, nextAt, problem }))
      ctx.log(`operation ${opId} is quarantined: ${problem.code}`)
  }

  /** A newer decision about the same status, or the same device's step, has reached the portal, so the older question is no longer open. */
  function settleOvertaken(batch: Operation[], results: OperationResult[]): void {
    for (const [index, operation] of batch.entries()) {
      const status = results[index]?.status
      if (status === 'rejected' || status === 'retry') continue
      if (!statusOf(operation) && operation.kind !== 'rma.step') continue
      for (const earlier of operationsOfLane(ctx.outbox, laneOf(operation))) {
        if (earlier.operation.opId === operation.opId) break
        if (earlier.state !== 'conflict' || !isSameQuestion(operation, earlier.conflict)) continue
        resolveConflict(ctx.outbox, earlier.operation.opId, null, ctx.clock())
      }
    }
  }

  function recoverInFlight(): void {
    if (inFlight.length === 0) return
    returnToWaiting(ctx.outbox, inFlight, { nextAt: ctx.clock(), problem: null })
    inFlight = []
  }

  /** For good: one that the line alone has kept back waits with its problem, and takes nothing along. */
  function hasFailed({ opId }: Operation): boolean {
    const stored = operationById(ctx.outbox, opId)
    return stored !== null && stored.state !== 'waiting' && stored.problem !== null
  }

  function show(sent: Operation[]): void {
    // What was refused or set aside took others along, perhaps in other cases.
    const operations = sent.flatMap((one) => (hasFailed(one) ? [one, ...struckWith(ctx.outbox, one.opId)] : [one]))
    const caseIds = [...new Set(operations.flatMap((one) => ('caseId' in one ? [one.caseId] : [])))]
    showPending(ctx, caseIds)
    if (caseIds.length > 0) ctx.report.cases(caseIds, 0)
    if (operations.some(concernsRmas)) ctx.report.rmas()
    if (operations.some((one) => 'registrationId' in one)) ctx.report.registrations()
    if (operations.some((one) => 'contactId' in one && !('caseId' in one))) ctx.report.customers()
    if (operations.some((one) => 'templateId' in one)) ctx.report.templates()
    if (operations.some((one) => 'viewId' in one)) ctx.report.views()
    if (operations.some((one) => 'macroId' in one)) ctx.report.macros()
    ctx.report.operations()
    ctx.report.state()
  }

  /** The next request: of a batch that failed only one part, otherwise as much as may go. Null when nothing is due. */
  function next(): Batch | null {
    const part = parts.shift()
    const isWanted = (operation: Operation) => isReady(operation) && (!part || part.includes(operation.opId))
    const due = nextBatch(ctx.outbox, ctx.clock(), part ? MAX_PUSH_OPERATIONS : limit, isWanted)
    if (!part && due.operations.length === 0) return null
    const batch = cutBatch(ctx, due)
    for (const [lane, opId] of batch.held) held.set(lane, opId)
    return batch
  }

  async function sendOrJudge(batch: Batch, signal: AbortSignal): Promise<void> {
    try {
      await send(batch, signal)
    } catch (error) {
      if (!(error instanceof PortalFault) || !(await comeToTerms(batch, error, signal))) throw error
      show(batch.operations)
    }
    // What has become of these may let go what is behind them.
    for (const operation of batch.operations) held.delete(laneOf(operation))
  }

  return {
    async pushDue(signal) {
      recoverInFlight()
      proof.forget()
      parts = []
      held.clear()
      for (;;) {
        if (signal.aborted) throw new PortalFault('aborted')
        const batch = next()
        if (!batch) return
        if (batch.operations.length > 0) await sendOrJudge(batch, signal)
        await ctx.timers.breathe()
      }
    },
    isFreed() {
      return [...held.values()].some((opId) => {
        const stored = operationById(ctx.outbox, opId)
        return stored?.state === 'waiting' && prepareBases(ctx, stored.operation) === 'ready'
      })
    },
    dueAt() {
      const now = ctx.clock()
      const { operations, dueAt } = nextBatch(ctx.outbox, now, 1, isReady)
      return operations.length > 0 ? now : dueAt
    },
  }
}

/**
 * What an operation depends on is decided before it is due. A portal that was restored from a copy may know nothing of that
 * any more and would wait for it for ever; so it is not told, and says what is wrong instead.
 */
function freed(operation: Operation): Operation {
  return { ...operation, dependsOn: [] }
}

function isSameQuestion(operation: Operation, asked: Conflict | null): boolean {
  if (operation.kind === 'rma.step') return asked?.field === 'rmaStep' && asked.lineId === operation.lineId
  return asked?.field === 'status'
}
