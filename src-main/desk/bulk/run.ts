import { waitingLanes, withdrawGroup } from '#main/store/outbox/groups.ts'
import { putSetting } from '#main/store/outbox/settings.ts'
import { rebaseAfterRemoval } from '#main/sync/field-base.ts'
import { laneOf } from '#shared/portal-api/operations.ts'
import type { BulkAction, BulkRun } from '#shared/rpc/bulk.ts'
import { seenBy } from '../cases/add-note.ts'
import type { DeskContext } from '../context.ts'
import { casesOf, performGroup, showMany, UNDO_MS } from '../perform.ts'
import { type BulkPlan, planFor, plannerOf } from './plan.ts'
import { noteShown, readRun, runName } from './progress.ts'

export async function runBulk(
  ctx: DeskContext,
  { caseIds, action }: { caseIds: string[]; action: BulkAction },
): Promise<BulkRun> {
  return carryOut(ctx, action, await planFor(ctx, caseIds, plannerOf(ctx, action)))
}

/** Answers when everything is durable and shown. What was refused is remembered in the same transaction. */
export async function carryOut(ctx: DeskContext, action: BulkAction, plan: BulkPlan): Promise<BulkRun> {
  const { operations, refused } = plan
  const groupId = ctx.deps.ids()
  const at = ctx.deps.clock()
  const done = casesOf(operations).length
  const undoUntil = done > 0 ? at + UNDO_MS : null
  const run: BulkRun = { groupId, action, at, done, undoUntil, refused }
  if (done === 0) return run
  const { me } = ctx.work()
  const options = { groupId, holdUntil: at + UNDO_MS, seenSeq: seenBy(ctx) }
  await performGroup(ctx, operations, { ...options, keep: (outbox) => putSetting(outbox, runName(me), run) }, (shown) =>
    noteShown(ctx, groupId, shown),
  )
  return run
}

export async function undoBulk(
  ctx: DeskContext,
  { groupId }: { groupId: string },
): Promise<{ undone: number; left: number }> {
  const { outbox, mirror, me, scheduler } = ctx.work()
  const { withdrawn, left } = outbox.transaction(() => {
    const taken = withdrawGroup(outbox, groupId, ctx.deps.clock())
    const later = waitingLanes(outbox, taken.withdrawn.map(laneOf))
    for (const operation of taken.withdrawn) {
      if (later.has(laneOf(operation))) rebaseAfterRemoval({ outbox, mirror }, operation)
    }
    const run = readRun(outbox, me)
    if (run?.groupId === groupId) putSetting(outbox, runName(me), { ...run, undoUntil: null })
    return taken
  })
  const cases = casesOf(withdrawn)
  await showMany(ctx, cases, () => {})
  ctx.bus.publish({ type: 'bulk' })
  scheduler.wake()
  return { undone: cases.length, left }
}
