import { detailOfStep, type LineStep, stepFault, stepTo } from '#shared/domain/rma-line.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { lockVisibleCase } from '../cases/access.ts'
import { touch } from '../cases/case-fields.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { findRma, type Line, lastChangeOf, linesOf } from './lines.ts'
import { moveLine } from './move-line.ts'
import { refuseReplacement, replaceDevice } from './registry.ts'

type StepLine = Extract<Operation, { kind: 'rma.step' }>

/**
 * Only from the state that the agent saw, and only along the table of steps; else a person is asked. The same step once more,
 * whoever takes it, is nothing.
 */
export async function stepRmaLine(work: Work, operation: StepLine, agentId: string): Promise<Outcome> {
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  const rma = found && (await findRma(work, found.id, operation.rmaId))
  const line = rma && (await linesOf(work, rma.id)).find(({ id }) => id === operation.lineId)
  if (!found || !line) return rejected('not_found', 'There is no such line')
  const step = stepOf(operation)
  if (line.state === step.to && saysNothingElse(line, step)) return { status: 'merged' }
  const fault = stepFault(line, step)
  const stale = line.state !== operation.from
  if (stale || fault === 'illegal_step') return conflictOf(work, line, operation, step, stale)
  if (fault !== null) return rejected(fault, 'The step lacks what it needs')
  const newSerialNumber = step.to === 'replaced' ? (step.newSerialNumber ?? '') : null
  if (newSerialNumber !== null) {
    const refused = await refuseReplacement(work, found, line, newSerialNumber)
    if (refused) return refused
    await replaceDevice(work, found, line, newSerialNumber)
  }
  await moveLine(work, line, step, { kind: 'agent', id: agentId })
  await touch(work, found)
  return { status: 'applied' }
}

function stepOf({ to, warranty, reason, newSerialNumber, carrier, trackingNumber }: StepLine): LineStep {
  const words = { reason, newSerialNumber, carrier, trackingNumber }
  const cleaned = Object.entries(words).map(([name, text]) => [name, text?.trim().toWellFormed()])
  return { to, warranty, ...Object.fromEntries(cleaned) }
}

/** Another reason, serial number or tracking number for the same result is another result. */
function saysNothingElse(line: Line, step: LineStep): boolean {
  const mine = detailOfStep(step)
  return mine === null || mine === detailOfStep(stepTo(line))
}

async function conflictOf(
  work: Work,
  line: Line,
  { from }: StepLine,
  step: LineStep,
  stale: boolean,
): Promise<Outcome> {
  const { rmaId, id: lineId, serialNumber } = line
  return {
    status: 'conflict',
    conflict: {
      field: 'rmaStep',
      rmaId,
      lineId,
      serialNumber,
      base: from,
      mine: step.to,
      theirs: line.state,
      mineDetail: detailOfStep(step),
      theirsDetail: detailOfStep(stepTo(line)),
      reason: stale ? 'stale' : 'illegal',
      ...(await lastChangeOf(work, line, 'state')),
    },
  }
}
