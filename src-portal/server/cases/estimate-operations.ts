import { dayInLjubljana } from '#shared/domain/day.ts'
import { isPastValidity } from '#shared/domain/estimate.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { estimates } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { linesWait } from '../rmas/estimate-lines.ts'
import { lockVisibleCase } from './access.ts'
import { changeStatus, touch } from './case-fields.ts'
import { goOn } from './estimate-ended.ts'
import { endEstimate, lockEstimate, openEstimateOf, recordEstimate } from './estimate-state.ts'
import { isSameCustomer, lockRoot } from './merged.ts'
import { type Outcome, rejected } from './outcome.ts'

type SendEstimate = Extract<Operation, { kind: 'estimate.send' }>
type WithdrawEstimate = Extract<Operation, { kind: 'estimate.withdraw' }>

/** The customer is asked about costs, and the case waits for the answer. An older open estimate of the case is withdrawn. */
export async function sendEstimate(work: Work, operation: SendEstimate, agentId: string): Promise<Outcome> {
  const { opId: id, validUntil } = operation
  const named = await lockVisibleCase(work, operation.caseId, agentId)
  if (!named) return rejected('not_found', 'There is no such case')
  const found = await lockRoot(work, named)
  const caseId = found.id
  // What costs what is the business of the customer alone that it was written for.
  if (!isSameCustomer(named, found)) return rejected('case_merged', 'The case goes on with another customer')
  if (!isOpen(found.status)) return rejected('case_closed', 'The case is closed')
  if (isPastValidity(validUntil, dayInLjubljana(work.now))) {
    return rejected('estimate_past', 'The estimate would have run out already')
  }
  const items = operation.items.map((item) => ({ ...item, description: item.description.trim().toWellFormed() }))
  if (items.some(({ description }) => description === '')) return rejected('item_empty', 'An item needs a description')

  const actor = { kind: 'agent', id: agentId } as const
  const older = await openEstimateOf(work, caseId)
  if (older) await endEstimate(work, { estimate: older, to: 'withdrawn', actor })
  const note = operation.note.trim().toWellFormed()
  await work.tx
    .insert(estimates)
    .values({ id, caseId, state: 'open', items, note, validUntil, createdBy: agentId, createdAt: work.now })
  await recordEstimate(work, { id, caseId, from: null, to: 'open', actor })
  await linesWait(work, { id, caseId, lineIds: operation.rmaLineIds ?? [], actor })
  if (found.status === 'waiting_for_details') await touch(work, found)
  else await changeStatus(work, found, 'waiting_for_details', actor)
  return { status: 'applied' }
}

/** Only while it is open; else the agent is told what has become of it. */
export async function withdrawEstimate(work: Work, operation: WithdrawEstimate, agentId: string): Promise<Outcome> {
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  const estimate = found && (await lockEstimate(work, found.id, operation.estimateId))
  if (!found || !estimate) return rejected('not_found', 'There is no such estimate')
  const { state } = estimate
  if (state === 'withdrawn') return { status: 'merged' }
  if (state !== 'open') {
    const theirs = { theirs: state, changedBy: estimate.endedBy, changedAt: estimate.endedAt }
    return { status: 'conflict', conflict: { field: 'estimate', mine: 'withdrawn', ...theirs } }
  }
  const actor = { kind: 'agent', id: agentId } as const
  await endEstimate(work, { estimate, to: 'withdrawn', actor })
  await goOn(work, found, actor)
  return { status: 'applied' }
}
