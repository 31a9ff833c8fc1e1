import { assertNever } from './assert-never.ts'
import type { EstimateState } from './estimate.ts'

/** What becomes of one device that a customer sends in, in the order in which it usually goes. */
export const RMA_LINE_STATES = [
  'requested',
  'approved',
  'in_transit',
  'received',
  'diagnosing',
  'awaiting_approval',
  'repairing',
  'repaired',
  'replaced',
  'rejected',
  'shipped',
  'closed',
] as const
export type RmaLineState = (typeof RMA_LINE_STATES)[number]

export const INITIAL_LINE_STATE: RmaLineState = 'requested'

/** Where the customer has something to do, or waits for the answer; whoever runs the portal may choose others. */
export const DEFAULT_RMA_MAIL_STEPS: readonly RmaLineState[] = [
  'approved',
  'received',
  'awaiting_approval',
  'replaced',
  'rejected',
  'shipped',
]

/** Who pays. `goodwill`: neither warranty nor contract, and still not the customer. */
export const WARRANTY_DECISIONS = ['undecided', 'warranty', 'contract', 'goodwill', 'out_of_warranty'] as const
export type WarrantyDecision = (typeof WARRANTY_DECISIONS)[number]

/**
 * From each state where a device may go. Customers bring devices in by hand (`approved` to `received`); some are replaced or
 * refused at the first look; what is found while repairing may cost more; what a customer does not want back is closed unshipped.
 */
const NEXT: Record<RmaLineState, readonly RmaLineState[]> = {
  requested: ['approved', 'rejected'],
  approved: ['in_transit', 'received', 'rejected'],
  in_transit: ['received', 'rejected'],
  received: ['diagnosing'],
  diagnosing: ['awaiting_approval', 'repairing', 'replaced', 'rejected'],
  awaiting_approval: ['diagnosing', 'repairing', 'rejected'],
  repairing: ['awaiting_approval', 'repaired', 'replaced', 'rejected'],
  repaired: ['shipped'],
  replaced: ['shipped'],
  rejected: ['shipped', 'closed'],
  shipped: ['closed'],
  closed: [],
}

export function legalSteps(from: RmaLineState): readonly RmaLineState[] {
  return NEXT[from]
}

export function canStep(from: RmaLineState, to: RmaLineState): boolean {
  return NEXT[from].includes(to)
}

/** A line may go while nothing of it has come. */
export function isRemovable(state: RmaLineState): boolean {
  return state === 'requested' || state === 'approved'
}

/** One step of a line, with what that step may say. Empty words are none. */
export type LineStep = {
  to: RmaLineState
  /** Decided with the step, where it was not before. */
  warranty?: WarrantyDecision | undefined
  /** Of `rejected`; the customer reads it. */
  reason?: string | undefined
  /** Of `replaced`. */
  newSerialNumber?: string | undefined
  /** Of `in_transit` and `shipped`. */
  carrier?: string | undefined
  trackingNumber?: string | undefined
}

/** What the steps of a line know and change; instants are epoch ms. */
export type LineFacts = {
  state: RmaLineState
  stateSince: number
  warranty: WarrantyDecision
  receivedAt: number | null
  shippedAt: number | null
  newSerialNumber: string | null
  rejectionReason: string | null
  inboundCarrier: string | null
  inboundTracking: string | null
  carrier: string | null
  trackingNumber: string | null
}

export const STEP_FAULTS = [
  'illegal_step',
  'warranty_undecided',
  'warranty_covers',
  'new_serial_missing',
  'reason_missing',
] as const
export type StepFault = (typeof STEP_FAULTS)[number]

/** Why the step cannot be taken; null when it can. */
export function stepFault(line: Pick<LineFacts, 'state' | 'warranty'>, step: LineStep): StepFault | null {
  if (!canStep(line.state, step.to)) return 'illegal_step'
  return missingFor(step, decided(line, step))
}

