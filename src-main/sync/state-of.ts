import { getMirrorValue, LAST_SYNCED_AT, mirrorState } from '#main/store/mirror/state.ts'
import { countOperations } from '#main/store/outbox/operations.ts'
import { countRecovered } from '#main/store/outbox/recovered.ts'
import { failingOperation } from '#main/store/outbox/sending.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { SyncContext } from './context.ts'
import { heldDeletions } from './deletion-guard.ts'
import { isFirstSyncPaused } from './first-sync.ts'
import type { Pace } from './pace.ts'

export const LAST_SYNC_MS = 'last-sync-ms'

export type Running = {
  workOffline: boolean
  activity: SyncState['activity']
  running: boolean
  pace: Pace
  /** The mirror is being loaded again because it was not what the portal has. */
  divergence: SyncState['problem']
}

/** What the screen is told: how the tries go, and what the two databases hold. */
export function stateOf(
  ctx: Pick<SyncContext, 'outbox' | 'mirror'>,
  { workOffline, activity, running, pace, divergence }: Running,
): Omit<SyncState, 'clockSkewMs'> {
  const counts = countOperations(ctx.outbox)
  // One operation that fails while the others go through is a problem too, with a time of its own.
  const failing = pace.problem() === null ? failingOperation(ctx.outbox) : null
  return {
    signedIn: true,
    workOffline,
    online: pace.online() && !workOffline,
    activity,
    problem: pace.problem() ?? failing?.problem ?? divergence,
    retryAt: pace.retryAt() ?? failing?.nextAt ?? null,
    lastSyncedAt: getMirrorValue<number>(ctx.mirror, LAST_SYNCED_AT),
    waiting: counts.waiting + counts.sending,
    conflicts: counts.conflict,
    rejected: counts.rejected,
    quarantined: counts.quarantined,
    recovered: countRecovered(ctx.outbox),
    lastSyncMs: getMirrorValue<number>(ctx.mirror, LAST_SYNC_MS),
    heldDeletions: heldDeletions(ctx.mirror),
    firstSync: firstSyncOf(ctx, running && activity !== 'pushing'),
  }
}

function firstSyncOf(ctx: Pick<SyncContext, 'mirror'>, loading: boolean): SyncState['firstSync'] {
  const { cursor, firstSync } = mirrorState(ctx.mirror)
  if (cursor !== null) return null
  return { ...(firstSync ?? { phase: 'rows', done: 0, total: 0 }), running: loading && !isFirstSyncPaused(ctx) }
}
