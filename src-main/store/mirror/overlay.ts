import { type SlaMoment, stepClocks } from '#shared/domain/sla.ts'
import { type CaseStatus, INITIAL_STATUS, isOpen } from '#shared/domain/status.ts'
import type { WorkingTime } from '#shared/domain/working-time.ts'
import { isMark, lanesOfCase, type Operation, statusOf } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS, type CaseField, type CaseRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'
import { byLane, changeOf, type OverlayOperation } from '../outbox/overlay.ts'
import { showAttention } from './attention.ts'
import { caseIdOf, caseKey, knownCaseKey } from './case-key.ts'
import { type CaseFlags, deleteCase, readCase, writeCase } from './case-rows.ts'
import { openEstimateIds } from './estimates.ts'
import { localCase } from './local-cases.ts'
import { replaceLocalFiles } from './local-files.ts'
import { replaceLocalNotes } from './local-notes.ts'
import { statusBeforeMerge } from './merged.ts'
import { showRmas } from './rma-shown.ts'
import { countSegments, indexCases, MANY_SEGMENTS, mergeSearch } from './search-index.ts'
import { serviceLevels } from './service-levels.ts'
import { mirrorState } from './state.ts'

/** The portal's untouched row of a case whose fields are covered by pending operations. */
export type BaseRow = { row: CaseRow; seq: number }

/** Rebuilds what the agent sees of these cases: the portal's rows with `pending` (of these cases, in order) on top. */
export function reapply(mirror: Mirror, caseIds: readonly string[], pending: readonly OverlayOperation[]): void {
  // Before the first sync is complete there is nothing to cover; `reapplyAll` follows it.
  if (mirrorState(mirror).cursor === null) return
  mirror.transaction(() => {
    indexCases(mirror, reapplyCases(mirror, caseIds, pending))
    // Offline nothing else merges what every action adds.
    if (countSegments(mirror) >= MANY_SEGMENTS) mergeSearch(mirror, () => true)
  })
}

/** The same for every case that has or had pending operations; once at start and after a first sync. */
export function reapplyAll(mirror: Mirror, pending: readonly OverlayOperation[]): void {
  const caseIds = new Set(pending.flatMap(({ operation }) => ('caseId' in operation ? [operation.caseId] : [])))
  for (const pk of mirror.prepare<number>('SELECT case_pk FROM overlay', { pluck: true }).all()) {
    const caseId = caseIdOf(mirror, pk)
    if (caseId !== undefined) caseIds.add(caseId)
  }
  reapply(mirror, [...caseIds], pending)
}

/** Within the caller's transaction and without full text. Answers the local keys of the cases that look different now. */
export function reapplyCases(
  mirror: Mirror,
  caseIds: Iterable<string>,
  pending: readonly OverlayOperation[],
): number[] {
  const lanes = byLane(pending)
  const changed: number[] = []
  for (const caseId of caseIds) {
    const all = lanesOfCase(caseId).flatMap((lane) => lanes.get(lane) ?? [])
    const operations = all.filter(({ state, passed }) => !(state === 'settled' && passed))
    const pk = operations.length > 0 ? caseKey(mirror, caseId) : knownCaseKey(mirror, caseId)
    if (pk === undefined) continue
    showRmas(mirror, pk, operations)
    if (reapplyCase(mirror, pk, operations)) changed.push(pk)
    showAttention(mirror, pk, operations)
  }
  return changed
}

function reapplyCase(mirror: Mirror, pk: number, operations: readonly OverlayOperation[]): boolean {
  if (operations.length === 0 && !hasOverlay(mirror, pk)) return false
  const shown = readCase(mirror, pk)
  const portals = readBase(mirror, pk) ?? (shown && shown.seq > 0 ? shown : null)
  const wordsChanged = replaceLocalNotes(mirror, pk, operations)
  replaceLocalFiles(mirror, pk, operations)
  const base = portals ?? localBase(mirror, operations)
  if (!base) {
    writeOverlay(mirror, pk, operations, null)
    if (shown) deleteCase(mirror, pk)
    return wordsChanged || shown !== null
  }
  const { row, flags, covered } = withOperations(base, operations, surroundings(mirror, pk))
  writeOverlay(mirror, pk, operations, covered && portals ? { row: base.row, seq: base.seq } : null)
  const same =
    shown !== null && JSON.stringify([row, base.seq, flags]) === JSON.stringify([shown.row, shown.seq, shown.flags])
  if (!same) writeCase(mirror, pk, row, base.seq, flags)
  return wordsChanged || !same
}

