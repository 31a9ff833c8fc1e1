import type { ComposerMode } from '#shared/domain/case.ts'
import type { Operation, StatusConflict } from '#shared/portal-api/operations.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'

export type StoredOperation = {
  /** Place in the order of writing. */
  ord: number
  operation: Operation
  state: OperationState
  /** Failed sends. */
  attempts: number
  /** Epoch ms of the first failed send of the present series. */
  firstFailedAt: number | null
  /** Epoch ms before which it is not sent. */
  nextAt: number
  problem: Problem | null
  conflict: StatusConflict | null
  /** The feed's number that the cursor must pass before the operation leaves the overlay. */
  seq: number | null
  settledAt: number | null
}

/** Durable when it returns. Removes the draft of the note's mode in the same transaction. `now` in epoch ms. */
export declare function appendOperation(outbox: Outbox, operation: Operation, now: number): void
export declare function operationById(outbox: Outbox, opId: string): StoredOperation | null
/** Those of one case, in order, settled ones included. */
export declare function operationsOfCase(outbox: Outbox, caseId: string): StoredOperation[]
/** What waits or needs a person first, in order; then what was settled, newest first. */
export declare function listOperations(outbox: Outbox, limit: number): { operations: StoredOperation[]; total: number }
export declare function countOperations(outbox: Outbox): Record<OperationState, number>
/** Takes back an operation that never left, or that the portal refused; its words are the draft again. Null: cannot be. */
export declare function withdrawOperation(
  outbox: Outbox,
  opId: string,
  now: number,
): { operation: Operation; draft: { caseId: string; mode: ComposerMode; body: string } | null } | null
