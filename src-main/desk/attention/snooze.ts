import { newestInstant, snoozeOfCase } from '#main/store/mirror/attention.ts'
import type { MarkOperation } from '#shared/portal-api/operations.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform } from '../perform.ts'

export type SnoozeOperation = Extract<MarkOperation, { kind: 'case.snooze' }>

/** The case leaves the agent's queues until then; null: until the customer answers, which ends any snooze. */
export function snoozeOperation(ctx: DeskContext, caseId: string, until: number | null): SnoozeOperation {
  requireCase(ctx, caseId)
  if (until !== null && until <= ctx.deps.clock()) throw new DeskFault('invalid_input')
  const { mirror } = ctx.work()
  const snooze = { after: newestInstant(mirror, caseId), until }
  return { ...ofCase(ctx, caseId), kind: 'case.snooze', snooze, base: currentOf(ctx, caseId) }
}

/** Null: the case is not snoozed. */
export function wakeOperation(ctx: DeskContext, caseId: string): SnoozeOperation | null {
  const base = currentOf(ctx, caseId)
  return base && { ...ofCase(ctx, caseId), kind: 'case.snooze', snooze: null, base }
}

export function snoozeCase(ctx: DeskContext, { caseId, until }: { caseId: string; until: number | null }): Accepted {
  return perform(ctx, snoozeOperation(ctx, caseId, until))
}

export function wakeCase(ctx: DeskContext, caseId: string): Accepted | null {
  const operation = wakeOperation(ctx, caseId)
  return operation && perform(ctx, operation)
}

function currentOf(ctx: DeskContext, caseId: string): SnoozeOperation['base'] {
  const found = snoozeOfCase(ctx.work().mirror, caseId)
  return found && { after: found.after, until: found.until }
}
