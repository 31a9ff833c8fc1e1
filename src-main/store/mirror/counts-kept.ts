import type { Mirror } from '../open.ts'

type Counts = { changes: number; byKey: Map<string, unknown> }

/** Of each open mirror what was counted since it was last written. */
const COUNTS = new WeakMap<Mirror, Counts>()
const COUNTS_KEPT = 200

function countsOf(mirror: Mirror): Map<string, unknown> {
  const changes = mirror.prepare<number>('SELECT total_changes()', { pluck: true }).get() ?? 0
  const known = COUNTS.get(mirror)
  if (known?.changes === changes && known.byKey.size < COUNTS_KEPT) return known.byKey
  const byKey = new Map<string, unknown>()
  COUNTS.set(mirror, { changes, byKey })
  return byKey
}

/** A count of the same key since the last change; undefined: there is none. */
export function knownCount(mirror: Mirror, key: string): number | undefined {
  return countsOf(mirror).get(key) as number | undefined
}

export function keepCount(mirror: Mirror, key: string, counted: number): void {
  countsOf(mirror).set(key, counted)
}

/** Counts once between two changes. A key stands for one kind of answer. */
export function countOnce<T>(mirror: Mirror, key: string, count: () => T): T {
  const counts = countsOf(mirror)
  if (!counts.has(key)) counts.set(key, count())
  return counts.get(key) as T
}
