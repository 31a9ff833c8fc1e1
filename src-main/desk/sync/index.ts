import { operationById, withdrawOperation } from '#main/store/outbox/operations.ts'
import { resolveConflict, retryOperation } from '#main/store/outbox/sending.ts'
import { rebaseAfterRemoval } from '#main/sync/field-base.ts'
import { canMove } from '#shared/domain/status.ts'
import { OPERATION_SCHEMA_VERSION, type Operation, type StatusConflict } from '#shared/portal-api/operations.ts'
import type { DeskApi } from '../api.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { showChange } from '../perform.ts'
import { writeWorkOffline } from '../settings/stored.ts'
import { operationsPage } from './operations-page.ts'

export function syncApi(ctx: DeskContext): DeskApi['sync'] {
  return {
    state: () => {
      ctx.profile.stores()
      return ctx.syncState()
    },
    now: () => {
      const { scheduler } = ctx.work()
      if (scheduler.state().workOffline) throw new DeskFault('work_offline')
      scheduler.syncNow()
    },
    setWorkOffline: ({ workOffline }) => {
      writeWorkOffline(ctx.profile.stores().outbox, workOffline)
      ctx.scheduler()?.setWorkOffline(workOffline)
      ctx.bus.syncChanged()
    },
    pauseFirstSync: () => ctx.work().scheduler.pauseFirstSync(),
    resumeFirstSync: () => ctx.work().scheduler.resumeFirstSync(),
    operations: ({ limit }) => operationsPage(ctx.work(), limit),
    retry: ({ opId }) => {
      const { outbox, scheduler } = ctx.work()
      const stored = operationById(outbox, opId)
      if (stored === null || !retryOperation(outbox, opId)) throw new DeskFault('not_found')
      showChange(ctx, stored.operation.caseId)
      scheduler.syncNow()
    },
    withdraw: ({ opId }) => {
      const { outbox } = ctx.work()
      const stored = operationById(outbox, opId)
      if (stored === null) throw new DeskFault('not_found')
      if (withdrawOperation(outbox, opId, ctx.deps.clock()) === null) throw new DeskFault('cannot_withdraw')
      rebaseAfterRemoval({ outbox }, stored.operation)
      showChange(ctx, stored.operation.caseId)
    },
    resolveConflict: ({ opId, choice }) => {
      const { outbox, scheduler } = ctx.work()
      const stored = operationById(outbox, opId)
      if (stored?.state !== 'conflict' || stored.conflict === null) throw new DeskFault('not_found')
      const next = choice === 'mine' ? mineOnTop(ctx, stored.operation, stored.conflict) : null
      resolveConflict(outbox, opId, next, ctx.deps.clock())
      showChange(ctx, stored.operation.caseId)
      if (next) scheduler.wake()
    },
  }
}

/** The agent's status once more, now knowing theirs; the words of the settled operation have arrived already. */
function mineOnTop(ctx: DeskContext, settled: Operation, conflict: StatusConflict): Operation {
  const { theirs, theirsVersion, mine } = conflict
  if (!canMove(theirs, mine)) throw new DeskFault('illegal_move', { from: theirs, to: mine })
  return {
    kind: 'case.update',
    opId: ctx.deps.ids(),
    caseId: settled.caseId,
    schemaVersion: OPERATION_SCHEMA_VERSION,
    authoredAt: ctx.deps.clock(),
    dependsOn: [],
    status: { to: mine, base: { value: theirs, version: theirsVersion } },
  }
}
