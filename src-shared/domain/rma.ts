import type { RmaLineState } from './rma-line.ts'
import { type WorkingHours, type WorkingTime, workdayMs } from './working-time.ts'

/** What is told of a whole RMA; `finished`: all that is to be done with every device is done, in whichever way it ended. */
export const RMA_STATES = [
  'requested',
  'approved',
  'in_transit',
  'received',
  'diagnosing',
  'awaiting_approval',
  'repairing',
  'finished',
  'shipped',
  'closed',
] as const
export type RmaState = (typeof RMA_STATES)[number]

export const MAX_RMA_LINES = 100
/** UTF-16 units of the fault, the diagnosis and the like. */
export const MAX_LINE_TEXT = 10_000
/** Of serial numbers, models, carriers and tracking numbers. */
export const MAX_LINE_VALUE = 100
export const MAX_REJECTION_REASON = 2_000

const PHASE_OF: Record<RmaLineState, RmaState> = {
  requested: 'requested',
  approved: 'approved',
  in_transit: 'in_transit',
  received: 'received',
  diagnosing: 'diagnosing',
  awaiting_approval: 'awaiting_approval',
  repairing: 'repairing',
  repaired: 'finished',
  replaced: 'finished',
  rejected: 'finished',
  shipped: 'shipped',
  closed: 'closed',
}

export function phaseOf(state: RmaLineState): RmaState {
  return PHASE_OF[state]
}

/** An RMA is as far as the line that is furthest behind. */
export function rmaStateOf(lines: readonly { state: RmaLineState }[]): RmaState {
  const places = lines.map(({ state }) => RMA_STATES.indexOf(PHASE_OF[state]))
  return RMA_STATES[places.length === 0 ? 0 : Math.min(...places)] ?? 'requested'
}

/** Working days that a device may stay in a state before somebody should look; null: as long as it likes. */
const DAYS_IN: Record<RmaLineState, number | null> = {
  requested: 2,
  approved: 10,
  in_transit: 5,
  received: 2,
  diagnosing: 5,
  awaiting_approval: 10,
  repairing: 10,
  repaired: 2,
  replaced: 2,
  rejected: 2,
  shipped: 10,
  closed: null,
}

type Since = { state: RmaLineState; stateSince: number }

type Opening = { hours: Pick<WorkingHours, 'week'>; time: WorkingTime }

/** Epoch ms at which the next step is due: so many working days on, at the same time of day; null when nothing is. */
export function lineDueAt({ state, stateSince }: Since, { hours, time }: Opening): number | null {
  const days = DAYS_IN[state]
  return days === null ? null : time.after(stateSince, days * workdayMs(hours))
}

export function isOverdue(line: Since, now: number, opening: Opening): boolean {
  const due = lineDueAt(line, opening)
  return due !== null && now > due
}

/** The earliest of its lines; null when nothing is due any more. */
export function rmaDueAt(lines: readonly Since[], opening: Opening): number | null {
  const due = lines.flatMap((line) => lineDueAt(line, opening) ?? [])
  return due.length === 0 ? null : Math.min(...due)
}

/** `RMA-NNNNN`, of the counter on at least five digits. */
export function makeRmaNumber(counter: number): string {
  return `RMA-${String(counter).padStart(5, '0')}`
}
