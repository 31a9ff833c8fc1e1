import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation, OperationResult } from '#shared/portal-api/operations.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'
import { rejectOperation } from './failing.ts'
import { appendOperation, readOperation } from './operations.ts'

export { countFailure, failingOperation, rejectOperation, retryOperation, struckWith } from './failing.ts'

export type NextBatch = {
  operations: Operation[]
  /** Attempts so far of each, same order. */
  attempts: number[]
  /** Epoch ms at which the next lane that is held back by `nextAt` may be tried; null when none is. */
  dueAt: number | null
}

/** The longest wait between two tries; a longer one comes from a clock that was set back, perhaps while the program was off. */
const LONGEST_WAIT_MS = 900_000
/** The most that the agent can choose for taking back a reply, and some. */
const LONGEST_HOLD_MS = 90_000
/** Days for which the text of a settled operation is kept. */
export const KEPT_DAYS = 30

/**
 * The operations to send now, in order: of each lane from its oldest unfinished one on, as far as none is being sent, held
 * back or depends on one that is not finished. `isReady` false: it waits for something else, and its lane with it.
 */
export function nextBatch(
  outbox: Outbox,
  now: number,
  limit: number,
  isReady: (operation: Operation) => boolean = () => true,
): NextBatch {
  const walk = outbox
    .prepare<[number, string, string, number, number]>(
      `SELECT ord, lane, state, next_at, hold_until FROM operation WHERE state <> 'settled' ORDER BY ord`,
      { raw: true },
    )
    .all()
  const batch: NextBatch = { operations: [], attempts: [], dueAt: null }
  const closed = new Set<string>()
  for (const [ord, lane, state, next, hold] of walk) {
    // What waits for a person does not hold back the rest of its lane.
    if (closed.has(lane) || state === 'conflict' || state === 'rejected' || state === 'quarantined') continue
    const nextAt = Math.max(waitsUntil(next, now), heldUntil(hold, now))
    if (state === 'waiting' && nextAt <= now && !dependsOnUnfinished(outbox, ord)) {
      if (batch.operations.length >= limit) break
      if (addTo(batch, outbox, ord, isReady)) continue
    }
    closed.add(lane)
    if (state === 'waiting' && nextAt > now) batch.dueAt = Math.min(nextAt, batch.dueAt ?? nextAt)
  }
  return batch
}

/** When a try that has failed may be made again. */
export function waitsUntil(nextAt: number, now: number): number {
  return nextAt - now > LONGEST_WAIT_MS ? 0 : nextAt
}

/** A longer time than anybody can choose comes from a clock that was set back meanwhile. */
function heldUntil(holdUntil: number, now: number): number {
  return holdUntil - now > LONGEST_HOLD_MS ? 0 : holdUntil
}

function addTo(batch: NextBatch, outbox: Outbox, ord: number, isReady: (operation: Operation) => boolean): boolean {
  const row = outbox
    .prepare<[string, number]>('SELECT operation, attempts FROM operation WHERE ord = ?', { raw: true })
    .get(ord)
  const operation = row && readOperation(row[0])
  if (!operation || !isReady(operation)) return false
  batch.operations.push(operation)
  batch.attempts.push(row[1])
  return true
}

function dependsOnUnfinished(outbox: Outbox, ord: number): boolean {
  return (
    outbox
      .prepare(
        `SELECT 1 FROM operation o JOIN operation_dependency d ON d.op_id = o.op_id JOIN operation first ON first.op_id = d.depends_on
         WHERE o.ord = ? AND first.state NOT IN ('settled', 'conflict')`,
      )
      .get(ord) !== undefined
  )
}

export function markSending(outbox: Outbox, opIds: readonly string[]): void {
  outbox
    .prepare(
      `UPDATE operation SET state = 'sending', sent = sent + 1
       WHERE op_id IN (SELECT value FROM json_each(?)) AND state = 'waiting'`,
    )
    .run(JSON.stringify(opIds))
}

