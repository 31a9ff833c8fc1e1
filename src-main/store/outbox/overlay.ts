import { type CaseStatus, INITIAL_STATUS } from '#shared/domain/status.ts'
import { laneOf, lanesOfCase, type Operation } from '#shared/portal-api/operations.ts'
import { CASE_FIELDS, type CaseField } from '#shared/portal-api/rows.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'
import { readOperation } from './operations.ts'

export type OverlayOperation = {
  operation: Operation
  state: OperationState
  /** The feed's number of its result; null while it has none. */
  seq: number | null
  /** The portal's rows show what was applied. */
  passed: boolean
  /** Its conflict was decided by a person: of it the words alone, if it has any, have arrived. */
  decided: boolean
}

const DECIDED = `state = 'settled' AND conflict IS NOT NULL AS decided`

/** The same of these cases, with the agent's own marks on them. */
export function overlayOfCases(outbox: Outbox, shownSeq: number, caseIds: readonly string[]): OverlayOperation[] {
  return overlayOperations(outbox, shownSeq, caseIds.flatMap(lanesOfCase))
}

type OverlayRecord = { operation: string; state: OperationState; seq: number | null; decided: number }

/**
 * The operations whose effects the portal's rows do not show yet, in order: unsent ones; settled ones whose `seq` is above
 * `shownSeq`; conflicts, refused and quarantined ones for their flags and words. `lanes`: of these cases or registrations.
 */
export function overlayOperations(outbox: Outbox, shownSeq: number, lanes?: readonly string[]): OverlayOperation[] {
  const records = lanes ? ofLanes(outbox, shownSeq, lanes) : ofAll(outbox, shownSeq)
  return records.map(({ operation, state, seq, decided }) => ({
    operation: readOperation(operation),
    state,
    seq,
    passed: seq !== null && seq <= shownSeq,
    decided: decided === 1,
  }))
}

/** The same of some kinds, whatever cases they are about. */
export function overlayOfKinds(
  outbox: Outbox,
  shownSeq: number,
  kinds: readonly Operation['kind'][],
): OverlayOperation[] {
  return overlayOperations(outbox, shownSeq).filter(({ operation }) => kinds.includes(operation.kind))
}

function ofLanes(outbox: Outbox, shownSeq: number, lanes: readonly string[]): OverlayRecord[] {
  return outbox
    .prepare<OverlayRecord>(
      `SELECT operation, state, seq, ${DECIDED} FROM operation
       WHERE lane IN (SELECT value FROM json_each(?)) AND (state <> 'settled' OR seq > ?) ORDER BY ord`,
    )
    .all(JSON.stringify(lanes), shownSeq)
}

function ofAll(outbox: Outbox, shownSeq: number): OverlayRecord[] {
  return outbox
    .prepare<OverlayRecord>(
      `SELECT ord, operation, state, seq, 0 AS decided FROM operation WHERE state <> 'settled'
       UNION ALL SELECT ord, operation, state, seq, ${DECIDED} FROM operation WHERE state = 'settled' AND seq > ? ORDER BY ord`,
    )
    .all(shownSeq)
}

/** The fields of a case whose value on screen has not reached the portal yet. */
export function pendingFieldsOf(operations: readonly Pick<OverlayOperation, 'operation' | 'state'>[]): CaseField[] {
  const unsent = operations.filter(({ state }) => state === 'waiting' || state === 'sending')
  return CASE_FIELDS.filter((field) =>
    unsent.some(
      ({ operation }) =>
        changeOf(operation, field) !== undefined || (field === 'status' && statusThatFollows(operation) !== undefined),
    ),
  )
}

/** The status to which the portal moves the case of an operation that names none itself. */
export function statusThatFollows(operation: Operation): CaseStatus | undefined {
  if (operation.kind === 'estimate.send') return 'waiting_for_details'
  return operation.kind === 'estimate.withdraw' ? INITIAL_STATUS : undefined
}

/** What an operation does to one field of its case. */
export function changeOf(
  operation: Operation,
  field: CaseField,
): { to: string | null; base: { value: string | null; version: number } } | undefined {
  if (operation.kind === 'case.update') return operation[field]
  return operation.kind === 'note.create' && field === 'status' ? operation.status : undefined
}

/** By lane, in order. */
export function byLane(operations: readonly OverlayOperation[]): Map<string, OverlayOperation[]> {
  const lanes = new Map<string, OverlayOperation[]>()
  for (const one of operations) {
    const lane = laneOf(one.operation)
    const known = lanes.get(lane)
    if (known) known.push(one)
    else lanes.set(lane, [one])
  }
  return lanes
}
