import type { Operation, OperationResult } from '#shared/portal-api/operations.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'

export type NextBatch = {
  operations: Operation[]
  /** Attempts so far of each, same order. */
  attempts: number[]
  /** Epoch ms at which the next lane that is held back by `nextAt` may be tried; null when none is. */
  dueAt: number | null
}

/**
 * The operations to send now, in order: of each case from its oldest unfinished one on, as far as none is being sent, held
 * back or depends on one that is not settled (or earlier in the same batch).
 */
export declare function nextBatch(outbox: Outbox, now: number, limit: number): NextBatch
export declare function markSending(outbox: Outbox, opIds: readonly string[]): void
/** `retry` results wait until `now + afterMs` and cost no attempt. A refused operation takes those that depend on it along. */
export declare function recordResults(outbox: Outbox, results: readonly OperationResult[], now: number): void
/** After a failed send. `countAttempt` false: as for 401 or when nothing left this machine. `neverLeft`: may be withdrawn again. */
export declare function returnToWaiting(
  outbox: Outbox,
  opIds: readonly string[],
  failure: { now: number; nextAt: number; countAttempt: boolean; neverLeft?: boolean; problem: Problem | null },
): void
/** Refuses one on this side, e.g. what the portal will never take. */
export declare function rejectOperation(outbox: Outbox, opId: string, problem: Problem, now: number): void
/** A person asks: waiting ones are due at once, refused ones wait again with their counters reset. False: nothing to retry. */
export declare function retryOperation(outbox: Outbox, opId: string, now: number): boolean
/** All waiting ones are due at once (the portal is reachable again, "sync now"). */
export declare function retryAllWaiting(outbox: Outbox, now: number): void
/** A conflict that a person has decided: the operation is settled; `next` (mine, on top of theirs) is appended in the same transaction. */
export declare function resolveConflict(outbox: Outbox, opId: string, next: Operation | null, now: number): boolean
/** Removes operations that were settled more than 30 days before `now` and that `cursorSeq` has passed. Answers how many. */
export declare function purgeSettled(outbox: Outbox, cursorSeq: number, now: number): number
/** After the feed began a new epoch and everything was loaded again: what was settled is in the rows by now. */
export declare function forgetResultSeqs(outbox: Outbox): void
