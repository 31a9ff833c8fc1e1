import { caseHeads } from '#main/store/mirror/cases.ts'
import type { Outbox } from '#main/store/open.ts'
import { type GroupMember, groupMembers } from '#main/store/outbox/groups.ts'
import { getSetting } from '#main/store/outbox/settings.ts'
import { BULK_STATES, type BulkProgress, type BulkResult, type BulkRun, type BulkState } from '#shared/rpc/bulk.ts'
import type { OperationState } from '#shared/rpc/models.ts'
import type { DeskContext } from '../context.ts'

/** Each agent of the profile has their own. */
export const runName = (agentId: string) => `bulk-run-${agentId}`

export function readRun(outbox: Outbox, me: string): BulkRun | null {
  return getSetting<BulkRun>(outbox, runName(me))
}

/** Of the command that is being shown at the moment: how many cases show it. */
const SHOWN = new WeakMap<DeskContext, { groupId: string; shown: number }>()

export function noteShown(ctx: DeskContext, groupId: string, shown: number): void {
  SHOWN.set(ctx, { groupId, shown })
  ctx.bus.publish({ type: 'bulk' })
}

export function lastBulk(ctx: DeskContext): BulkProgress | null {
  const { outbox, me } = ctx.work()
  const run = readRun(outbox, me)
  if (run === null) return null
  const { refused, ...rest } = run
  const counts: BulkProgress['counts'] = { refused: refused.length, waiting: 0, done: 0, conflict: 0, rejected: 0 }
  for (const { state } of statesOf(outbox, run.groupId).values()) counts[state]++
  const running = SHOWN.get(ctx)
  return { ...rest, shown: running?.groupId === run.groupId ? running.shown : run.done, counts }
}

/** Of the last command; of another one nothing is known any more. */
export function bulkResults(ctx: DeskContext, groupId: string): BulkResult[] {
  const { outbox, mirror, me } = ctx.work()
  const run = readRun(outbox, me)
  if (run?.groupId !== groupId) return []
  const states = statesOf(outbox, groupId)
  const found = [
    ...run.refused.map(({ caseId, problem }) => ({ caseId, state: 'refused' as const, problem })),
    ...[...states].map(([caseId, { state, problem }]) => ({ caseId, state, problem })),
  ]
  const heads = caseHeads(
    mirror,
    found.map(({ caseId }) => caseId),
  )
  return found
    .map((one) => ({ ...one, caseNumber: '', title: '', ...heads.get(one.caseId) }))
    .sort((one, other) => URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state))
}

/** What a person should look at comes first; of a case with several parts that is what is told of it. */
const URGENCY: readonly BulkState[] = ['rejected', 'conflict', 'refused', 'waiting', 'done'] satisfies BulkState[]
if (URGENCY.length !== BULK_STATES.length) throw new Error('a state of bulk results has no place')

function statesOf(outbox: Outbox, groupId: string): Map<string, { state: BulkState; problem: GroupMember['problem'] }> {
  const states = new Map<string, { state: BulkState; problem: GroupMember['problem'] }>()
  for (const { caseId, state: of, problem } of groupMembers(outbox, groupId)) {
    const state = STATE_OF[of]
    const known = states.get(caseId)
    if (!known || URGENCY.indexOf(state) < URGENCY.indexOf(known.state)) states.set(caseId, { state, problem })
  }
  return states
}

const STATE_OF: Record<OperationState, BulkState> = {
  waiting: 'waiting',
  sending: 'waiting',
  settled: 'done',
  conflict: 'conflict',
  rejected: 'rejected',
  quarantined: 'rejected',
}
