import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'

/** Rebuilds what the agent sees of these cases: the portal's rows with `pending` (of these cases, in order) on top. */
export declare function reapply(mirror: Mirror, caseIds: readonly string[], pending: readonly OverlayOperation[]): void
/** The same for every case that has or had pending operations; once at start and after a first sync. */
export declare function reapplyAll(mirror: Mirror, pending: readonly OverlayOperation[]): void
