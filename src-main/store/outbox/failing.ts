import type { Operation } from '#shared/portal-api/operations.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'
import { operationById, readOperation } from './operations.ts'

/** Failed sends of one operation, and the time since the first of them, after which it is set aside. */
export const QUARANTINE_FAILURES = 8
export const QUARANTINE_AFTER_MS = 60 * 60_000

/** An operation with all that cannot go before it: what names it, and the later work on a case that it was to make. */
const WITH_DEPENDENTS = `WITH RECURSIVE struck (op_id) AS (
  SELECT @opId
  UNION SELECT d.op_id FROM struck s JOIN operation_dependency d ON d.depends_on = s.op_id
  UNION SELECT later.op_id FROM struck s JOIN operation made ON made.op_id = s.op_id
    JOIN operation later ON later.lane = made.lane AND later.ord > made.ord
    WHERE json_extract(made.operation, '$.kind') = 'case.create')`

/** An operation with all that it waits for. */
const WITH_FOREGOING = `WITH RECURSIVE foregoing (op_id) AS (
  SELECT @opId
  UNION SELECT d.depends_on FROM foregoing f JOIN operation_dependency d ON d.op_id = f.op_id)`

/**
 * A send that failed with this operation alone while the portal did take others. It waits until `nextAt`, or is quarantined
 * with its dependents when that has happened often and long enough; of a clock that was set back the time begins anew.
 * True: it was quarantined.
 */
export function countFailure(
  outbox: Outbox,
  opId: string,
  failure: { now: number; nextAt: number; problem: Problem },
): boolean {
  return outbox.transaction(() => {
    outbox
      .prepare(
        `UPDATE operation SET state = 'waiting', next_at = @nextAt, problem = @problem, attempts = attempts + 1,
           first_failed_at = min(coalesce(first_failed_at, @now), @now) WHERE op_id = @opId AND state IN ('waiting', 'sending')`,
      )
      .run({ opId, now: failure.now, nextAt: failure.nextAt, problem: JSON.stringify(failure.problem) })
    const stored = operationById(outbox, opId)
    if (stored?.state !== 'waiting' || stored.attempts < QUARANTINE_FAILURES) return false
    if (failure.now - (stored.firstFailedAt ?? failure.now) < QUARANTINE_AFTER_MS) return false
    quarantine(outbox, opId, failure.problem)
    return true
  })
}

/** Sets one aside until a person decides, with all that cannot go before it. */
export function quarantine(outbox: Outbox, opId: string, problem: Problem): void {
  outbox
    .prepare(
      `${WITH_DEPENDENTS}
       UPDATE operation SET state = 'quarantined', next_at = 0, problem = CASE op_id WHEN @opId THEN @problem ELSE @dependent END
       WHERE op_id IN (SELECT op_id FROM struck) AND state IN ('waiting', 'sending')`,
    )
    .run({
      opId,
      problem: JSON.stringify(problem),
      dependent: JSON.stringify({ code: 'quarantined', params: {} } satisfies Problem),
    })
}

/** Refuses one on this side or the portal's, and those that depend on it. */
export function rejectOperation(outbox: Outbox, opId: string, problem: Problem, now: number): void {
  outbox
    .prepare(
      `${WITH_DEPENDENTS}
       UPDATE operation SET state = 'rejected', problem = @problem, settled_at = @now
       WHERE op_id IN (SELECT op_id FROM struck) AND state IN ('waiting', 'sending', 'quarantined')`,
    )
    .run({ opId, problem: JSON.stringify(problem), now })
}

/** What goes with an operation when it is refused or set aside, in whatever case it is; in order, without itself. */
export function struckWith(outbox: Outbox, opId: string): Operation[] {
  return outbox
    .prepare<string>(
      `${WITH_DEPENDENTS}
       SELECT operation FROM operation WHERE op_id IN (SELECT op_id FROM struck) AND op_id <> @opId ORDER BY ord`,
      { pluck: true },
    )
    .all({ opId })
    .map(readOperation)
}

/**
 * A person asks: a waiting one is due at once; a refused or quarantined one waits again with its counters reset, and with it
 * what it waits for and what waits for it. False: nothing to retry.
 */
export function retryOperation(outbox: Outbox, opId: string): boolean {
  return outbox.transaction(() => {
    const again = outbox
      .prepare(
        `UPDATE operation SET state = 'waiting', next_at = 0, hold_until = 0, attempts = 0, first_failed_at = NULL,
           problem = NULL, settled_at = NULL WHERE op_id = ? AND state IN ('waiting', 'rejected', 'quarantined')`,
      )
      .run(opId)
    if (again === 0) return false
    for (const [related, name] of [
      [WITH_FOREGOING, 'foregoing'],
      [WITH_DEPENDENTS, 'struck'],
    ] as const) {
      outbox
        .prepare(
          `${related}
           UPDATE operation SET state = 'waiting', next_at = 0, attempts = 0, first_failed_at = NULL, problem = NULL,
             settled_at = NULL WHERE op_id IN (SELECT op_id FROM ${name}) AND state IN ('rejected', 'quarantined')`,
        )
        .run({ opId })
    }
    return true
  })
}

/** The first operation that the portal fails with, and when it is tried again; null when there is none. */
export function failingOperation(outbox: Outbox): { problem: Problem; nextAt: number } | null {
  const row = outbox
    .prepare<{ problem: string; nextAt: number }>(
      `SELECT problem, next_at AS nextAt FROM operation
       WHERE attempts > 0 AND state IN ('waiting', 'sending') AND problem IS NOT NULL ORDER BY ord LIMIT 1`,
    )
    .get()
  return row ? { problem: JSON.parse(row.problem) as Problem, nextAt: row.nextAt } : null
}
