import { assertNever } from '#shared/domain/assert-never.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { afterStep, type EstimateState, isPastValidity } from '#shared/domain/estimate.ts'
import { isOpen } from '#shared/domain/status.ts'
import { notes } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { type Actor, lockCase } from './case-fields.ts'
import { goOn } from './estimate-ended.ts'
import { endEstimate, lockEstimate } from './estimate-state.ts'

/** The case has no such estimate. */
export class EstimateNotFound extends Error {
  constructor() {
    super('There is no such estimate')
    this.name = 'EstimateNotFound'
  }
}

/** It was answered, withdrawn or ran out before; `state` says which. */
export class EstimateNotOpen extends Error {
  readonly state: EstimateState

  constructor(state: EstimateState) {
    super(`The estimate is ${state}`)
    this.name = 'EstimateNotOpen'
    this.state = state
  }
}

export type EstimateAnswer = {
  /** Of a case that the caller has found to be one of this customer's. */
  caseId: string
  estimateId: string
  contactId: string
  answer: 'approve' | 'decline'
  /** Becomes a note of the customer's in the thread. */
  reason: string | null
}

/**
 * The customer approves or declines; the case goes on. The same person's same answer again is nothing. Throws
 * `EstimateNotFound`, `EstimateNotOpen`.
 */
export async function answerEstimate(work: Work, input: EstimateAnswer): Promise<void> {
  const { caseId, contactId, reason } = input
  const found = await lockCase(work, caseId)
  const estimate = found && (await lockEstimate(work, caseId, input.estimateId))
  if (!found || !estimate) throw new EstimateNotFound()
  const to = stateAfter(input.answer)
  if (estimate.state === to && estimate.endedBy === contactId) return
  if (afterStep(estimate.state, input.answer) === null) throw new EstimateNotOpen(estimate.state)
  if (isPastValidity(estimate.validUntil, dayInLjubljana(work.now))) throw new EstimateNotOpen('expired')
  // Closing a case withdraws its estimate; this is for what a hand at the database may have done.
  if (!isOpen(found.status)) throw new EstimateNotOpen('withdrawn')

  const actor: Actor = { kind: 'customer', id: contactId }
  await endEstimate(work, { estimate, to, actor })
  if (reason !== null) {
    const noteId = work.newId()
    await work.tx.insert(notes).values({
      id: noteId,
      caseId,
      visibility: 'public',
      authorKind: 'customer',
      authorId: contactId,
      body: reason,
      createdAt: work.now,
    })
    await enqueueMail(work, { kind: 'case_changed', caseId, change: { type: 'note', noteId } })
  }
  await goOn(work, found, actor)
}

function stateAfter(answer: EstimateAnswer['answer']) {
  switch (answer) {
    case 'approve':
      return 'approved'
    case 'decline':
      return 'declined'
    default:
      return assertNever(answer)
  }
}
