import { appendOperation } from '#main/store/outbox/operations.ts'
import { showPending } from '#main/sync/overlay.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { DeskContext } from './context.ts'

/** One action of the agent: durable first, then visible, then on its way. */
export function perform(ctx: DeskContext, operation: Operation): { opId: string } {
  const { outbox, scheduler } = ctx.work()
  appendOperation(outbox, operation)
  showChange(ctx, operation.caseId)
  scheduler.wake()
  return { opId: operation.opId }
}

/**
 * Shows what the outbox now says about a case. The outbox has the last word: if the mirror cannot be written at the
 * moment, the action stands, and the next start shows it.
 */
export function showChange(ctx: DeskContext, caseId: string): void {
  try {
    showPending(ctx.work(), [caseId])
  } catch (error) {
    ctx.deps.log(`a change is not shown yet: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  ctx.bus.publish({ type: 'cases', caseIds: [caseId], newFromOthers: 0 })
  ctx.bus.publish({ type: 'operations' })
  ctx.bus.syncChanged()
}