/** `retry` results wait until `now + afterMs` and cost no attempt. A refused operation takes those that depend on it along. */
export function recordResults(outbox: Outbox, results: readonly OperationResult[], now: number): void {
  outbox.transaction(() => {
    for (const result of results) recordResult(outbox, result, now)
  })
}

function recordResult(outbox: Outbox, result: OperationResult, now: number): void {
  switch (result.status) {
    case 'applied':
    case 'merged':
      settle(outbox, result.opId, result.seq, now)
      return
    case 'conflict':
      outbox
        .prepare(
          `UPDATE operation SET state = 'conflict', conflict = ?, seq = ?, settled_at = ?, problem = NULL
           WHERE op_id = ? AND state IN ('waiting', 'sending', 'quarantined')`,
        )
        .run(JSON.stringify(result.conflict), result.seq, now, result.opId)
      return
    case 'rejected':
      rejectOperation(outbox, result.opId, { code: 'rejected', params: { reason: result.code } }, now)
      return
    case 'retry':
      outbox
        .prepare(
          `UPDATE operation SET state = 'waiting', next_at = ? WHERE op_id = ? AND state IN ('waiting', 'sending')`,
        )
        .run(now + Math.min(result.afterMs, LONGEST_WAIT_MS), result.opId)
      return
    default:
      assertNever(result)
  }
}

function settle(outbox: Outbox, opId: string, seq: number, now: number): void {
  outbox
    .prepare(
      `UPDATE operation SET state = 'settled', seq = ?, settled_at = ?, problem = NULL
       WHERE op_id = ? AND state IN ('waiting', 'sending', 'quarantined')`,
    )
    .run(seq, now, opId)
}

/** After a failed send. `neverLeft`: it is known not to have reached anybody, so it may be withdrawn. */
export function returnToWaiting(
  outbox: Outbox,
  opIds: readonly string[],
  failure: { nextAt: number; neverLeft?: boolean; problem: Problem | null },
): void {
  outbox
    .prepare(
      `UPDATE operation SET state = 'waiting', next_at = @nextAt, problem = @problem, sent = max(0, sent - @unsent)
       WHERE op_id IN (SELECT value FROM json_each(@opIds)) AND state = 'sending'`,
    )
    .run({
      opIds: JSON.stringify(opIds),
      nextAt: failure.nextAt,
      problem: failure.problem === null ? null : JSON.stringify(failure.problem),
      unsent: failure.neverLeft ? 1 : 0,
    })
}

/** All waiting ones are due at once (the portal is reachable again, "sync now"). */
export function retryAllWaiting(outbox: Outbox): void {
  outbox.prepare(`UPDATE operation SET next_at = 0 WHERE state = 'waiting' AND next_at > 0`).run()
}

/**
 * A conflict that a person has decided: the operation is settled; `next` (mine, on top of theirs) is appended in the same
 * transaction. False: there was no such conflict, and nothing was appended.
 */
export function resolveConflict(outbox: Outbox, opId: string, next: Operation | null, now: number): boolean {
  return outbox.transaction(() => {
    const changed = outbox
      .prepare(`UPDATE operation SET state = 'settled', settled_at = ? WHERE op_id = ? AND state = 'conflict'`)
      .run(now, opId)
    if (changed > 0 && next) appendOperation(outbox, next)
    return changed > 0
  })
}

/** Removes what was settled more than 30 days before `now` and what `cursorSeq` has passed. Answers how many. */
export function purgeSettled(outbox: Outbox, cursorSeq: number, now: number): number {
  return outbox.transaction(() => {
    const removed = outbox
      .prepare(`DELETE FROM operation WHERE state = 'settled' AND settled_at < ? AND seq <= ?`)
      .run(now - KEPT_DAYS * 86_400_000, cursorSeq)
    if (removed > 0) {
      outbox.prepare('DELETE FROM operation_dependency WHERE op_id NOT IN (SELECT op_id FROM operation)').run()
    }
    return removed
  })
}
