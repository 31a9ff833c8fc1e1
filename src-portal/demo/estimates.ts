import type { Language } from '#shared/domain/case.ts'
import type { CaseEventRow, EstimateRow } from '#shared/portal-api/rows.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { type Random, seededRandom } from './random.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

const STREAM = 9
/** Of the repairs that ever waited for their customer. */
const SHARE = 0.45
const VALID_DAYS = 30

type Words = { work: string; parts: readonly (readonly [words: string, cents: number])[]; post: string; note: string }

const WORDS: Record<Language, Words> = {
  sl: {
    work: 'Delo serviserja (ura)',
    parts: [
      ['Zamenjava čitalnega modula', 14_900],
      ['Zamenjava zaslona na dotik', 18_750],
      ['Nova matična plošča', 24_900],
      ['Baterija ure realnega časa', 990],
      ['Napajalnik PoE', 5490],
    ],
    post: 'Pakiranje in dostava',
    note: 'Okvara ni zajeta v garanciji. Popravilo začnemo po vaši potrditvi.',
  },
  en: {
    work: 'Technician’s work (hour)',
    parts: [
      ['Replacement of the reader module', 14_900],
      ['Replacement of the touch screen', 18_750],
      ['New main board', 24_900],
      ['Real-time clock battery', 990],
      ['PoE power supply', 5490],
    ],
    post: 'Packing and delivery',
    note: 'The fault is not covered by warranty. We begin the repair after your approval.',
  },
}

/**
 * Gives some repairs an estimate where the story waits for its customer: open while it still waits, answered where the
 * customer woke the case, withdrawn where an agent went on. The rest of the story stays as it is.
 */
export function withEstimate(world: World, story: Story, from: { seed: number; index: number; now: number }): Story {
  const random = seededRandom(from.seed, STREAM, from.index)
  const waits = story.events.findLastIndex((event) => event.to === 'waiting_for_details' && event.actorKind === 'agent')
  const asked = story.events[waits]
  if (story.case.caseType !== 'rma' || !asked?.actorId || !random.chance(SHARE)) return story
  const ended = story.events.slice(waits + 1).find((event) => event.field === 'status')
  const contact = world.accounts
    .find(({ row }) => row.id === story.case.accountId)
    ?.contacts.find(({ row }) => row.id === story.case.contactId)
  const words = WORDS[contact?.row.language ?? 'sl']
  // With the words that the status went out with.
  const createdAt = asked.createdAt - 1
  const state = ended ? endOf(ended, random) : 'open'
  const validFrom = ended ? createdAt : Math.max(createdAt, from.now - (VALID_DAYS - 7) * DAY)
  const estimate: EstimateRow = {
    id: timeId(createdAt, random),
    caseId: story.case.id,
    state,
    items: [
      { description: words.work, quantity: random.int(2, 12) * 25, unitPrice: 6500, vatRate: 22 },
      ...partsOf(words, random),
      { description: words.post, quantity: 100, unitPrice: 1290, vatRate: 22 },
    ],
    note: random.chance(0.8) ? words.note : '',
    validUntil: new Date(validFrom + VALID_DAYS * DAY).toISOString().slice(0, 10),
    createdBy: asked.actorId,
    createdAt,
    endedBy: ended?.actorId ?? null,
    endedAt: ended ? ended.createdAt - 1 : null,
  }
  return { ...story, events: withEvents(story.events, estimate, ended), estimates: [estimate] }
}

function endOf({ actorKind, to }: CaseEventRow, random: Random): 'approved' | 'declined' | 'withdrawn' {
  if (actorKind !== 'customer' || to !== 'in_progress') return 'withdrawn'
  return random.chance(0.75) ? 'approved' : 'declined'
}

function partsOf(words: Words, random: Random): EstimateRow['items'] {
  const first = random.int(0, words.parts.length - 1)
  const count = random.int(1, 2)
  return Array.from({ length: count }, (_, number) => {
    const [description, unitPrice] = words.parts[(first + number) % words.parts.length]!
    return { description, quantity: 100, unitPrice, vatRate: 22 }
  })
}

/** In order of time, as the portal writes them: the estimate before the status that comes of it. */
function withEvents(events: CaseEventRow[], estimate: EstimateRow, ended: CaseEventRow | undefined): CaseEventRow[] {
  const { id, caseId, createdBy, createdAt, state } = estimate
  const common = { caseId, field: 'estimate' as const, authoredAt: null }
  const sent: CaseEventRow = {
    ...common,
    id: `${id}:open`,
    from: null,
    to: 'open',
    actorKind: 'agent',
    actorId: createdBy,
    createdAt,
  }
  if (!ended) return inOrder([...events, sent])
  const { actorKind, actorId } = ended
  const end = { ...common, id: `${id}:${state}`, from: 'open', to: state, actorKind, actorId }
  return inOrder([...events, sent, { ...end, createdAt: ended.createdAt - 1 }])
}

function inOrder(events: CaseEventRow[]): CaseEventRow[] {
  return events.toSorted((a, b) => a.createdAt - b.createdAt)
}
