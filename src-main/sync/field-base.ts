import { portalField } from '#main/store/mirror/portal-field.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { changeOf, statusThatFollows } from '#main/store/outbox/overlay.ts'
import { rebaseField } from '#main/store/outbox/rebase.ts'
import { INITIAL_STATUS } from '#shared/domain/status.ts'
import { laneOf, type Operation } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS, type CaseField } from '#shared/portal-api/rows.ts'
import { type SyncContext, shownSeq } from './context.ts'

type Stores = Pick<SyncContext, 'outbox' | 'mirror'>

/**
 * A change written on top of one that is still on its way carries a base that was only predicted. Before such an operation
 * leaves for the first time its base must say what really became of the earlier one. Two ways:
 * `wait`  the earlier one is not settled, or what it did has not been pulled yet;
 * `ready` it may go, now with the right base.
 */
export function prepareBases(stores: Stores, operation: Operation): 'ready' | 'wait' {
  const fields = CASE_FIELDS.filter((field) => changeOf(operation, field))
  return fields.some((field) => prepareBase(stores, operation, field) === 'wait') ? 'wait' : 'ready'
}

function prepareBase(stores: Stores, operation: Operation, field: CaseField): 'ready' | 'wait' {
  const change = changeOf(operation, field)
  const history = operationsOfLane(stores.outbox, laneOf(operation))
  const place = history.findIndex((stored) => stored.operation.opId === operation.opId)
  const earlier = history.slice(0, place).findLast((stored) => sets(stored.operation, field))
  if (!earlier || !change || !isPredictedFrom(operation, earlier.operation, field)) return 'ready'
  switch (earlier.state) {
    case 'waiting':
    case 'sending':
      return 'wait'
    case 'settled': {
      if ((earlier.seq ?? 0) > shownSeq(stores.mirror)) return 'wait'
      // What came of an operation without a base, only the rows can say, and they are on their way.
      if (isLoading(stores) && hasNoBase(earlier.operation, field)) return 'wait'
      const current = portalField(stores.mirror, laneOf(operation), field)
      // Another value means that somebody came after us: the base stays behind, and the portal sees to it.
      if (current?.value === change.base.value) rebaseChain(stores, history.slice(place), field, current)
      return 'ready'
    }
    case 'conflict':
    case 'rejected':
    case 'quarantined': {
      // The earlier change never happened, so this one is as old as that one was.
      const before = changeOf(earlier.operation, field)?.base ?? unmoved(stores, operation, field, change.base.version)
      if (before) rebaseField(stores.outbox, operation.opId, field, before)
      return 'ready'
    }
  }
}

const isLoading = ({ mirror }: Stores): boolean => mirrorState(mirror).cursor === null

/** The first of the operations stands on `base`, and those that were written on top of it as far above it as before. */
function rebaseChain(
  { outbox }: Stores,
  [first, ...later]: readonly StoredOperation[],
  field: CaseField,
  base: { value: string | null; version: number },
): void {
  const before = first && changeOf(first.operation, field)
  if (!first || !before) return
  const shift = base.version - before.base.version
  rebaseField(outbox, first.operation.opId, field, base)
  let last = first.operation
  for (const { operation, state } of later) {
    const change = changeOf(operation, field)
    if (!change || state !== 'waiting' || !isPredictedFrom(operation, last, field)) continue
    rebaseField(outbox, operation.opId, field, { ...change.base, version: change.base.version + shift })
    last = operation
  }
}

/** The portal's field, where its version is still the one before the predicted one; null where somebody else has moved it. */
function unmoved(stores: Stores, operation: Operation, field: CaseField, predicted: number) {
  const current = portalField(stores.mirror, laneOf(operation), field)
  return current && current.version < predicted ? current : null
}

/** The later operations of the case were written on top of `removed`, which will never be sent. */
export function rebaseAfterRemoval(stores: Stores, removed: Operation): void {
  for (const field of CASE_FIELDS) {
    if (!sets(removed, field) || removed.kind === 'case.create') continue
    const next = operationsOfLane(stores.outbox, laneOf(removed)).find(
      (stored) => stored.state === 'waiting' && isPredictedFrom(stored.operation, removed, field),
    )
    const predicted = next && changeOf(next.operation, field)?.base.version
    if (!next || predicted === undefined) continue
    const before = changeOf(removed, field)?.base ?? unmoved(stores, next.operation, field, predicted)
    if (before) rebaseField(stores.outbox, next.operation.opId, field, before)
  }
}

function isPredictedFrom(later: Operation, earlier: Operation, field: CaseField): boolean {
  const after = changeOf(later, field)
  if (!after) return false
  if (givesBack(earlier, field)) return true
  if (after.base.value !== valueSet(earlier, field)) return false
  const before = changeOf(earlier, field)
  return before === undefined || after.base.version > before.base.version
}

const hasNoBase = (operation: Operation, field: CaseField): boolean =>
  operation.kind !== 'case.create' && changeOf(operation, field) === undefined

const sets = (operation: Operation, field: CaseField): boolean =>
  valueSet(operation, field) !== undefined || givesBack(operation, field)

/** The status of a case that is taken apart again is what it was before: no operation names it. */
const givesBack = (operation: Operation, field: CaseField): boolean =>
  field === 'status' && operation.kind === 'case.unmerge'

/** The value that the operation leaves in the field; undefined where it leaves it alone. */
function valueSet(operation: Operation, field: CaseField): string | null | undefined {
  const change = changeOf(operation, field)
  if (change) return change.to
  if (field === 'status') {
    if (operation.kind === 'case.merge') return 'resolved'
    return operation.kind === 'case.create' ? INITIAL_STATUS : statusThatFollows(operation)
  }
  return operation.kind === 'case.create' ? operation[field] : undefined
}
