import { assertNever } from './assert-never.ts'
import { type CaseStatus, statusGroup } from './status.ts'
import type { WorkingTime } from './working-time.ts'

export const SLA_GOALS = ['firstResponse', 'resolution'] as const
export type SlaGoal = (typeof SLA_GOALS)[number]

/** What was promised, in ms of opening hours; null: nothing. */
export type SlaTarget = Record<SlaGoal, number | null>

/** The same as contracts have it: in minutes. */
export type PromisedMinutes = { firstResponseMinutes: number | null; resolutionMinutes: number | null }

const MINUTE_MS = 60_000

/** What a contract does not say is as for cases without one. */
export function slaTarget(contract: PromisedMinutes | null, usual: PromisedMinutes): SlaTarget {
  const ms = (minutes: number | null) => (minutes === null ? null : minutes * MINUTE_MS)
  return {
    firstResponse: ms(contract?.firstResponseMinutes ?? usual.firstResponseMinutes),
    resolution: ms(contract?.resolutionMinutes ?? usual.resolutionMinutes),
  }
}

/**
 * One promise of a case. Instants are epoch ms, `left` is ms of opening hours and never below zero: what is late says since
 * when. `missed` goes on being missed whoever waits for whom; `met` and `late` are over unless the case is reopened.
 */
export type SlaClock =
  | { state: 'running'; dueAt: number }
  | { state: 'paused'; left: number }
  | { state: 'missed'; dueAt: number }
  | { state: 'met'; at: number; left: number }
  | { state: 'late'; at: number; dueAt: number }

export type SlaStep = 'pause' | 'resume' | 'finish' | 'reopen'

export function startClock(promised: number, now: number, time: WorkingTime): SlaClock {
  return { state: 'running', dueAt: time.after(now, Math.max(0, promised)) }
}

/** A step that means nothing to the clock leaves it as it is. */
export function stepClock(clock: SlaClock, step: SlaStep, now: number, time: WorkingTime): SlaClock {
  switch (step) {
    case 'pause': {
      if (clock.state !== 'running') return clock
      const { dueAt } = clock
      return now > dueAt ? { state: 'missed', dueAt } : { state: 'paused', left: time.between(now, dueAt) }
    }
    case 'resume':
      return clock.state === 'paused' ? { state: 'running', dueAt: time.after(now, clock.left) } : clock
    case 'finish': {
      if (clock.state === 'paused') return { state: 'met', at: now, left: clock.left }
      if (clock.state !== 'running' && clock.state !== 'missed') return clock
      const { dueAt } = clock
      return clock.state === 'missed' || now > dueAt
        ? { state: 'late', at: now, dueAt }
        : { state: 'met', at: now, left: time.between(now, dueAt) }
    }
    case 'reopen':
      if (clock.state === 'met') return { state: 'running', dueAt: time.after(now, clock.left) }
      return clock.state === 'late' ? { state: 'missed', dueAt: clock.dueAt } : clock
    default:
      return assertNever(step)
  }
}

/** What happened to a case, oldest first; `at` in epoch ms. An answer is an agent's note that the customer may read. */
export type SlaMoment = { at: number } & ({ kind: 'answer' } | { kind: 'status'; to: CaseStatus })

export type SlaClocks = Record<SlaGoal, SlaClock | null>

/** The clocks of a case that has just been opened. */
export function startClocks(
  target: SlaTarget,
  created: { at: number; status: CaseStatus },
  time: WorkingTime,
): SlaClocks {
  const begin = (promised: number | null) => {
    if (promised === null) return null
    const clock = startClock(promised, created.at, time)
    return statusGroup(created.status) === 'waiting' ? stepClock(clock, 'pause', created.at, time) : clock
  }
  return { firstResponse: begin(target.firstResponse), resolution: begin(target.resolution) }
}

/**
 * What a moment makes of the clocks of a case that was `status` before. The first answer stops the first; closing the case
 * stops both; the time in which the customer is waited for counts for neither.
 */
export function stepClocks(
  { firstResponse, resolution }: SlaClocks,
  status: CaseStatus,
  moment: SlaMoment,
  time: WorkingTime,
): SlaClocks {
  const step = (clock: SlaClock | null, steps: readonly SlaStep[]) =>
    clock && steps.reduce((before, one) => stepClock(before, one, moment.at, time), clock)
  if (moment.kind === 'answer') return { firstResponse: step(firstResponse, ['finish']), resolution }
  const steps = stepsBetween(status, moment.to)
  return {
    // A question that was answered once stays answered.
    firstResponse: step(
      firstResponse,
      steps.filter((one) => one !== 'reopen'),
    ),
    resolution: step(resolution, steps),
  }
}

