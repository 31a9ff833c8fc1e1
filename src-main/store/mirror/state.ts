import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

export type FirstSyncProgress = { phase: 'rows' | 'indexes'; done: number; total: number }
/** A value of the mirror: see `shownSeq`. */
export const SHOWN_SEQ = 'shown-seq'
/** A value of the mirror: epoch ms at which it last was at the feed's head. */
export const LAST_SYNCED_AT = 'last-synced-at'

export type MirrorState = {
  /** `epoch.seq` up to which all changes are in; null before the first sync is complete. */
  cursor: string | null
  /** Set while a first sync (or a resync) is under way, running or not. */
  firstSync: FirstSyncProgress | null
}

/** How far a first sync is; kept in the mirror, so that it goes on after a restart. */
export type Snapshot = {
  cursor: string
  tables: { table: SyncTable; rows: number }[]
  /** Index into `tables`; equal to its length when all rows are here. */
  at: number
  after: string | null
  rowsDone: number
  build: BuildPosition
}

/** `step`: index into the list of build steps; `from`: where a sliced step goes on. */
export type BuildPosition = { step: number; from: [number, number]; done: number; total: number }

export function mirrorState(mirror: Mirror): MirrorState {
  const snapshot = getMirrorValue<Snapshot>(mirror, 'snapshot')
  return {
    cursor: getMirrorValue<string>(mirror, 'cursor'),
    firstSync: snapshot ? progressOf(snapshot) : null,
  }
}

function progressOf(snapshot: Snapshot): FirstSyncProgress {
  if (snapshot.at < snapshot.tables.length) {
    const expected = snapshot.tables.reduce((sum, { rows }) => sum + rows, 0)
    return { phase: 'rows', done: snapshot.rowsDone, total: Math.max(expected, snapshot.rowsDone) }
  }
  return { phase: 'indexes', done: snapshot.build.done, total: snapshot.build.total }
}

/** A small JSON value that belongs to the mirror and goes with it, e.g. when it was last synced. */
export function getMirrorValue<T>(mirror: Mirror, name: string): T | null {
  const value = mirror.prepare<string>('SELECT value FROM meta WHERE name = ?', { pluck: true }).get(name)
  return value === undefined ? null : (JSON.parse(value) as T)
}

export function putMirrorValue(mirror: Mirror, name: string, value: unknown): void {
  mirror.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(name, JSON.stringify(value))
}

export function removeMirrorValue(mirror: Mirror, name: string): void {
  mirror.prepare('DELETE FROM meta WHERE name = ?').run(name)
}
