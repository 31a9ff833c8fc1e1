import { listAgents } from '#main/store/mirror/agents.ts'
import { findTeam } from '#main/store/mirror/teams.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { BulkAction, BulkRefusal } from '#shared/rpc/bulk.ts'
import { snoozeOperation } from '../attention/snooze.ts'
import { changeableCase, ofCase, statusChange } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { macroOperations } from '../macros/plan.ts'
import { macroContent } from '../macros/run.ts'

export type BulkPlan = { operations: Operation[]; refused: BulkRefusal[] }

/** What there is to write for one case; a `DeskFault` says why nothing is. */
export type Planner = (ctx: DeskContext, caseId: string) => Operation[]

/** Cases that are looked at before others are let in. */
const AT_ONCE = 50

/** Of each case what is to be done, or why it is not. */
export async function planFor(ctx: DeskContext, caseIds: readonly string[], planner: Planner): Promise<BulkPlan> {
  const plan: BulkPlan = { operations: [], refused: [] }
  let sinceBreath = 0
  for (const caseId of new Set(caseIds)) {
    try {
      plan.operations.push(...planner(ctx, caseId))
    } catch (error) {
      if (!(error instanceof DeskFault)) throw error
      plan.refused.push({ caseId, problem: error.problem })
    }
    if (++sinceBreath % AT_ONCE === 0) await ctx.deps.timers.breathe()
  }
  return plan
}

/** Refuses at once what can be done to no case. */
export function plannerOf(ctx: DeskContext, action: BulkAction): Planner {
  switch (action.kind) {
    case 'status':
      return statusPlanner(action)
    case 'owner':
      return ownerPlanner(ctx, action)
    case 'team':
      return teamPlanner(ctx, action)
    case 'snooze':
      return (_, caseId) => [snoozeOperation(ctx, caseId, action.until)]
    case 'macro': {
      const macro = macroContent(ctx, action.macroId)
      return (_, caseId) => macroOperations(ctx, macro, caseId, action.fills)
    }
    default:
      return assertNever(action)
  }
}

function statusPlanner({ status }: Extract<BulkAction, { kind: 'status' }>): Planner {
  return (ctx, caseId) => {
    const row = changeableCase(ctx, caseId)
    if (row.status === status) throw new DeskFault('already_so')
    return [{ ...ofCase(ctx, caseId), kind: 'case.update', status: statusChange(row, status) }]
  }
}

function ownerPlanner(ctx: DeskContext, { ownerId }: Extract<BulkAction, { kind: 'owner' }>): Planner {
  const known = ownerId === null || listAgents(ctx.work().mirror).some((agent) => agent.id === ownerId)
  if (!known) throw new DeskFault('not_found')
  return (ctx, caseId) => {
    const row = changeableCase(ctx, caseId)
    if (row.ownerId === ownerId) throw new DeskFault('already_so')
    const base = { value: row.ownerId, version: row.versions.ownerId }
    return [{ ...ofCase(ctx, caseId), kind: 'case.update', ownerId: { to: ownerId, base } }]
  }
}

function teamPlanner(ctx: DeskContext, { teamId }: Extract<BulkAction, { kind: 'team' }>): Planner {
  if (findTeam(ctx.work().mirror, teamId) === null) throw new DeskFault('not_found')
  return (ctx, caseId) => {
    const row = changeableCase(ctx, caseId)
    if (row.teamId === teamId) throw new DeskFault('already_so')
    const base = { value: row.teamId, version: row.versions.teamId }
    return [{ ...ofCase(ctx, caseId), kind: 'case.update', teamId: { to: teamId, base } }]
  }
}
