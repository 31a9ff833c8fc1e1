import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_VALUE, MAX_REJECTION_REASON } from '#shared/domain/rma.ts'
import { type LineStep, stepFault } from '#shared/domain/rma-line.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import type { SteppedLine, StepWords } from '#shared/rpc/rmas.ts'
import { undoUntil } from '../cases/add-note.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform, performAll } from '../perform.ts'
import { ofLine, requireLine } from './lines.ts'

/** Time in which a step of a batch can be taken back without asking the portal: a pile of devices takes its time. */
const UNDO_MS = 20_000

type StepOperation = Extract<Operation, { kind: 'rma.step' }>

/** From where the agent sees the line, which counts what is pending already. It can be taken back for a while, as a reply can. */
export function stepLine(ctx: DeskContext, { lineId, ...words }: StepWords & { lineId: string }): Accepted {
  return perform(ctx, stepOf(ctx, requireLine(ctx, lineId), words), { holdUntil: undoUntil(ctx) })
}

/** One operation a line, all of them durable at once; what cannot be is said of each. */
export function stepLines(
  ctx: DeskContext,
  { lineIds, undoable = false, ...words }: StepWords & { lineIds: string[]; undoable?: boolean },
): SteppedLine[] {
  const operations: StepOperation[] = []
  const holdUntil = undoable ? ctx.deps.clock() + UNDO_MS : 0
  const results = [...new Set(lineIds)].map((lineId): SteppedLine => {
    try {
      const operation = stepOf(ctx, requireLine(ctx, lineId), words)
      operations.push(operation)
      return { lineId, opId: operation.opId, undoUntil: undoable ? holdUntil : null, problem: null }
    } catch (error) {
      if (!(error instanceof DeskFault)) throw error
      return { lineId, opId: null, undoUntil: null, problem: error.problem }
    }
  })
  performAll(ctx, operations, { holdUntil })
  return results
}

export function stepOf(ctx: DeskContext, line: RmaLineRow, words: StepWords): StepOperation {
  const step = checkedStep(words)
  const fault = stepFault(line, step)
  if (fault === 'illegal_step') throw new DeskFault('illegal_step', { from: line.state, to: step.to })
  if (fault !== null) throw new DeskFault('step_incomplete', { needs: fault })
  const isItself = lookUpKey(step.newSerialNumber ?? '') === lookUpKey(line.serialNumber)
  if (step.to === 'replaced' && isItself) throw new DeskFault('invalid_input')
  const said = Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined && value !== ''))
  return { ...ofLine(ctx, line), kind: 'rma.step', from: line.state, ...said, to: step.to }
}

/** Only what the step may say, without spaces around it. */
function checkedStep({ to, warranty, ...words }: StepWords): LineStep {
  const text = (value: string | undefined, max: number) => {
    const trimmed = value?.trim()
    if (trimmed && trimmed.length > max) throw new DeskFault('note_too_long', { length: trimmed.length, max })
    return trimmed
  }
  const isShipment = to === 'shipped' || to === 'in_transit'
  return {
    to,
    warranty,
    reason: to === 'rejected' ? text(words.reason, MAX_REJECTION_REASON) : undefined,
    newSerialNumber: to === 'replaced' ? text(words.newSerialNumber, MAX_LINE_VALUE) : undefined,
    carrier: isShipment ? text(words.carrier, MAX_LINE_VALUE) : undefined,
    trackingNumber: isShipment ? text(words.trackingNumber, MAX_LINE_VALUE) : undefined,
  }
}