/** A case that was entered here and is not at the portal yet. */
function localBase(mirror: Mirror, operations: readonly OverlayOperation[]): BaseRow | null {
  const row = localCase(mirror, operations)
  return row && { row, seq: 0 }
}

/**
 * The case as its next change must find it: with what is pending, also while everything is being loaded anew and rows stand
 * there bare. `pendingSince`: the operations of the case that the portal's row of that number does not show. Null: not here.
 */
export function caseWithPending(
  mirror: Mirror,
  caseId: string,
  pendingSince: (seq: number) => readonly OverlayOperation[],
): CaseRow | null {
  const pk = knownCaseKey(mirror, caseId)
  const shown = pk === undefined ? null : readCase(mirror, pk)
  if (pk === undefined || shown === null) return null
  if (mirrorState(mirror).cursor !== null) return shown.row
  return withOperations(shown, pendingSince(shown.seq), surroundings(mirror, pk)).row
}

/** A field of the case as it is with these operations alone on top of the portal's row. Null: the case is not here. */
export function fieldWith(
  mirror: Mirror,
  caseId: string,
  operations: readonly OverlayOperation[],
  field: CaseField,
): { value: string | null; version: number } | null {
  const pk = knownCaseKey(mirror, caseId)
  if (pk === undefined) return null
  const known = readBase(mirror, pk) ?? readCase(mirror, pk)
  const base = known && known.seq > 0 ? known : localBase(mirror, operations)
  if (!base) return null
  const { row } = withOperations(base, operations, surroundings(mirror, pk))
  return { value: row[field], version: row.versions[field] }
}

/**
 * What the effects of operations depend on. `openEstimates`: the portal's, by id. `mergedWith`: the status that the portal's
 * merge took away from the case; null: it took none.
 */
export type Surroundings = {
  time: WorkingTime
  openEstimates: readonly string[]
  mergedWith: () => CaseStatus | null
}

const surroundings = (mirror: Mirror, pk: number): Surroundings => ({
  time: serviceLevels(mirror).time,
  openEstimates: openEstimateIds(mirror, pk),
  mergedWith: () => statusBeforeMerge(mirror, pk),
})

/** The portal's row with the effects of operations that it does not show yet. */
export function withOperations(
  base: BaseRow,
  operations: readonly OverlayOperation[],
  { time, openEstimates, mergedWith }: Surroundings,
): { row: CaseRow; flags: CaseFlags; covered: boolean } {
  const row: CaseRow = { ...base.row, versions: { ...base.row.versions } }
  const flags: CaseFlags = { pending: false, conflict: false }
  const open = new Set(openEstimates)
  const merges = mergesOn(row, mergedWith)
  let covered = false
  for (const { operation, state, seq, decided } of operations) {
    if (isMark(operation)) continue
    if (state === 'conflict') flags.conflict = true
    if (state === 'waiting' || state === 'sending') flags.pending = true
    const effective = state === 'waiting' || state === 'sending' || (state === 'settled' && (seq ?? 0) > base.seq)
    if (!effective) continue
    covered = true
    row.modifiedAt = Math.max(row.modifiedAt, operation.authoredAt)
    const before = row.status
    // What goes out with a new status was written before it.
    if (isAnswer(operation)) follow(row, before, { at: operation.authoredAt, kind: 'answer' }, time)
    if (decided) continue
    for (const field of CASE_FIELDS) applyChange(row, operation, field)
    applyEstimate(row, operation, open)
    merges.apply(operation)
    follow(row, before, { at: operation.authoredAt, kind: 'status', to: row.status }, time)
  }
  return { row, flags, covered }
}

const isAnswer = (operation: Operation): boolean =>
  operation.kind === 'note.create' && operation.visibility === 'public'