function missingFor(step: LineStep, warranty: WarrantyDecision): StepFault | null {
  switch (step.to) {
    case 'awaiting_approval':
      // Nobody is asked to pay for what somebody else pays.
      if (warranty === 'undecided') return 'warranty_undecided'
      return warranty === 'out_of_warranty' ? null : 'warranty_covers'
    case 'repairing':
      return warranty === 'undecided' ? 'warranty_undecided' : null
    case 'replaced':
      if (!filled(step.newSerialNumber)) return 'new_serial_missing'
      return warranty === 'undecided' ? 'warranty_undecided' : null
    case 'rejected':
      return filled(step.reason) ? null : 'reason_missing'
    case 'requested':
    case 'approved':
    case 'in_transit':
    case 'received':
    case 'diagnosing':
    case 'repaired':
    case 'shipped':
    case 'closed':
      return null
    default:
      return assertNever(step.to)
  }
}

/** A step decides, or leaves it as it is; no step takes a decision back. */
function decided({ warranty }: Pick<LineFacts, 'warranty'>, step: LineStep): WarrantyDecision {
  return step.warranty === undefined || step.warranty === 'undecided' ? warranty : step.warranty
}

/** Whether the decision can be made, or taken back, where the line stands now. */
export function mayDecide(state: RmaLineState, warranty: WarrantyDecision): boolean {
  if (state === 'awaiting_approval') return warranty === 'out_of_warranty'
  const isOpen = RMA_LINE_STATES.indexOf(state) < RMA_LINE_STATES.indexOf('awaiting_approval')
  return isOpen || warranty !== 'undecided'
}

/** The line after a step that `stepFault` allows, taken at `at`. */
export function stepped<L extends LineFacts>(line: L, step: LineStep, at: number): L {
  const next: L = { ...line, state: step.to, stateSince: at, warranty: decided(line, step) }
  switch (step.to) {
    case 'in_transit':
      return { ...next, inboundCarrier: filled(step.carrier), inboundTracking: filled(step.trackingNumber) }
    case 'received':
      return { ...next, receivedAt: at }
    case 'replaced':
      return { ...next, newSerialNumber: filled(step.newSerialNumber) }
    case 'rejected':
      return { ...next, rejectionReason: filled(step.reason) }
    case 'shipped':
      return { ...next, shippedAt: at, carrier: filled(step.carrier), trackingNumber: filled(step.trackingNumber) }
    case 'requested':
    case 'approved':
    case 'diagnosing':
    case 'awaiting_approval':
    case 'repairing':
    case 'repaired':
    case 'closed':
      return next
    default:
      return assertNever(step.to)
  }
}

/** What came with the step to the state that a line is in, or is to be in; null where nothing did. */
export function detailOfStep(step: LineStep): string | null {
  if (step.to === 'rejected') return filled(step.reason)
  if (step.to === 'replaced') return filled(step.newSerialNumber)
  if (step.to !== 'in_transit' && step.to !== 'shipped') return null
  return filled([step.carrier, step.trackingNumber].flatMap((text) => filled(text) ?? []).join(' '))
}

/** The step that brought a line where it is. */
export function stepTo(line: LineFacts): LineStep {
  const inbound = line.state === 'in_transit'
  return {
    to: line.state,
    reason: line.rejectionReason ?? undefined,
    newSerialNumber: line.newSerialNumber ?? undefined,
    carrier: (inbound ? line.inboundCarrier : line.carrier) ?? undefined,
    trackingNumber: (inbound ? line.inboundTracking : line.trackingNumber) ?? undefined,
  }
}

const filled = (text: string | undefined): string | null => text?.trim() || null

/** Whether an estimate puts a line into waiting for the customer's answer; one without a decision is out of warranty then. */
export function waitsForEstimate({ state, warranty }: Pick<LineFacts, 'state' | 'warranty'>): boolean {
  return stepFault({ state, warranty }, estimateStep(warranty)) === null
}

export function estimateStep(warranty: WarrantyDecision): LineStep {
  return { to: 'awaiting_approval', warranty: warranty === 'undecided' ? 'out_of_warranty' : warranty }
}

/** Where a line goes on that waited for the answer to an estimate; a person decides again unless the customer pays. */
export function stateAfterEstimate(ended: Exclude<EstimateState, 'open'>): RmaLineState {
  return ended === 'approved' ? 'repairing' : 'diagnosing'
}
