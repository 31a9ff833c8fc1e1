import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'
import { checkpointIfDue } from './checkpoint.ts'
import { reapplyCases } from './overlay.ts'
import { markStale, refreshStale } from './search-index.ts'
import { mirrorState } from './state.ts'

const SLICE_MS = 12
const FIRST_SLICE = 10
const MOST_AT_ONCE = 100

/**
 * As `reapply` for many cases, cut into steps of about 12 ms that answer how many are shown; others live between two of them.
 * The full text follows when all are shown, since what is done to many seldom changes a word.
 */
export function* reapplyInSlices(
  mirror: Mirror,
  caseIds: readonly string[],
  pendingOf: (caseIds: readonly string[]) => readonly OverlayOperation[],
  clock: { now(): number },
): Generator<number, void, void> {
  // Before the first sync is complete there is nothing to cover; `reapplyAll` follows it.
  if (mirrorState(mirror).cursor === null) return
  let size = FIRST_SLICE
  for (let at = 0; at < caseIds.length; ) {
    const begun = clock.now()
    const slice = caseIds.slice(at, at + size)
    mirror.transaction(() => {
      for (const pk of reapplyCases(mirror, slice, pendingOf(slice))) markStale(mirror, pk)
    })
    at += slice.length
    const took = Math.max(clock.now() - begun, 1)
    size = Math.max(1, Math.min(MOST_AT_ONCE, Math.round((slice.length * SLICE_MS) / took)))
    yield at
    if (checkpointIfDue(mirror)) yield at
  }
  while (refreshStale(mirror, clock)) {
    yield caseIds.length
    if (checkpointIfDue(mirror)) yield caseIds.length
  }
}