/** The same steps that the portal will take. */
function follow(row: CaseRow, status: CaseStatus, moment: SlaMoment, time: WorkingTime): void {
  Object.assign(row, stepClocks(row, status, moment, time))
}

function applyChange(row: CaseRow, operation: Operation, field: CaseField): void {
  const change = changeOf(operation, field)
  if (!change) return
  const status = field === 'status' ? statusOf(operation) : undefined
  if (status && row.status !== status.to) row.closedAt = isOpen(status.to) ? null : operation.authoredAt
  // Each field's change carries values of that field's own type.
  Object.assign(row, { [field]: change.to })
  row.versions[field] = Math.max(row.versions[field], change.base.version + 1)
}

/** One estimate of a case is open at most. The case waits for details then, and is in progress again when it is withdrawn. */
function applyEstimate(row: CaseRow, operation: Operation, open: Set<string>): void {
  if (operation.kind === 'estimate.send') {
    open.clear()
    open.add(operation.opId)
    if (isOpen(row.status)) moveTo(row, 'waiting_for_details')
  } else if (operation.kind === 'estimate.withdraw') {
    const wasOpen = open.delete(operation.estimateId)
    if (wasOpen && row.status === 'waiting_for_details') moveTo(row, INITIAL_STATUS)
  }
}

/** Merges close the case, and taking it apart makes it what it was before: at the portal's merge, or at one that waits as well. */
function mergesOn(row: CaseRow, mergedWith: Surroundings['mergedWith']) {
  let before: CaseStatus | null | undefined
  return {
    apply(operation: Operation) {
      if (operation.kind === 'case.merge') {
        before = isOpen(row.status) ? row.status : null
        row.mergedIntoId = operation.intoId
        if (before === null) return
        moveTo(row, 'resolved')
        row.closedAt = operation.authoredAt
      } else if (operation.kind === 'case.unmerge' && row.mergedIntoId !== null) {
        before = before === undefined ? mergedWith() : before
        row.mergedIntoId = null
        if (before === null || isOpen(row.status)) return
        moveTo(row, before)
        row.closedAt = null
      }
    },
  }
}

function moveTo(row: CaseRow, status: CaseStatus): void {
  if (row.status === status) return
  row.status = status
  row.versions.status += 1
}

export function readBase(mirror: Mirror, pk: number): BaseRow | null {
  const text = mirror.prepare<string | null>('SELECT base FROM overlay WHERE case_pk = ?', { pluck: true }).get(pk)
  return text ? (JSON.parse(text) as BaseRow) : null
}

function hasOverlay(mirror: Mirror, pk: number): boolean {
  return mirror.prepare('SELECT 1 FROM overlay WHERE case_pk = ?').get(pk) !== undefined
}

/** The portal's newer row of a covered case; what is shown follows with `reapplyCases`. */
export function replaceBase(mirror: Mirror, pk: number, base: BaseRow): void {
  mirror.prepare('UPDATE overlay SET base = ? WHERE case_pk = ?').run(JSON.stringify(base), pk)
}

/** Local keys of the cases of which an operation leaves the overlay when the rows show everything up to `seq`. */
export function overlaysDue(mirror: Mirror, seq: number): number[] {
  return mirror.prepare<number>('SELECT case_pk FROM overlay WHERE due_seq <= ?', { pluck: true }).all(seq)
}

export function removeOverlay(mirror: Mirror, pk: number): void {
  mirror.prepare('DELETE FROM overlay WHERE case_pk = ?').run(pk)
}

function writeOverlay(mirror: Mirror, pk: number, operations: readonly OverlayOperation[], base: BaseRow | null): void {
  if (operations.length === 0) {
    removeOverlay(mirror, pk)
    return
  }
  const due = operations.flatMap(({ seq, passed }) => (seq === null || passed ? [] : [seq]))
  mirror
    .prepare('INSERT OR REPLACE INTO overlay (case_pk, base, due_seq) VALUES (?, ?, ?)')
    .run(pk, base && JSON.stringify(base), due.length > 0 ? Math.min(...due) : null)
}
