import type { SnapshotHead, SnapshotPage, SyncTable } from '#shared/portal-api/index.ts'
import type { Mirror } from '../open.ts'

/** Empties the mirror and begins a first sync at the head's cursor. */
export declare function beginSnapshot(mirror: Mirror, head: SnapshotHead): void
/** The page to ask for next; null when all rows are here (or no snapshot is under way). */
export declare function snapshotPosition(mirror: Mirror): { table: SyncTable; after: string | null } | null
/** Rows and progress in one transaction. `after`: as the page was asked with; a page that is already in is ignored. */
export declare function applySnapshotPage(mirror: Mirror, page: SnapshotPage, after: string | null): void
/**
 * Builds indexes, counters and full text in short steps; let the event loop live between two of them. Can be left and
 * begun again at any point, also after a restart. The last step ends the first sync: the cursor is set then.
 */
export declare function buildIndexes(
  mirror: Mirror,
  clock: { now(): number },
): Generator<{ done: number; total: number }, void, void>
