import { fieldWith } from '#main/store/mirror/overlay.ts'
import { portalField } from '#main/store/mirror/portal-field.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { changeOf, statusThatFollows } from '#main/store/outbox/overlay.ts'
import { rebaseField } from '#main/store/outbox/rebase.ts'
import { INITIAL_STATUS } from '#shared/domain/status.ts'
import { laneOf, type Operation } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS, type CaseField } from '#shared/portal-api/rows.ts'
import { type SyncContext, shownSeq } from './context.ts'
import { prepareValueBases, rebaseValuesAfterRemoval } from './value-base.ts'

type Stores = Pick<SyncContext, 'outbox' | 'mirror'>
type FieldBase = { value: string | null; version: number }

/**
 * A change written on top of one that is still on its way carries a base that was only predicted. Before such an operation
 * leaves for the first time its base must say what really became of the earlier one. Two ways:
 * `wait`  the earlier one is not settled, or what it did has not been pulled yet;
 * `ready` it may go, now with the right base.
 */
export function prepareBases(stores: Stores, operation: Operation): 'ready' | 'wait' {
  const fields = CASE_FIELDS.filter((field) => changeOf(operation, field))
  if (fields.some((field) => prepareBase(stores, operation, field) === 'wait')) return 'wait'
  return prepareValueBases(stores, operation)
}

function prepareBase(stores: Stores, operation: Operation, field: CaseField): 'ready' | 'wait' {
  const lane = laneOf(operation)
  const history = operationsOfLane(stores.outbox, lane)
  const place = history.findIndex((stored) => stored.operation.opId === operation.opId)
  const setters = history.slice(0, place).filter((stored) => sets(stored.operation, field))
  const written = changeOf(operation, field)?.base
  let base = written
  for (const earlier of setters.toReversed()) {
    if (!base) break
    if (!isPredictedFrom(base, earlier.operation, field)) {
      // An operation without a base may have left the field alone, as the withdrawal of an estimate does after a later status.
      if (hasNoBase(earlier.operation, field)) continue
      break
    }
    if (isOnItsWay(stores, earlier, field)) return 'wait'
    if (earlier.state === 'settled' && !hasFailed(earlier)) {
      const current = portalField(stores.mirror, lane, field)
      // Another value means that somebody came after us: the base stays behind, and the portal sees to it. So it does where
      // rows are loaded anew, which may be from before the earlier one.
      if (current?.value === base.value && (current.version >= base.version || !isLoading(stores))) {
        rebaseChain(stores, history.slice(place), field, current)
        return 'ready'
      }
      break
    }
    // The earlier change never happened, so this one is as old as that one was.
    const known = changeOf(earlier.operation, field)?.base
    if (!known) {
      // It had no base: what was written on it stands on what comes of those before it.
      const standing = setters.findLast((stored) => !hasFailed(stored))
      if (isLoading(stores) || (standing && isOnItsWay(stores, standing, field))) return 'wait'
      base = beforeOf(stores, lane, history.slice(0, place), field, base)
      break
    }
    base = known
  }
  if (base && base !== written) rebaseField(stores.outbox, operation.opId, field, base)
  return 'ready'
}

/** What comes of it is not decided, or not to be seen here yet. */
function isOnItsWay(stores: Stores, { operation, state, seq }: StoredOperation, field: CaseField): boolean {
  if (state === 'waiting' || state === 'sending') return true
  if (state !== 'settled') return false
  // What came of an operation without a base, only the rows can say, and they are on their way.
  return (seq ?? 0) > shownSeq(stores.mirror) || (isLoading(stores) && hasNoBase(operation, field))
}

/** Its change never came to be, also where a person has decided about its conflict: what they chose is another operation. */
const hasFailed = ({ state, conflict }: StoredOperation): boolean =>
  state === 'conflict' || state === 'rejected' || state === 'quarantined' || conflict !== null

const isLoading = ({ mirror }: Stores): boolean => mirrorState(mirror).cursor === null

/**
 * The first of the operations stands on `base`, and those that were written on top of it as far above it as before: by no more
 * than one for each change between, as the row that was shown may have been ahead of the first one's base.
 */
function rebaseChain(
  { outbox }: Stores,
  [first, ...later]: readonly StoredOperation[],
  field: CaseField,
  base: FieldBase,
): void {
  const before = first && changeOf(first.operation, field)
  if (!first || !before) return
  rebaseField(outbox, first.operation.opId, field, base)
  let last = first.operation
  let changes = 1
  for (const { operation, state } of later) {
    const change = changeOf(operation, field)
    if (change && state === 'waiting' && isPredictedFrom(change.base, last, field)) {
      const above = Math.min(change.base.version - before.base.version, changes)
      rebaseField(outbox, operation.opId, field, { ...change.base, version: base.version + above })
      last = operation
    }
    if (sets(operation, field)) changes += 1
  }
}

/**
 * The field as the case's operations `before` leave it. Where somebody has changed it since, its number may be the one that was
 * predicted: the base is an older one then, and the portal takes it for no change of theirs.
 */
function beforeOf(
  stores: Stores,
  caseId: string,
  before: readonly StoredOperation[],
  field: CaseField,
  predicted: FieldBase,
): FieldBase {
  const shown = shownSeq(stores.mirror)
  const effective = before.flatMap((stored) => {
    const passed = stored.state === 'settled' && (stored.seq ?? 0) <= shown
    const decided = stored.state === 'settled' && stored.conflict !== null
    return passed ? [] : [{ ...stored, passed, decided }]
  })
  const current = fieldWith(stores.mirror, caseId, effective, field)
  const isExpected = current?.version === predicted.version && current.value === predicted.value
  if (current && (isExpected || current.version < predicted.version)) return current
  return { ...predicted, version: predicted.version - 1 }
}

/**
 * Later operations were written on top of `removed`, which will never be sent. `ord`: its place in the order of writing, for
 * what has no version to tell which are later.
 */
export function rebaseAfterRemoval(stores: Stores, removed: Operation, ord = 0): void {
  rebaseValuesAfterRemoval(stores, removed, ord)
  for (const field of CASE_FIELDS) {
    if (!sets(removed, field) || removed.kind === 'case.create') continue
    const history = operationsOfLane(stores.outbox, laneOf(removed))
    for (const [place, { operation, state }] of history.entries()) {
      const after = changeOf(operation, field)?.base
      if (state !== 'waiting' || !after || !isPredictedFrom(after, removed, field)) continue
      const known = changeOf(removed, field)?.base
      const base = known ?? beforeOf(stores, laneOf(removed), history.slice(0, place), field, after)
      rebaseField(stores.outbox, operation.opId, field, base)
      break
    }
  }
}

/** Whether what stands on `after` was written on top of the earlier one. */
function isPredictedFrom(after: FieldBase, earlier: Operation, field: CaseField): boolean {
  if (givesBack(earlier, field)) return true
  if (after.value !== valueSet(earlier, field)) return false
  const before = changeOf(earlier, field)
  return before === undefined || after.version > before.base.version
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
