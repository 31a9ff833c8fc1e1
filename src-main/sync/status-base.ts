import { portalStatus } from '#main/store/mirror/portal-status.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { rebaseStatus } from '#main/store/outbox/rebase.ts'
import { laneOf, type Operation, statusOf } from '#shared/portal-api/operations.ts'
import { cursorSeq, type SyncContext } from './context.ts'

type Stores = Pick<SyncContext, 'outbox' | 'mirror'>

/**
 * A status change written on top of one that is still on its way carries a base that was only predicted. Before such an
 * operation leaves for the first time its base must say what really became of the earlier one. Three ways:
 * `wait`  the earlier one is not settled, or what it did has not been pulled yet;
 * `ready` it may go, now with the right base.
 */
export function prepareStatusBase(stores: Stores, operation: Operation): 'ready' | 'wait' {
  const change = statusOf(operation)
  if (!change) return 'ready'
  const history = operationsOfLane(stores.outbox, laneOf(operation))
  const place = history.findIndex((stored) => stored.operation.opId === operation.opId)
  const earlier = history.slice(0, place).findLast((stored) => statusOf(stored.operation))
  const before = earlier && statusOf(earlier.operation)
  if (!earlier || !before || !isPredictedFrom(operation, earlier.operation)) return 'ready'
  switch (earlier.state) {
    case 'waiting':
    case 'sending':
      return 'wait'
    case 'settled': {
      if ((earlier.seq ?? 0) > cursorSeq(stores.mirror)) return 'wait'
      const current = portalStatus(stores.mirror, laneOf(operation))
      // Another value means that somebody came after us: the base stays behind, and the portal reports the conflict.
      if (current && current.value === change.base.value) rebaseStatus(stores.outbox, operation.opId, current)
      return 'ready'
    }
    case 'conflict':
    case 'rejected':
    case 'quarantined':
      // The earlier change never happened, so this one is as old as that one was.
      rebaseStatus(stores.outbox, operation.opId, before.base)
      return 'ready'
  }
}

/** The later operations of the case were written on top of `removed`, which will never be sent. */
export function rebaseAfterRemoval(stores: Pick<Stores, 'outbox'>, removed: Operation): void {
  const change = statusOf(removed)
  if (!change) return
  const next = operationsOfLane(stores.outbox, laneOf(removed)).find(
    (stored) => stored.state === 'waiting' && isPredictedFrom(stored.operation, removed),
  )
  if (next) rebaseStatus(stores.outbox, next.operation.opId, change.base)
}

function isPredictedFrom(later: Operation, earlier: Operation): boolean {
  const [after, before] = [statusOf(later), statusOf(earlier)]
  return (
    after !== undefined &&
    before !== undefined &&
    after.base.value === before.to &&
    after.base.version > before.base.version
  )
}
