import { reapply, reapplyAll } from '#main/store/mirror/overlay.ts'
import { overlayOfCases, overlayOperations } from '#main/store/outbox/overlay.ts'
import { type SyncContext, shownSeq } from './context.ts'

type Stores = Pick<SyncContext, 'outbox' | 'mirror'>

/** Shows the operations of these cases on top of the portal's rows. */
export function showPending({ outbox, mirror }: Stores, caseIds: readonly string[]): void {
  reapply(mirror, caseIds, overlayOfCases(outbox, shownSeq(mirror), caseIds))
}

/** The same for all cases: after a start and after everything was loaded anew. */
export function showAllPending({ outbox, mirror }: Stores): void {
  reapplyAll(mirror, overlayOperations(outbox, shownSeq(mirror)))
}
