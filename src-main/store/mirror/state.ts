import type { Mirror } from '../open.ts'

export type FirstSyncProgress = { phase: 'rows' | 'indexes'; done: number; total: number }
export type MirrorState = {
  /** `epoch.seq` up to which all changes are in; null before the first sync is complete. */
  cursor: string | null
  /** Set while a first sync (or a resync) is under way, running or not. */
  firstSync: FirstSyncProgress | null
}

export declare function mirrorState(mirror: Mirror): MirrorState
/** A small JSON value that belongs to the mirror and goes with it, e.g. when it was last synced. */
export declare function getMirrorValue<T>(mirror: Mirror, name: string): T | null
export declare function putMirrorValue(mirror: Mirror, name: string, value: unknown): void
