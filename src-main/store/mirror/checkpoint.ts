import type { Mirror } from '../open.ts'

/** Changed rows after which the journal is moved into the file: about 150 pages. */
const DUE = 500

const seen = new WeakMap<Mirror, number>()

/**
 * Moves the journal into the file when it has grown, as a step of its own: left to a commit, it would come on top of
 * that commit's time. True: it did.
 */
export function checkpointIfDue(mirror: Mirror): boolean {
  const changes = mirror.prepare<number>('SELECT total_changes()', { pluck: true }).get() ?? 0
  if (changes - (seen.get(mirror) ?? 0) < DUE) return false
  seen.set(mirror, changes)
  makeDurable(mirror)
  return true
}

/** Afterwards no power cut takes back what was committed until now; a commit alone does not promise that for the mirror. */
export function makeDurable(mirror: Mirror): void {
  mirror.pragma('wal_checkpoint(PASSIVE)')
}
