import { isOpen } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { caseEvents } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { followMerged } from '../attention/follow-merged.ts'
import type { Work } from '../deps.ts'
import { isMember, lockVisibleCase } from './access.ts'
import {
  type Actor,
  type Case,
  changeField,
  lastChange,
  lockCase,
  touch,
  updateCaseRow,
  writeStatus,
} from './case-fields.ts'
import { openEstimateOf } from './estimate-state.ts'
import { isSameCustomer, lockRoot, takeAlong } from './merged.ts'
import { type Outcome, rejected } from './outcome.ts'

type MergeCase = Extract<Operation, { kind: 'case.merge' }>
type UnmergeCase = Extract<Operation, { kind: 'case.unmerge' }>

/** A letter of its own says what has become of the case. */
const QUIETLY = { quietly: true }

/** The case is closed and goes on in another one. Its rows stay its own: the thread of a case is that of all its parts. */
export async function mergeCase(work: Work, operation: MergeCase, agentId: string): Promise<Outcome> {
  const { caseId, intoId } = operation
  if (caseId === intoId) return rejected('merge_crossed', 'A case is no part of itself')
  // In one order, so that two crossed ones wait for each other instead of standing in each other's way.
  for (const id of [caseId, intoId].sort()) await lockCase(work, id)
  const found = await lockVisibleCase(work, caseId, agentId)
  const named = await lockVisibleCase(work, intoId, agentId)
  if (!found || !named) return rejected('not_found', 'There is no such case')
  // Another one at the same moment waits for these locks, and finds what this one has made.
  const into = await lockRoot(work, named)
  if (into.id === found.id) return rejected('merge_crossed', 'The other case is already a part of this one')
  if (found.mergedIntoId !== null) return mergedAlready(work, found, into)
  if (!(await isMember(work, agentId, into.teamId))) return rejected('not_found', 'There is no such case')
  const refused = await refuse(work, operation, found, into)
  if (refused) return refused

  const actor: Actor = { kind: 'agent', id: agentId }
  const { status, closedAt, teamId } = found
  const closed = isOpen(status) ? await writeStatus(work, found, 'resolved', actor, QUIETLY) : found
  const moved = teamId === into.teamId ? closed : await changeField(work, closed, 'teamId', into.teamId, actor)
  const merged = await updateCaseRow(work, moved, { mergedIntoId: into.id, beforeMerge: { status, closedAt, teamId } })
  await takeAlong(work, merged, actor)
  await followMerged(work, merged, into)
  await tell(work, merged, into, 'together', actor)
  await touch(work, into, { internal: !isSameCustomer(found, into) })
  await enqueueMail(work, { kind: 'case_changed', caseId: found.id, change: { type: 'merged', by: actor } })
  return { status: 'applied' }
}

async function refuse(work: Work, operation: MergeCase, found: Case, into: Case): Promise<Outcome | null> {
  if (found.accountId !== into.accountId && !operation.otherCompany) {
    return rejected('other_company', 'The other case is of another company')
  }
  if (!isOpen(into.status) && isOpen(found.status)) return rejected('merge_closed', 'The other case is closed')
  if (await openEstimateOf(work, found.id)) return rejected('estimate_open', 'The customer is still asked about costs')
  return null
}

async function mergedAlready(work: Work, found: Case, into: Case): Promise<Outcome> {
  const now = await lockRoot(work, found)
  if (now.id === into.id) return { status: 'merged' }
  const last = await lastChange(work, found.id, 'mergedInto')
  const theirs = { changedBy: last?.actorId ?? null, changedAt: last?.createdAt ?? null }
  return {
    status: 'conflict',
    conflict: { field: 'merge', mine: into.caseNumber, theirs: now.caseNumber, ...theirs },
  }
}

/** Each is again what it was. What was written since stands where it was written. */
export async function unmergeCase(work: Work, operation: UnmergeCase, agentId: string): Promise<Outcome> {
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  if (!found) return rejected('not_found', 'There is no such case')
  if (found.mergedIntoId === null) return { status: 'merged' }
  if (found.mergedIntoId !== operation.intoId) return rejected('merged_elsewhere', 'It is a part of another case now')
  const into = await lockVisibleCase(work, found.mergedIntoId, agentId)
  if (!into) return rejected('not_found', 'There is no such case')

  const actor: Actor = { kind: 'agent', id: agentId }
  const before = found.beforeMerge
  const apart = await updateCaseRow(work, found, { mergedIntoId: null, beforeMerge: null })
  const reopens = before !== null && isOpen(before.status) && !isOpen(apart.status)
  const woken = reopens ? await writeStatus(work, apart, before.status, actor, QUIETLY) : apart
  const goesBack = before !== null && before.teamId !== woken.teamId
  const moved = goesBack ? await changeField(work, woken, 'teamId', before.teamId, actor) : woken
  await takeAlong(work, moved, actor)
  await tell(work, moved, into, 'apart', actor)
  await touch(work, into, { internal: !isSameCustomer(found, into) })
  await enqueueMail(work, { kind: 'case_changed', caseId: found.id, change: { type: 'unmerged', by: actor } })
  return { status: 'applied' }
}

async function tell(work: Work, found: Case, into: Case, how: 'together' | 'apart', actor: Actor): Promise<void> {
  const common = { actorKind: actor.kind, actorId: actor.id, createdAt: work.now, authoredAt: work.authoredAt }
  const about = (number: string) => (how === 'together' ? { from: null, to: number } : { from: number, to: null })
  await work.tx.insert(caseEvents).values([
    { id: work.newId(), caseId: found.id, field: 'mergedInto', ...about(into.caseNumber), ...common },
    { id: work.newId(), caseId: into.id, field: 'mergedFrom', ...about(found.caseNumber), ...common },
  ])
}
