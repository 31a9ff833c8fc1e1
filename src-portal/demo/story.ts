import { type CaseStatus, INITIAL_STATUS, isOpen } from '#shared/domain/status.ts'
import type {
  CaseEventRow,
  CaseField,
  CaseMarkRow,
  CaseRow,
  EstimateRow,
  NoteRow,
  RmaLineRow,
  RmaRow,
} from '#shared/portal-api/rows.ts'
import { agentsOf, type DemoAgent } from './agents.ts'
import type { Beat } from './beats.ts'
import { atWork } from './calendar.ts'
import { valuesAt } from './facts.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import type { Random } from './random.ts'
import { fill, type Values } from './template.ts'
import { SMALL_TALK } from './texts/small-talk.ts'
import type { WorldContact } from './world.ts'

/** The rows that a case's beats leave behind. */
export type Story = {
  case: CaseRow
  notes: NoteRow[]
  events: CaseEventRow[]
  estimates: EstimateRow[]
  rmas: RmaRow[]
  rmaLines: RmaLineRow[]
  /** What agents keep of it for themselves. */
  marks: CaseMarkRow[]
}

type Opening = Omit<CaseRow, 'status' | 'ownerId' | 'modifiedAt' | 'closedAt' | 'mergedIntoId' | 'versions'>

export type StoryInput = {
  opening: Opening
  beats: readonly Beat[]
  contact: WorldContact
  owner: DemoAgent
  values: Values
  now: number
  /** Open cases of any age were touched in the last weeks; pauses are stretched until then. */
  keepsGoing: boolean
}

const MINUTE = 60_000

/** Pauses are mostly short, sometimes long. In ms. */
function pause(shortest: number, longest: number, random: Random): number {
  return (shortest + (longest - shortest) * random.next() ** 4) * MINUTE + random.int(0, MINUTE - 1)
}

function pauseBefore(beat: Beat, random: Random): number {
  switch (beat.do) {
    case 'assign':
      return pause(2, 300, random)
    case 'handOver':
      return random.int(5, 90) * 1000
    case 'move':
      return pause(1, 600, random)
    case 'say':
      if (beat.who === 'customer') return pause(12, 6000, random)
      return beat.internal ? pause(4, 600, random) : pause(8, 1900, random)
  }
}

function inOfficeHours(beat: Beat, at: number, random: Random): number {
  const customer = (beat.do === 'say' || beat.do === 'move') && beat.who === 'customer'
  return Math.round(customer ? atWork(at, 6, 20, random) : atWork(at, 7, 16.5, random))
}

/** When each beat happens. */
function timeline(input: StoryInput, random: Random): number[] {
  const { beats, now } = input
  const from = input.opening.createdAt
  let at = from
  const natural = beats.map((beat) => {
    at = inOfficeHours(beat, at + pauseBefore(beat, random), random)
    return at
  })
  const wanted = now - random.next() ** 2 * 40 * DAY
  if (!input.keepsGoing || natural.length === 0 || at >= wanted) return natural
  const stretch = (wanted - from) / (at - from)
  let stretched = from
  return beats.map((beat, index) => {
    // Taken on at once; it is the work that drags on.
    const due = beat.do === 'assign' ? natural[index]! : from + (natural[index]! - from) * stretch
    stretched = inOfficeHours(beat, Math.max(due, stretched + pause(1, 20, random)), random)
    return stretched
  })
}

function agentWords(text: string, agent: DemoAgent, input: StoryInput, values: Values, random: Random): string {
  const talk = SMALL_TALK[input.contact.row.language]
  const withAgent = {
    ...values,
    a: agent.gender === 'f' ? 'a' : '',
    agent: agent.name,
    agentFirst: agent.name.split(' ')[0]!,
  }
  const greeting = fill(random.pick(talk.agentGreetings), withAgent, random)
  const words = fill(text, withAgent, random)
  const goesOn = greeting.endsWith(',\n\n') && input.contact.row.language === 'sl'
  return (
    greeting +
    (goesOn ? lowerFirst(words) : upperFirst(words)) +
    fill(random.pick(talk.agentClosings), withAgent, random)
  )
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** Leaves abbreviations (`API …`) alone. */
const lowerFirst = (text: string) => (/^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))

