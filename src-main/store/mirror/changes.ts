import type { ChangeItem } from '#shared/portal-api/sync.ts'
import type { Mirror } from '../open.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'

export type AppliedChanges = {
  /** Cases whose row, notes or events changed. */
  caseIds: string[]
  /** Notes that were not on this machine before (the agent's own local ones were). */
  newNotes: { id: string; caseId: string; authorKind: 'agent' | 'customer' | 'system'; authorId: string | null }[]
  /** An agent, company or contact changed: names on any row may differ. */
  namesChanged: boolean
}

export type PendingOf = (caseIds: readonly string[], cursorSeq: number) => OverlayOperation[]

/**
 * Applies items (ascending by seq) in one transaction: rows, tombstones, evictions, full text, counters, overlay, cursor.
 * `cursor`: that of the last item. What the cursor has already passed, or a row that is newer here, is left alone.
 */
export declare function applyChanges(
  mirror: Mirror,
  change: { items: readonly ChangeItem[]; cursor: string; pendingOf: PendingOf },
): AppliedChanges

/** The same for a whole page, cut by itself into transactions of about 25 ms; let the event loop live between two of them. */
export declare function applyChangesInSlices(
  mirror: Mirror,
  change: { items: readonly ChangeItem[]; cursor: string; pendingOf: PendingOf },
  clock: { now(): number },
): Generator<AppliedChanges, void, void>

/** Brings the full text of cases up to date whose company or contact was renamed; one short slice. False: nothing left. */
export declare function refreshSearch(mirror: Mirror, clock: { now(): number }): boolean
