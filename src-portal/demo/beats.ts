import type { Language } from '#shared/domain/case.ts'
import type { CaseStatus } from '#shared/domain/status.ts'
import type { Random } from './random.ts'
import type { Scenario } from './texts/scenario.ts'
import { SMALL_TALK, type SmallTalk } from './texts/small-talk.ts'

/** One thing that happens in a case; words are templates. `status`: the one that goes out with the words. */
export type Beat =
  | { do: 'say'; who: 'owner' | 'colleague' | 'customer'; internal: boolean; text: string; status?: CaseStatus }
  | { do: 'assign' }
  | { do: 'handOver' }
  | { do: 'move'; who: 'owner' | 'customer'; to: CaseStatus }

export type Outcome = 'resolved' | 'cancelled' | 'unassigned' | Exclude<CaseStatus, 'resolved' | 'cancelled'>

/** `turn`: which of the scenario's two turns it takes. */
type Plot = { scenario: Scenario; turn: 0 | 1; language: Language; outcome: Outcome; notes: number }

const toCustomer = (text: string, status?: CaseStatus): Beat => ({
  do: 'say',
  who: 'owner',
  internal: false,
  text,
  status,
})
const fromCustomer = (text: string): Beat => ({ do: 'say', who: 'customer', internal: false, text })
const internally = (text: string, random: Random): Beat => ({
  do: 'say',
  who: random.chance(0.25) ? 'colleague' : 'owner',
  internal: true,
  text,
})

export const countNotes = (beats: readonly Beat[]) => beats.filter((beat) => beat.do === 'say').length

/** The middle of a conversation: `count` notes, the scenario's own first, small talk when those run out. */
function conversation(plot: Plot, count: number, random: Random): Beat[] {
  const { scenario, turn } = plot
  const talk = SMALL_TALK[plot.language]
  const units: Beat[][] = []
  if (random.chance(0.3)) units.push([toCustomer(random.pick(talk.acknowledgements))])
  units.push(exchange(scenario.questions[turn], random))
  if (random.chance(0.6)) units.push([internally(scenario.internal[turn], random)])
  if (random.chance(0.25)) units.push(exchange(scenario.questions[1 - turn]!, random))

  const beats: Beat[] = []
  while (countNotes(beats) < count) {
    if (units.length === 0) units.push(...shuffledSmallTalk(talk, random))
    const unit = units.shift()!
    // A question whose answer has no room any more is not asked.
    if (countNotes(beats) + unit.length <= count) beats.push(...unit)
    else beats.push(internally(count < 3 ? scenario.internal[turn] : random.pick(talk.internal), random))
  }
  return beats
}

function exchange([ask, answer]: readonly [string, string], random: Random): Beat[] {
  return [toCustomer(ask, random.chance(0.55) ? 'waiting_for_details' : undefined), fromCustomer(answer)]
}

function shuffledSmallTalk(talk: SmallTalk, random: Random): Beat[][] {
  const units: Beat[][] = [
    ...talk.reports.map((report) => exchange(report, random)),
    ...talk.nudges.map(([customer, agent]) => [fromCustomer(customer), toCustomer(agent)]),
    ...talk.internal.map((text) => [
      { ...internally(text, random), ...(random.chance(0.3) ? { status: 'researching' as const } : {}) },
    ]),
  ]
  return units
    .map((unit) => [random.next(), unit] as const)
    .sort(([a], [b]) => a - b)
    .map(([, unit]) => unit)
}

function ending(plot: Plot, random: Random): Beat[] {
  const talk = SMALL_TALK[plot.language]
  const solution = plot.scenario.solutions[plot.turn]
  const roomy = plot.notes >= 2
  switch (plot.outcome) {
    case 'unassigned':
    case 'in_progress':
      return []
    case 'waiting_for_details':
      return [toCustomer(random.pick(talk.waiting), 'waiting_for_details')]
    case 'researching':
      return [internally(random.pick(talk.internal), random), { do: 'move', who: 'owner', to: 'researching' }]
    case 'field_service':
      return [toCustomer(random.pick(talk.visits), 'field_service')]
    case 'cancelled':
      return [fromCustomer(random.pick(talk.cancellations)), { do: 'move', who: 'owner', to: 'cancelled' }]
    case 'resolved':
      if (plot.notes === 0) return [{ do: 'move', who: 'owner', to: 'resolved' }]
      if (roomy && random.chance(0.1)) {
        return [
          toCustomer(solution),
          fromCustomer(random.pick(talk.closedByCustomer)),
          { do: 'move', who: 'customer', to: 'resolved' },
        ]
      }
      if (roomy && random.chance(0.55)) {
        const asks = random.chance(0.4) ? ('waiting_for_details' as const) : undefined
        return [
          toCustomer(solution, asks),
          fromCustomer(random.pick(talk.thanks)),
          { do: 'move', who: 'owner', to: 'resolved' },
        ]
      }
      return [toCustomer(solution, 'resolved')]
    default:
      return plot.outcome satisfies never
  }
}

/** All that happens in one case, in order. The number of notes comes out as `plot.notes`, or a few more where the outcome needs words. */
export function plotBeats(plot: Plot, random: Random): Beat[] {
  const talk = SMALL_TALK[plot.language]
  if (plot.outcome === 'unassigned') {
    return Array.from({ length: Math.min(plot.notes, 2) }, () => fromCustomer(random.pick(talk.nudges)[0]))
  }
  const end = ending(plot, random)
  const reopened: Beat[] = []
  if (plot.outcome === 'resolved' && plot.notes >= 5 && random.chance(0.06)) {
    const [customer, agent] = random.pick(talk.reopenings)
    reopened.push(fromCustomer(customer), toCustomer(agent, 'resolved'))
  }
  const room = plot.notes - countNotes(end) - countNotes(reopened)
  const handsOver = room >= 2 && random.chance(0.08)
  const middle = conversation(plot, Math.max(0, room - (handsOver ? 1 : 0)), random)
  if (handsOver) {
    const at = random.int(1, middle.length)
    const words: Beat = { do: 'say', who: 'owner', internal: true, text: random.pick(talk.handovers) }
    middle.splice(at, 0, words, { do: 'handOver' })
  }
  return [{ do: 'assign' }, ...middle, ...end, ...reopened]
}
