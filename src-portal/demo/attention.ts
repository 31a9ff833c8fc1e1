import { caseMarkId } from '#shared/domain/attention.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseMarkRow, NoteRow } from '#shared/portal-api/rows.ts'
import { agentsOf, DEMO_AGENT, type DemoAgent, GREGOR } from './agents.ts'
import { DAY, fromWallClock, hours, isWorkingDay, startOfDay, toWallClock } from './ljubljana.ts'
import { type Random, seededRandom } from './random.ts'
import type { Story } from './story.ts'

/** Who has looked at cases, put some off and follows others. */
const ATTENTIVE: readonly DemoAgent[] = [GREGOR, DEMO_AGENT]
const STREAM = 11
/** What is older, nobody is named in, and nobody has left unread. */
const RECENT_MS = 8 * DAY
/** Put off are cases in which nothing has happened for so long at least, and so long at most. */
const QUIET_MS = [2 * DAY, 30 * DAY] as const
const OPENS = 8

const CHANCE = { named: 0.5, unread: 0.4, snoozed: 0.7, over: 0.25, followed: 0.04 }

type From = { seed: number; index: number; now: number }

/** With what the demo's first two agents keep of the case, and a colleague's words to one of them. */
export function withAttention(story: Story, { seed, index, now }: From): Story {
  if (!isOpen(story.case.status)) return story
  const random = seededRandom(seed, STREAM, index)
  const named = withName(story, now, random)
  return { ...named, marks: ATTENTIVE.flatMap((agent) => markOf(named, agent, now, random) ?? []) }
}

/** The newest internal note turns to one of them, where it is a colleague's and still of interest. */
function withName(story: Story, now: number, random: Random): Story {
  const { teamId } = story.case
  const note = story.notes.findLast(({ visibility }) => visibility === 'internal')
  if (!note || note.createdAt < now - RECENT_MS || !random.chance(CHANCE.named)) return story
  const choice = ATTENTIVE.filter((agent) => agent.id !== note.authorId && agentsOf(teamId).includes(agent))
  if (choice.length === 0) return story
  const agent = random.pick(choice)
  const named: NoteRow = { ...note, body: `@${agent.name} ${note.body}`, mentions: [agent.id] }
  return { ...story, notes: story.notes.map((one) => (one === note ? named : one)) }
}

function markOf(story: Story, agent: DemoAgent, now: number, random: Random): CaseMarkRow | null {
  const { id: caseId, ownerId, teamId, status, modifiedAt } = story.case
  const named = story.notes.findLast(({ mentions }) => mentions.includes(agent.id))
  const [unread, snoozed, over, followed] = [CHANCE.unread, CHANCE.snoozed, CHANCE.over, CHANCE.followed].map(
    (chance) => random.chance(chance),
  )
  const empty = { snoozedAfter: null, snoozedUntil: null, readUntil: null, following: 'auto' as const }
  const mark: CaseMarkRow = { id: caseMarkId(agent.id, caseId), ownerId: agent.id, caseId, ...empty }
  const recent = modifiedAt >= now - RECENT_MS
  if (ownerId !== agent.id && !named) {
    const follows = followed && recent && ownerId !== null && agentsOf(teamId).includes(agent)
    return follows ? { ...mark, following: 'yes', readUntil: newestOf(story) } : null
  }
  const news = named ?? story.notes.findLast(({ authorId }) => authorId !== agent.id)
  const left = unread && news && news.createdAt >= now - RECENT_MS ? news.createdAt - 1 : null
  const seen: CaseMarkRow = { ...mark, readUntil: left ?? newestOf(story), following: named ? 'yes' : 'auto' }
  const quiet = now - modifiedAt
  const waits = status === 'waiting_for_details' && quiet > QUIET_MS[0] && quiet < QUIET_MS[1]
  if (!waits || !snoozed || left !== null) return seen
  // Its time came this morning, or it comes on one of the next days.
  const until = over ? now - random.int(20, 200) * 60_000 : dayAfter(now, random.int(1, 4))
  return { ...seen, snoozedAfter: newestOf(story), snoozedUntil: random.chance(0.2) ? null : until }
}

/** In the morning of the working day that is at least so many days away. */
function dayAfter(now: number, days: number): number {
  let day = startOfDay(toWallClock(now)) + days * DAY
  while (!isWorkingDay(day)) day += DAY
  return fromWallClock(day + hours(OPENS))
}

function newestOf({ case: { createdAt }, notes, events }: Story): number {
  return Math.max(createdAt, ...[...notes, ...events].map((row) => row.createdAt))
}
