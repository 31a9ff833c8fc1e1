import { operationById } from '#main/store/outbox/operations.ts'
import { resolveConflict } from '#main/store/outbox/sending.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { CASE_STATUSES, type CaseStatus, canMove } from '#shared/domain/status.ts'
import {
  type Conflict,
  type LineFieldConflict,
  type LineStepConflict,
  laneOf,
  type MergedConflict,
  type Operation,
  type TextConflict,
} from '#shared/portal-api/operations.ts'
import { checkedDescription, checkedTitle } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { newOperation, showChange } from '../perform.ts'
import { checkedValue, requireLine } from '../rmas/lines.ts'
import { stepOf } from '../rmas/steps.ts'

export type Choice = { choice: 'mine' | 'theirs' } | { choice: 'edited'; text: string }

/** The word of a person about one conflict; what is sent again knows theirs. */
export function decideConflict(ctx: DeskContext, opId: string, choice: Choice): void {
  const { outbox, scheduler } = ctx.work()
  const stored = operationById(outbox, opId)
  if (stored?.state !== 'conflict' || stored.conflict === null) throw new DeskFault('not_found')
  const next = choice.choice === 'theirs' ? null : onTop(ctx, stored.operation, stored.conflict, choice)
  resolveConflict(outbox, opId, next, ctx.deps.clock())
  showChange(ctx, stored.operation)
  if (next && laneOf(next) !== laneOf(stored.operation)) showChange(ctx, next)
  if (next) scheduler.wake()
}

type Sent = Exclude<Choice, { choice: 'theirs' }> | { choice: 'mine' | 'theirs' }

function onTop(ctx: DeskContext, settled: Operation, conflict: Conflict, choice: Sent): Operation {
  switch (conflict.field) {
    case 'status': {
      const { theirs, theirsVersion, mine } = conflict
      if (choice.choice === 'edited') throw new DeskFault('invalid_input')
      if (!canMove(theirs, mine)) throw new DeskFault('illegal_move', { from: theirs, to: mine })
      return { ...update(ctx, settled), status: { to: mine, base: { value: theirs, version: theirsVersion } } }
    }
    case 'title':
    case 'description':
      return textOnTop(ctx, settled, conflict, choice.choice === 'edited' ? choice.text : conflict.mine)
    case 'rmaStep':
      return stepOnTop(ctx, settled, conflict, choice)
    case 'rmaLine':
      return lineOnTop(ctx, settled, conflict, choice.choice === 'edited' ? choice.text : conflict.mine)
    case 'template': {
      if (settled.kind !== 'template.save' || choice.choice === 'edited') throw new DeskFault('invalid_input')
      const { kind, templateId } = settled
      return { ...newOperation(ctx), kind, templateId, content: conflict.mine, base: conflict.theirs }
    }
    case 'macro': {
      if (settled.kind !== 'macro.save' || choice.choice === 'edited') throw new DeskFault('invalid_input')
      const { kind, macroId } = settled
      return { ...newOperation(ctx), kind, macroId, content: conflict.mine, base: conflict.theirs }
    }
    case 'view': {
      if (settled.kind !== 'view.save' || choice.choice === 'edited') throw new DeskFault('invalid_input')
      const { kind, viewId } = settled
      return { ...newOperation(ctx), kind, viewId, content: conflict.mine, base: conflict.theirs }
    }
    case 'merged':
      return mergedOnTop(ctx, conflict, choice.choice === 'edited' ? choice.text : conflict.mine)
    case 'registration':
    case 'merge':
    case 'estimate':
      // The first decision stands, whoever asks again; so does the customer's answer.
      throw new DeskFault('invalid_input')
    default:
      return assertNever(conflict)
  }
}

/** The same step once more, from where they brought the line. */
function stepOnTop(ctx: DeskContext, settled: Operation, { theirs }: LineStepConflict, { choice }: Sent): Operation {
  if (choice === 'edited' || settled.kind !== 'rma.step') throw new DeskFault('invalid_input')
  const line = requireLine(ctx, settled.lineId)
  if (line.state !== theirs) throw new DeskFault('illegal_step', { from: line.state, to: settled.to })
  const { to, warranty, reason, newSerialNumber, carrier, trackingNumber } = settled
  return stepOf(ctx, line, { to, warranty, reason, newSerialNumber, carrier, trackingNumber })
}

function lineOnTop(ctx: DeskContext, settled: Operation, { of, theirs }: LineFieldConflict, text: string): Operation {
  if (settled.kind !== 'rma.updateLine') throw new DeskFault('invalid_input')
  const to = checkedValue(requireLine(ctx, settled.lineId), of, text)
  return { ...settled, ...newOperation(ctx), to, base: theirs }
}

function textOnTop(ctx: DeskContext, settled: Operation, conflict: TextConflict, text: string): Operation {
  const base = { value: conflict.theirs, version: conflict.theirsVersion }
  return conflict.field === 'title'
    ? { ...update(ctx, settled), title: { to: checkedTitle(text), base } }
    : { ...update(ctx, settled), description: { to: checkedDescription(text), base } }
}

/** The change once more, of the case that carries the merged one on. */
function mergedOnTop(ctx: DeskContext, conflict: MergedConflict, mine: string | null): Operation {
  const { change, theirs, theirsVersion: version, into } = conflict
  const common = { ...newOperation(ctx), kind: 'case.update' as const, caseId: into.caseId }
  switch (change) {
    case 'status': {
      const [from, to] = [statusOfText(theirs), statusOfText(mine)]
      if (!canMove(from, to)) throw new DeskFault('illegal_move', { from, to })
      return { ...common, status: { to, base: { value: from, version } } }
    }
    case 'ownerId':
      return { ...common, ownerId: { to: mine, base: { value: theirs, version } } }
    case 'teamId':
      return { ...common, teamId: { to: mine ?? '', base: { value: theirs ?? '', version } } }
    case 'title':
      return { ...common, title: { to: checkedTitle(mine ?? ''), base: { value: theirs ?? '', version } } }
    case 'description':
      return { ...common, description: { to: checkedDescription(mine ?? ''), base: { value: theirs ?? '', version } } }
    default:
      return assertNever(change)
  }
}

function statusOfText(text: string | null): CaseStatus {
  const status = CASE_STATUSES.find((known) => known === text)
  if (!status) throw new DeskFault('invalid_input')
  return status
}

function update(ctx: DeskContext, settled: Operation) {
  if (!('caseId' in settled)) throw new DeskFault('invalid_input')
  return { ...newOperation(ctx), kind: 'case.update' as const, caseId: settled.caseId }
}
