import { findEstimate } from '#main/store/mirror/estimates.ts'
import { removeEstimateForm } from '#main/store/outbox/forms.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { isHereAlone } from '#main/store/outbox/withdrawing.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { type EstimateItem, isPastValidity } from '#shared/domain/estimate.ts'
import { canMove } from '#shared/domain/status.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, accepted, perform } from '../perform.ts'
import { takeBack } from '../sync/taking-back.ts'
import { checkedItems, checkedNote } from './words.ts'

export type NewEstimate = {
  caseId: string
  items: EstimateItem[]
  note: string
  validUntil: string
  rmaLineIds?: string[] | undefined
}

/** What is refused leaves the form that was begun where it is. */
export function sendEstimate(ctx: DeskContext, { caseId, validUntil, rmaLineIds, ...input }: NewEstimate): Accepted {
  const row = requireCase(ctx, caseId)
  const waits = 'waiting_for_details'
  // Nobody is asked about the costs of work that is done.
  if (row.status !== waits && !canMove(row.status, waits)) {
    throw new DeskFault('illegal_move', { from: row.status, to: waits })
  }
  if (isPastValidity(validUntil, dayInLjubljana(ctx.deps.clock()))) throw new DeskFault('invalid_input')
  const items = checkedItems(input.items)
  const note = checkedNote(input.note)
  const { me } = ctx.work()
  const about = rmaLineIds === undefined || rmaLineIds.length === 0 ? {} : { rmaLineIds }
  const operation = { ...ofCase(ctx, caseId), kind: 'estimate.send' as const, items, note, validUntil, ...about }
  return perform(ctx, operation, { forget: (outbox) => removeEstimateForm(outbox, { caseId, agentId: me }) })
}

/** One that has not left is taken back; its words go to the recovery list then. */
export function withdrawEstimate(ctx: DeskContext, input: { caseId: string; estimateId: string }): Accepted {
  const { outbox, mirror } = ctx.work()
  const { caseId, estimateId } = input
  const lane = operationsOfLane(outbox, caseId)
  const known = lane.find((stored) => withdraws(stored, estimateId))
  if (known) return accepted(known.operation.opId, {})
  const sending = lane.find(({ operation }) => operation.opId === estimateId && operation.kind === 'estimate.send')
  const row = findEstimate(mirror, estimateId)
  if (row === null && sending === undefined) throw new DeskFault('not_found')
  if (row !== null && (row.caseId !== caseId || row.state !== 'open')) throw new DeskFault('invalid_input')
  if (row === null && sending && isHereAlone(sending)) {
    takeBack(ctx, estimateId, false)
    return accepted(estimateId, {})
  }
  const operation = ofCase(ctx, caseId)
  const first = row === null && sending && sending.state !== 'settled' ? [estimateId] : []
  const dependsOn = [...operation.dependsOn, ...first]
  return perform(ctx, { ...operation, dependsOn, kind: 'estimate.withdraw', estimateId })
}

function withdraws({ operation, state }: StoredOperation, estimateId: string): boolean {
  const open = state === 'waiting' || state === 'sending' || state === 'settled'
  return open && operation.kind === 'estimate.withdraw' && operation.estimateId === estimateId
}
