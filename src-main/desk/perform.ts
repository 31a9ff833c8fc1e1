import { reapplyInSlices } from '#main/store/mirror/reapply-slices.ts'
import type { Outbox } from '#main/store/open.ts'
import { appendOperations, isCreation, operationsOfLane } from '#main/store/outbox/operations.ts'
import { overlayOfCases } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { showPending } from '#main/sync/overlay.ts'
import { concernsRmas, OPERATION_SCHEMA_VERSION, type Operation, otherCasesOf } from '#shared/portal-api/operations.ts'
import type { DeskContext } from './context.ts'

/** Ms in which what is sent at once otherwise stays here, so that it can be taken back without asking the portal. */
export const UNDO_MS = 10_000

export type Accepted = { opId: string; undoUntil: number | null }

export type PerformOptions = {
  /** Epoch ms until which it stays here, so that it can be taken back; 0: it goes at once. */
  holdUntil?: number
  /** The feed's number up to which the author knew the case. */
  seenSeq?: number | null
  /** A note's words come from elsewhere than the draft of its case. */
  draftStays?: boolean
  /** What the outbox forgets in the same transaction, as the form that the action came from. */
  forget?: (outbox: Outbox) => void
  /** What it remembers in the same transaction. */
  keep?: (outbox: Outbox) => void
  /** The command that several belong to, so that they are taken back as one. */
  groupId?: string
}

/** Several at once, of any cases: all of them are durable, or none. */
export function performAll(
  ctx: DeskContext,
  operations: readonly Operation[],
  options: PerformOptions = {},
): Accepted[] {
  const { outbox, scheduler } = ctx.work()
  outbox.transaction(() => {
    appendOperations(outbox, operations, options)
    options.forget?.(outbox)
  })
  for (const operation of operations) showChange(ctx, operation)
  scheduler.wake()
  return operations.map(({ opId }) => accepted(opId, options))
}

/** One action of the agent: durable first, then visible, then on its way. */
export function perform(ctx: DeskContext, operation: Operation, options: PerformOptions = {}): Accepted {
  performAll(ctx, [operation], options)
  return accepted(operation.opId, options)
}

/**
 * What one command does to many cases: all of it durable or nothing, then shown a few cases a turn, so that questions are
 * answered in between. `onShown` hears how many cases show it.
 */
export async function performGroup(
  ctx: DeskContext,
  operations: readonly Operation[],
  options: PerformOptions & { groupId: string },
  onShown: (cases: number) => void,
): Promise<void> {
  const { outbox, scheduler } = ctx.work()
  outbox.transaction(() => {
    appendOperations(outbox, operations, options)
    options.keep?.(outbox)
  })
  scheduler.wake()
  await showMany(ctx, casesOf(operations), onShown)
}

/** Each once, in their order. */
export function casesOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap((operation) => ('caseId' in operation ? [operation.caseId] : [])))]
}

/** Never throws: what is written stands, and the next start shows it. */
export async function showMany(
  ctx: DeskContext,
  caseIds: readonly string[],
  onShown: (cases: number) => void,
): Promise<void> {
  try {
    const { mirror, outbox } = ctx.work()
    const pendingOf = (ids: readonly string[]) => overlayOfCases(outbox, shownSeq(mirror), ids)
    for (const shown of reapplyInSlices(mirror, caseIds, pendingOf, { now: ctx.deps.clock })) {
      onShown(shown)
      await ctx.deps.timers.breathe()
      // Somebody else may be signed in by now, or nobody.
      if (ctx.work().mirror !== mirror) return
    }
  } catch (error) {
    ctx.deps.log(`a change is not shown yet: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  ctx.bus.publish({ type: 'cases', caseIds: [...caseIds], newFromOthers: 0 })
  ctx.bus.publish({ type: 'operations' })
  ctx.bus.syncChanged()
}

export function accepted(opId: string, { holdUntil = 0 }: PerformOptions): Accepted {
  return { opId, undoUntil: holdUntil === 0 ? null : holdUntil }
}

/** Later work on what was entered here waits until the portal has it. Answers what an operation on it begins with. */
export function afterCreation(ctx: DeskContext, laneId: string) {
  const creation = operationsOfLane(ctx.work().outbox, laneId).find(
    ({ operation, state }) => isCreation(operation) && state !== 'settled',
  )
  return { ...newOperation(ctx), dependsOn: creation ? [creation.operation.opId] : [] }
}

/** What every operation begins with. */
export function newOperation(ctx: DeskContext) {
  const schemaVersion = OPERATION_SCHEMA_VERSION
  return { opId: ctx.deps.ids(), schemaVersion, authoredAt: ctx.deps.clock(), dependsOn: [] as string[] }
}

/**
 * Shows what the outbox now says about an operation's case, registration or person. The outbox has the last word: if the mirror
 * cannot be written at the moment, the action stands, and the next start shows it.
 */
export function showChange(ctx: DeskContext, operation: Operation): void {
  if ('caseId' in operation) showCase(ctx, operation.caseId, otherCasesOf(operation))
  else if ('templateId' in operation) ctx.bus.publish({ type: 'templates' })
  else if ('viewId' in operation) ctx.bus.publish({ type: 'views' })
  else if ('macroId' in operation) ctx.bus.publish({ type: 'macros' })
  else ctx.bus.publish({ type: 'registrationId' in operation ? 'registrations' : 'customers' })
  if (operation.kind === 'case.snooze') ctx.work().waking.look()
  if (concernsRmas(operation)) ctx.bus.publish({ type: 'rmas' })
  ctx.bus.publish({ type: 'operations' })
  ctx.bus.syncChanged()
}

function showCase(ctx: DeskContext, caseId: string, others: readonly string[]): void {
  try {
    showPending(ctx.work(), [caseId])
  } catch (error) {
    ctx.deps.log(`a change is not shown yet: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  ctx.bus.publish({ type: 'cases', caseIds: [caseId, ...others], newFromOthers: 0 })
}
