import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_VALUE, MAX_REJECTION_REASON } from '#shared/domain/rma.ts'
import {
  canStep,
  legalSteps,
  RMA_LINE_STATES,
  type RmaLineState,
  type StepFault,
  stepFault,
  WARRANTY_DECISIONS,
  type WarrantyDecision,
} from '#shared/domain/rma-line.ts'
import type { StepWords } from '#shared/rpc/rmas.ts'

/** What the steps of a device need to know of it, on the board or on a page. */
export type StepLine = {
  id: string
  rmaId: string
  caseId: string
  rmaNumber: string
  serialNumber: string
  model: string
  state: RmaLineState
  warranty: WarrantyDecision
}

export const STEP_FIELDS = ['warranty', 'reason', 'newSerialNumber', 'carrier', 'trackingNumber'] as const
export type StepField = (typeof STEP_FIELDS)[number]
/** As typed; a warranty decision by its name in code, or empty. */
export type StepValues = Record<StepField, string>

export const NO_VALUES: StepValues = { warranty: '', reason: '', newSerialNumber: '', carrier: '', trackingNumber: '' }

/** What a step asks for, in the order of its form; nothing: it is taken at once. */
export function fieldsOf({ warranty }: Pick<StepLine, 'warranty'>, to: RmaLineState): readonly StepField[] {
  const decision: readonly StepField[] = warranty === 'undecided' ? ['warranty'] : []
  switch (to) {
    case 'in_transit':
    case 'shipped':
      return ['carrier', 'trackingNumber']
    case 'awaiting_approval':
    case 'repairing':
      return decision
    case 'replaced':
      return ['newSerialNumber', ...decision]
    case 'rejected':
      return ['reason']
    default:
      return []
  }
}

/** The decisions among which a step lets choose: nobody is asked to pay for what somebody else pays. */
export function decisionsFor(to: RmaLineState): readonly WarrantyDecision[] {
  return to === 'awaiting_approval'
    ? ['out_of_warranty']
    : WARRANTY_DECISIONS.filter((decision) => decision !== 'undecided')
}

export function isTouched(values: StepValues): boolean {
  return STEP_FIELDS.some((field) => values[field].trim() !== '')
}

/** What is said with the step, as the desk takes it. */
export function wordsOf(values: StepValues, to: RmaLineState): StepWords {
  const warranty = WARRANTY_DECISIONS.find((known) => known === values.warranty)
  const { reason, newSerialNumber, carrier, trackingNumber } = values
  return { to, reason, newSerialNumber, carrier, trackingNumber, ...(warranty ? { warranty } : {}) }
}

export type StepProblem = StepFault | 'too_long' | 'same_serial'

/** What keeps the form from being sent, and the field at fault; null when nothing does. */
export function problemOf(
  line: StepLine,
  to: RmaLineState,
  values: StepValues,
): { problem: StepProblem; field: StepField | null } | null {
  const limits = { reason: MAX_REJECTION_REASON, newSerialNumber: MAX_LINE_VALUE, carrier: MAX_LINE_VALUE }
  for (const [field, max] of [...Object.entries(limits), ['trackingNumber', MAX_LINE_VALUE] as const]) {
    const known = STEP_FIELDS.find((one) => one === field)
    if (known && values[known].trim().length > max) return { problem: 'too_long', field: known }
  }
  const fault = stepFault(line, wordsOf(values, to))
  if (fault !== null) return { problem: fault, field: FIELD_AT_FAULT[fault] }
  const same = to === 'replaced' && lookUpKey(values.newSerialNumber) === lookUpKey(line.serialNumber)
  return same ? { problem: 'same_serial', field: 'newSerialNumber' } : null
}

const FIELD_AT_FAULT: Record<StepFault, StepField | null> = {
  illegal_step: null,
  warranty_undecided: 'warranty',
  warranty_covers: null,
  new_serial_missing: 'newSerialNumber',
  reason_missing: 'reason',
}

/** Why the device cannot go there at all, whatever is said with it; null when it can. */
export function obstacle({ state, warranty }: Pick<StepLine, 'state' | 'warranty'>, to: RmaLineState) {
  if (!canStep(state, to)) return 'illegal_step'
  const isCovered = to === 'awaiting_approval' && warranty !== 'undecided' && warranty !== 'out_of_warranty'
  return isCovered ? 'warranty_covers' : null
}

/** The nearest state on that side to which a step leads; null when there is none. */
export function nearestStep(from: RmaLineState, side: 'forward' | 'backward'): RmaLineState | null {
  const place = RMA_LINE_STATES.indexOf(from)
  const places = legalSteps(from).map((to) => RMA_LINE_STATES.indexOf(to))
  const there = places.filter((at) => (side === 'forward' ? at > place : at < place))
  if (there.length === 0) return null
  return RMA_LINE_STATES[side === 'forward' ? Math.min(...there) : Math.max(...there)] ?? null
}
