import { portalValue } from '#main/store/mirror/portal-value.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { rebaseValue } from '#main/store/outbox/rebase.ts'
import { type ValueChange, valueChangesOf } from '#main/store/outbox/value-changes.ts'
import { laneOf, type Operation } from '#shared/portal-api/operations.ts'
import type { SyncContext } from './context.ts'

type Stores = Pick<SyncContext, 'outbox' | 'mirror'>
type Earlier = Pick<StoredOperation, 'operation' | 'state'>

/**
 * The same as `prepareBases` for changes whose base is a value. They wait until the earlier one is decided, and for nothing to
 * be pulled: a value that was written, or that waits for a person, is right as a base.
 */
export function prepareValueBases(stores: Stores, operation: Operation): 'ready' | 'wait' {
  const changes = valueChangesOf(operation)
  if (changes.length === 0) return 'ready'
  const history = operationsOfLane(stores.outbox, laneOf(operation))
  const place = history.findIndex((stored) => stored.operation.opId === operation.opId)
  const bases = changes.map((change) => ({ change, ...baseOf(stores, operation, change, history.slice(0, place)) }))
  if (bases.some(({ isOpen }) => isOpen)) return 'wait'
  for (const { change, base } of bases) rebase(stores, operation, change, base)
  return 'ready'
}

/** Of each field of `removed`, the next change that waits stands on what came before where it was written on top of it. */
export function rebaseValuesAfterRemoval(stores: Stores, removed: Operation, ord: number): void {
  for (const gone of valueChangesOf(removed)) {
    const later = operationsOfLane(stores.outbox, laneOf(removed)).filter((stored) => stored.ord > ord)
    for (const [place, { operation, state }] of later.entries()) {
      const change = valueChangesOf(operation).find((one) => isSame(one, gone))
      if (!change || state !== 'waiting') continue
      const earlier: Earlier[] = [{ operation: removed, state: 'rejected' }, ...later.slice(0, place)]
      const { base } = baseOf(stores, operation, change, earlier)
      rebase(stores, operation, change, base)
      break
    }
  }
}

/** The base without the earlier changes that never came to be; `isOpen`: the one that it stands on is not decided yet. */
function baseOf({ mirror }: Stores, operation: Operation, change: ValueChange, earlier: readonly Earlier[]) {
  let { base } = change
  for (const { operation: before, state } of earlier.toReversed()) {
    const known = valueChangesOf(before).find((one) => isSame(one, change))
    if (!known) continue
    if (known.to !== base) break
    if (state === 'waiting' || state === 'sending') return { base, isOpen: true }
    if (state !== 'rejected' && state !== 'quarantined') break
    // The portal has that value all the same, so the author may well have seen it there.
    if (base === portalValue(mirror, operation, change.field)) break
    base = known.base
  }
  return { base, isOpen: false }
}

function rebase({ outbox }: Stores, { opId }: Operation, change: ValueChange, base: unknown): void {
  if (change.base !== base) rebaseValue(outbox, opId, change.field, base)
}

const isSame = (one: ValueChange, other: ValueChange): boolean =>
  one.lineId === other.lineId && one.field === other.field
