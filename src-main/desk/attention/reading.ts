import { newestInstant, readingOf, snoozeOfCase, unreadFrom } from '#main/store/mirror/attention.ts'
import { knownCaseKey } from '#main/store/mirror/case-key.ts'
import { mergedParts } from '#main/store/mirror/merged.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { isHereAlone, replaceOperation } from '#main/store/outbox/withdrawing.ts'
import { laneOf, type MarkOperation } from '#shared/portal-api/operations.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { perform, showChange } from '../perform.ts'
import { wakeCase } from './snooze.ts'

type ReadOperation = Extract<MarkOperation, { kind: 'case.read' }>

/** The agent sees the case, and in its thread what was merged into it: all is read as far as it is here, and a snooze that is over is over. */
export function look(ctx: DeskContext, caseId: string): void {
  const { mirror } = ctx.work()
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return
  lookAt(ctx, { pk, id: caseId })
  for (const part of mergedParts(mirror, pk)) lookAt(ctx, part)
}

function lookAt(ctx: DeskContext, { pk, id: caseId }: { pk: number; id: string }): void {
  const { mirror } = ctx.work()
  if (snoozeOfCase(mirror, caseId)?.back) wakeCase(ctx, caseId)
  const until = newestInstant(mirror, caseId)
  const { unread, readUntil } = readingOf(mirror, pk)
  // The first look is kept also of what is no news: what comes later is new since then.
  if (unread || (readUntil === null && until > 0)) markRead(ctx, caseId, { mode: 'seen', until })
}

/** As if others' newest doing had not been seen. */
export function markUnread(ctx: DeskContext, caseId: string): void {
  requireCase(ctx, caseId)
  const news = unreadFrom(ctx.work().mirror, caseId)
  if (news === null) throw new DeskFault('not_found')
  markRead(ctx, news.caseId, { mode: 'set', until: news.until })
  // What lists and the open case show of it is of the case that the agent has before them.
  if (news.caseId !== caseId) ctx.bus.publish({ type: 'cases', caseIds: [caseId], newFromOthers: 0 })
}

/** What was not sent yet is replaced: nobody needs to know how often somebody looked. */
function markRead(ctx: DeskContext, caseId: string, reading: Pick<ReadOperation, 'mode' | 'until'>): void {
  const operation: ReadOperation = { ...ofCase(ctx, caseId), kind: 'case.read', ...reading }
  const { outbox, scheduler } = ctx.work()
  const earlier = operationsOfLane(outbox, laneOf(operation)).find(({ state }) => state === 'waiting')
  if (!earlier || !isHereAlone(earlier)) {
    perform(ctx, operation)
    return
  }
  replaceOperation(outbox, earlier.operation.opId, operation)
  showChange(ctx, operation)
  scheduler.wake()
}
