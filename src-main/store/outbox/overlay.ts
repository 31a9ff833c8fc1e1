import type { Operation } from '#shared/portal-api/operations.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Outbox } from '../open.ts'

export type OverlayOperation = { operation: Operation; state: OperationState }

/**
 * The operations whose effects the portal's rows do not show yet, in order: unsent ones; settled ones and conflicts
 * whose `seq` is above `cursorSeq`; conflicts and refused ones for their flags and words.
 */
export declare function overlayOperations(
  outbox: Outbox,
  cursorSeq: number,
  caseIds?: readonly string[],
): OverlayOperation[]
/** The fields of a case whose value on screen has not reached the portal yet. */
export declare function pendingFieldsOf(operations: readonly OverlayOperation[]): ('status' | 'ownerId')[]
