import type { Operation } from '#shared/portal-api/operations.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { Outbox } from '../open.ts'
import { readOperation } from './operations.ts'
import { isHereAlone, withdrawOperation } from './withdrawing.ts'

export type GroupMember = { caseId: string; state: OperationState; problem: Problem | null }

/** What one command made, in order, as far as it is still known. */
export function groupMembers(outbox: Outbox, groupId: string): GroupMember[] {
  return outbox
    .prepare<{ caseId: string; state: OperationState; problem: string | null }>(
      `SELECT operation ->> 'caseId' AS caseId, state, problem FROM operation WHERE group_id = ? ORDER BY ord`,
    )
    .all(groupId)
    .map(({ problem, ...member }) => ({
      ...member,
      problem: problem === null ? null : (JSON.parse(problem) as Problem),
    }))
}

/**
 * Takes back all of a group that has no effect at the portal, the last first, in one transaction; `left`: operations that have
 * left. The words of one case come back as its draft. Those for many were a text's, not typed for each: nothing is kept.
 */
export function withdrawGroup(outbox: Outbox, groupId: string, now: number): { withdrawn: Operation[]; left: number } {
  return outbox.transaction(() => {
    const members = outbox
      .prepare<{ operation: string; state: OperationState; sent: number }>(
        'SELECT operation, state, sent FROM operation WHERE group_id = ? ORDER BY ord DESC',
      )
      .all(groupId)
    const read = members.map(({ operation, ...member }) => ({ ...member, operation: readOperation(operation) }))
    const cases = new Set(read.map(({ operation }) => ('caseId' in operation ? operation.caseId : '')))
    const keepWords = cases.size === 1
    const withdrawn: Operation[] = []
    for (const { operation, ...member } of read) {
      if (!isHereAlone(member)) continue
      const isPlain = operation.kind === 'case.update' && operation.dependsOn.length === 0
      // Nothing hangs on it, and it has no words of anybody.
      if (isPlain && operation.title === undefined && operation.description === undefined) {
        outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(operation.opId)
        withdrawn.push(operation)
      } else if (withdrawOperation(outbox, operation.opId, now, { keepWords }) !== null) withdrawn.push(operation)
    }
    return { withdrawn, left: members.length - withdrawn.length }
  })
}

/** Those of these lanes in which something waits. */
export function waitingLanes(outbox: Outbox, lanes: readonly string[]): Set<string> {
  const waiting = outbox.prepare<string>(
    `SELECT DISTINCT lane FROM operation WHERE lane IN (SELECT value FROM json_each(?)) AND state = 'waiting'`,
    { pluck: true },
  )
  return new Set(waiting.all(JSON.stringify(lanes)))
}