/** Plays the beats from the case's creation until `now`; what would come later has not happened yet. */
export function tell(input: StoryInput, random: Random): Story {
  const { opening, contact } = input
  const notes: NoteRow[] = []
  const events: CaseEventRow[] = []
  let status: CaseStatus = INITIAL_STATUS
  let owner: DemoAgent | null = null
  let modifiedAt = opening.createdAt
  let closedAt: number | null = null
  const versions = { status: 1, ownerId: 1, title: 1, description: 1, teamId: 1 }

  const otherThan = (agent: DemoAgent) =>
    random.pick(agentsOf(opening.teamId).filter((candidate) => candidate !== agent))

  const change = (
    field: CaseField,
    from: string | null,
    to: string | null,
    actor: Pick<CaseEventRow, 'actorKind' | 'actorId'>,
    at: number,
  ) => {
    const authoredAt = actor.actorKind === 'agent' ? at : null
    events.push({ id: timeId(at, random), caseId: opening.id, field, from, to, ...actor, createdAt: at, authoredAt })
    versions[field] += 1
    modifiedAt = at
  }
  const byAgent = (agent: DemoAgent) => ({ actorKind: 'agent' as const, actorId: agent.id })
  const byCustomer = { actorKind: 'customer' as const, actorId: contact.row.id }

  const moveTo = (to: CaseStatus, actor: Pick<CaseEventRow, 'actorKind' | 'actorId'>, at: number) => {
    if (to === status) return
    change('status', status, to, actor, at)
    status = to
    closedAt = isOpen(to) ? null : at
  }
  const giveTo = (agent: DemoAgent, by: DemoAgent, at: number) => {
    change('ownerId', owner?.id ?? null, agent.id, byAgent(by), at)
    owner = agent
  }

  const say = (beat: Extract<Beat, { do: 'say' }>, at: number) => {
    const language = contact.row.language
    const values = { ...input.values, ...valuesAt(at, language, random) }
    const speaker = owner ?? input.owner
    const agent = beat.who === 'colleague' ? otherThan(speaker) : speaker
    const note = { id: timeId(at, random), caseId: opening.id, createdAt: at, mentions: [] }
    modifiedAt = at
    if (beat.who === 'customer') {
      const talk = SMALL_TALK[language]
      const body =
        upperFirst(fill(beat.text, values, random)) + fill(random.pick(talk.customerClosings), values, random)
      notes.push({ ...note, visibility: 'public', authorKind: 'customer', authorId: contact.row.id, body })
      // A customer's words wake a waiting case and reopen one that was just closed.
      if (status === 'waiting_for_details' || !isOpen(status)) moveTo(INITIAL_STATUS, byCustomer, at + 1)
      return
    }
    const body = beat.internal
      ? fill(beat.text, { ...values, a: agent.gender === 'f' ? 'a' : '' }, random)
      : agentWords(beat.text, agent, input, values, random)
    const visibility = beat.internal ? ('internal' as const) : ('public' as const)
    notes.push({ ...note, visibility, authorKind: 'agent', authorId: agent.id, body })
    if (beat.status) moveTo(beat.status, byAgent(agent), at + 1)
  }

  const moments = timeline(input, random)
  for (const [index, beat] of input.beats.entries()) {
    const at = moments[index]!
    if (at + 1 > input.now) break
    if (beat.do === 'say') say(beat, at)
    else if (beat.do === 'assign') giveTo(input.owner, random.chance(0.4) ? input.owner : otherThan(input.owner), at)
    else if (beat.do === 'handOver') giveTo(otherThan(input.owner), owner ?? input.owner, at)
    else moveTo(beat.to, beat.who === 'customer' ? byCustomer : byAgent(owner ?? input.owner), at)
  }

  const ownerId = (owner as DemoAgent | null)?.id ?? null
  const row = { ...opening, status, ownerId, modifiedAt, closedAt, mergedIntoId: null, versions }
  return { case: row, notes, events, estimates: [], rmas: [], rmaLines: [], marks: [] }
}