/** Both clocks of a case from its history: always the same for the same history. */
export function slaClocks(
  target: SlaTarget,
  created: { at: number; status: CaseStatus },
  moments: readonly SlaMoment[],
  time: WorkingTime,
): SlaClocks {
  let { status } = created
  let clocks = startClocks(target, created, time)
  for (const moment of moments) {
    clocks = stepClocks(clocks, status, moment, time)
    if (moment.kind === 'status') status = moment.to
  }
  return clocks
}

function stepsBetween(from: CaseStatus, to: CaseStatus): SlaStep[] {
  const [before, now] = [statusGroup(from), statusGroup(to)]
  if (before === now) return []
  const left: SlaStep[] = before === 'closed' ? ['reopen'] : []
  switch (now) {
    case 'closed':
      return ['finish']
    case 'waiting':
      return [...left, 'pause']
    case 'active':
      return [...left, 'resume']
    default:
      return assertNever(now)
  }
}

/** How a clock stands; the same words sort and colour lists. */
export const SLA_STANDINGS = ['breached', 'at_risk', 'running', 'paused', 'met', 'late'] as const
export type SlaStanding = (typeof SLA_STANDINGS)[number]

/** `left`, `over`: ms of opening hours, never below zero, one of them zero. `riskBelow`: ms of opening hours. */
export function clockStanding(
  clock: SlaClock,
  now: number,
  time: WorkingTime,
  riskBelow: number,
): { standing: SlaStanding; left: number; over: number } {
  switch (clock.state) {
    case 'paused':
    case 'met':
      return { standing: clock.state, left: clock.left, over: 0 }
    case 'late':
      return { standing: 'late', left: 0, over: time.between(clock.dueAt, clock.at) }
    case 'missed':
      return { standing: 'breached', left: 0, over: time.between(clock.dueAt, now) }
    case 'running': {
      if (now > clock.dueAt) return { standing: 'breached', left: 0, over: time.between(clock.dueAt, now) }
      const left = time.between(now, clock.dueAt)
      return { standing: left <= riskBelow ? 'at_risk' : 'running', left, over: 0 }
    }
    default:
      return assertNever(clock)
  }
}

/** When the next promise of a case is due, or was; null where none is open, or none runs. Epoch ms. */
export function nextDueAt(clocks: SlaClocks): number | null {
  const due = SLA_GOALS.flatMap((goal) => {
    const clock = clocks[goal]
    return clock?.state === 'running' || clock?.state === 'missed' ? [clock.dueAt] : []
  })
  return due.length === 0 ? null : Math.min(...due)
}

/** How the promises of a case are on the whole, whatever the time: `counting` is due at `nextDueAt`. */
export const SLA_SUMS = ['none', 'counting', 'paused', 'met', 'late'] as const
export type SlaSum = (typeof SLA_SUMS)[number]

export function slaSum(clocks: SlaClocks): SlaSum {
  const states = SLA_GOALS.flatMap((goal) => clocks[goal]?.state ?? [])
  if (states.some((state) => state === 'running' || state === 'missed')) return 'counting'
  for (const state of ['paused', 'late', 'met'] as const) if (states.includes(state)) return state
  return 'none'
}

/** For counting: 1 kept, 0 not kept, an instant: not yet, and not kept after it; null: nothing to tell. */
export function keptMark(clock: SlaClock | null): number | null {
  if (clock === null || clock.state === 'paused') return null
  if (clock.state === 'running') return clock.dueAt
  return clock.state === 'met' ? 1 : 0
}

/** What such a mark says at `now`; null while nothing is decided. */
export function isKept(mark: number | null, now: number): boolean | null {
  if (mark === null) return null
  if (mark === 0 || mark === 1) return mark === 1
  return now > mark ? false : null
}

/** The clock to watch: the one that is due first, else what waits, else how it ended; null where nothing was promised. */
export function watchedClock(clocks: SlaClocks): { goal: SlaGoal; clock: SlaClock } | null {
  const all = SLA_GOALS.flatMap((goal) => {
    const clock = clocks[goal]
    return clock ? [{ goal, clock }] : []
  })
  const due = nextDueAt(clocks)
  return (
    all.find(({ clock }) => (clock.state === 'running' || clock.state === 'missed') && clock.dueAt === due) ??
    all.find(({ clock }) => clock.state === 'paused') ??
    all.at(-1) ??
    null
  )
}
