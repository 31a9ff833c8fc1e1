import type { Operation } from '#shared/portal-api/operations.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'

export type OverlayOperation = {
  operation: Operation
  state: OperationState
  /** The feed's number of its result; null while it has none. */
  seq: number | null
  /** The cursor has reached `seq`: the portal's rows show what was applied. */
  passed: boolean
}

type OverlayRecord = { operation: string; state: OperationState; seq: number | null }

/**
 * The operations whose effects the portal's rows do not show yet, in order: unsent ones; settled ones whose `seq` is above
 * `cursorSeq`; conflicts and refused ones for their flags and words.
 */
export function overlayOperations(outbox: Outbox, cursorSeq: number, caseIds?: readonly string[]): OverlayOperation[] {
  const records = caseIds ? ofCases(outbox, cursorSeq, caseIds) : ofAll(outbox, cursorSeq)
  return records.map(({ operation, state, seq }) => ({
    operation: JSON.parse(operation) as Operation,
    state,
    seq,
    passed: seq !== null && seq <= cursorSeq,
  }))
}

function ofCases(outbox: Outbox, cursorSeq: number, caseIds: readonly string[]): OverlayRecord[] {
  return outbox
    .prepare<OverlayRecord>(
      `SELECT operation, state, seq FROM operation
       WHERE case_id IN (SELECT value FROM json_each(?)) AND (state <> 'settled' OR seq > ?) ORDER BY ord`,
    )
    .all(JSON.stringify(caseIds), cursorSeq)
}

function ofAll(outbox: Outbox, cursorSeq: number): OverlayRecord[] {
  return outbox
    .prepare<OverlayRecord>(
      `SELECT ord, operation, state, seq FROM operation WHERE state <> 'settled'
       UNION ALL SELECT ord, operation, state, seq FROM operation WHERE state = 'settled' AND seq > ? ORDER BY ord`,
    )
    .all(cursorSeq)
}

/** The fields of a case whose value on screen has not reached the portal yet. */
export function pendingFieldsOf(
  operations: readonly Pick<OverlayOperation, 'operation' | 'state'>[],
): ('status' | 'ownerId')[] {
  const unsent = operations.filter(({ state }) => state === 'waiting' || state === 'sending')
  const fields: ('status' | 'ownerId')[] = []
  if (unsent.some(({ operation }) => operation.status)) fields.push('status')
  if (unsent.some(({ operation }) => operation.kind === 'case.update' && operation.ownerId)) fields.push('ownerId')
  return fields
}
