import { assertNever } from './assert-never.ts'
import { type CaseStatus, statusGroup } from './status.ts'
import type { WorkingTime } from './working-time.ts'

/** What was promised, in ms of opening hours; null: nothing. */
export type SlaTarget = { firstResponse: number | null; resolution: number | null }

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

export type SlaClocks = { firstResponse: SlaClock | null; resolution: SlaClock | null }

/**
 * Both clocks of a case from its history: always the same for the same history. The first answer stops the first; closing
 * the case stops both; the time in which the customer is waited for counts for neither.
 */
export function slaClocks(
  target: SlaTarget,
  created: { at: number; status: CaseStatus },
  moments: readonly SlaMoment[],
  time: WorkingTime,
): SlaClocks {
  const begin = (promised: number | null) => {
    if (promised === null) return null
    const clock = startClock(promised, created.at, time)
    return statusGroup(created.status) === 'waiting' ? stepClock(clock, 'pause', created.at, time) : clock
  }
  let firstResponse = begin(target.firstResponse)
  let resolution = begin(target.resolution)
  let status = created.status
  for (const moment of moments) {
    const step = (clock: SlaClock | null, ...steps: SlaStep[]) =>
      clock && steps.reduce((before, one) => stepClock(before, one, moment.at, time), clock)
    if (moment.kind === 'answer') {
      firstResponse = step(firstResponse, 'finish')
      continue
    }
    const steps = stepsBetween(status, moment.to)
    status = moment.to
    resolution = step(resolution, ...steps)
    // A question that was answered once stays answered.
    firstResponse = step(firstResponse, ...steps.filter((one) => one !== 'reopen'))
  }
  return { firstResponse, resolution }
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
