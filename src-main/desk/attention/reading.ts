import { newestInstant, readingOf, snoozeOfCase, unreadFrom } from '#main/store/mirror/attention.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { isHereAlone, replaceOperation } from '#main/store/outbox/withdrawing.ts'
import { laneOf, type MarkOperation } from '#shared/portal-api/operations.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { perform, showChange } from '../perform.ts'
import { wakeCase } from './snooze.ts'

type ReadOperation = Extract<MarkOperation, { kind: 'case.read' }>

/** The agent sees the case: it is read as far as it is here, and a snooze that is over is over. */
export function look(ctx: DeskContext, caseId: string): void {
  const { mirror } = ctx.work()
  if (snoozeOfCase(mirror, caseId)?.back) wakeCase(ctx, caseId)
  const until = newestInstant(mirror, caseId)
  const { unread, readUntil } = readingOf(mirror, caseId)
  // The first look is kept also of what is no news: what comes later is new since then.
  if (unread || (readUntil === null && until > 0)) markRead(ctx, caseId, { mode: 'seen', until })
}

/** As if others' newest doing had not been seen. */
export function markUnread(ctx: DeskContext, caseId: string): void {
  requireCase(ctx, caseId)
  const until = unreadFrom(ctx.work().mirror, caseId)
  if (until === null) throw new DeskFault('not_found')
  markRead(ctx, caseId, { mode: 'set', until })
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
