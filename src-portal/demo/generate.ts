import type { SyncRow, SyncTable } from '#shared/portal-api/rows.ts'
import { makeCase } from './a-case.ts'
import { DEMO_AGENTS, DEMO_TEAMS } from './agents.ts'
import { withAttention } from './attention.ts'
import { arrivals } from './calendar.ts'
import { contractsOf, withClocks } from './clocks.ts'
import { buildConsents } from './customers.ts'
import { withEstimate } from './estimates.ts'
import { GUIDE_COUNTER, guideCase } from './guide-case.ts'
import { DAY } from './ljubljana.ts'
import { buildMacros } from './macros.ts'
import { seededRandom } from './random.ts'
import { buildRegistrations } from './registrations.ts'
import { withRma } from './rmas.ts'
import type { Story } from './story.ts'
import { buildTemplates } from './templates.ts'
import { buildViews } from './views.ts'
import { buildWorld, type World, worldSize } from './world.ts'

export const DEFAULT_SEED = 22
export const DEFAULT_CASES = 2000

export type DemoOptions = {
  seed?: number
  /** With the guide's own; at least 1. */
  cases?: number
  /** As many as such a number of cases comes from, unless told. */
  devices?: number
  /** Mean number of notes. */
  notesPerCase?: number
  /** Epoch ms; everything happened before. */
  now: number
}

export type DemoBatch = { [T in SyncTable]: { table: T; rows: SyncRow<T>[] } }[SyncTable]

/** Cases made at once; with their notes and events about 12 times as many rows. */
const CASES_AT_ONCE = 500
const YEARS = 3
/** Counters between the guide's case and those of the last years belong to cases that are no longer kept. */
const FIRST_COUNTER = GUIDE_COUNTER + 441
const STREAM = 6

/** What is older, none of the agents has still to read. */
const NEWS_MS = 2 * 86_400_000

/** The counter of the newest case: the next one that the portal makes comes after it. */
export function lastCounter(cases: number): number {
  return cases < 2 ? GUIDE_COUNTER : FIRST_COUNTER + cases - 2
}

export function demoWorld(options: DemoOptions): World {
  const size = worldSize(options.cases ?? DEFAULT_CASES)
  return buildWorld(options.seed ?? DEFAULT_SEED, { ...size, devices: options.devices ?? size.devices }, options.now)
}

/** The cases with their notes and events, in order of creation, one at a time: the same options give the same rows. */
export function* demoStories(world: World, options: DemoOptions): Generator<Story> {
  const { seed = DEFAULT_SEED, cases = DEFAULT_CASES, notesPerCase = 4.5, now } = options
  const guide = guideCase(world.accounts[0]!.contacts[0]!)
  const contracts = contractsOf(world)
  const told = { case: guide.case, notes: [guide.note], events: [], estimates: [], rmas: [], rmaLines: [], marks: [] }
  yield withClocks(contracts, told, { seed, index: -1, now })
  const made = cases - 1
  const arrivalOf = arrivals(now - YEARS * 365 * DAY, now)
  const random = seededRandom(seed, STREAM)
  let createdAt = 0
  for (let index = 0; index < made; index++) {
    const share = (index + random.next()) / made
    createdAt = Math.max(arrivalOf(share), createdAt + 1)
    const from = { seed, index, counter: FIRST_COUNTER + index, createdAt, now, age: 1 - share, notesPerCase }
    const story = withRma(world, withEstimate(world, makeCase(world, from), from), from)
    yield withAttention(withClocks(contracts, story, from), from)
  }
}

/** Everything but cases with their notes and events; in sync order, ascending by id. */
export function* demoSurroundings(world: World, options: DemoOptions): Generator<DemoBatch> {
  yield { table: 'teams', rows: [...DEMO_TEAMS] }
  yield {
    table: 'agents',
    rows: DEMO_AGENTS.map(({ gender: _, ...agent }) => ({ ...agent, active: true, newSince: options.now - NEWS_MS })),
  }
  yield { table: 'accounts', rows: world.accounts.map((account) => account.row) }
  yield { table: 'contacts', rows: world.contacts }
  yield { table: 'entitlements', rows: world.accounts.flatMap((account) => account.entitlements) }
  yield { table: 'devices', rows: world.devices }
  yield { table: 'registrations', rows: buildRegistrations(options.seed ?? DEFAULT_SEED, world, options.now) }
  yield { table: 'consents', rows: buildConsents(options.seed ?? DEFAULT_SEED, world.contacts, options.now) }
  yield { table: 'views', rows: buildViews(options.seed ?? DEFAULT_SEED, options.now) }
  yield { table: 'macros', rows: buildMacros(options.seed ?? DEFAULT_SEED, options.now) }
  yield { table: 'templates', rows: buildTemplates(options.seed ?? DEFAULT_SEED, options.now) }
}

/** All demo rows in batches, so that what others point at comes first and no more than a batch of cases is in memory. */
export function* generateDemo(options: DemoOptions): Generator<DemoBatch> {
  const world = demoWorld(options)
  yield* demoSurroundings(world, options)
  let batch: Story[] = []
  for (const story of demoStories(world, options)) {
    batch.push(story)
    if (batch.length < CASES_AT_ONCE) continue
    yield* batchesOf(batch)
    batch = []
  }
  yield* batchesOf(batch)
}

function* batchesOf(stories: Story[]): Generator<DemoBatch> {
  if (stories.length === 0) return
  yield { table: 'cases', rows: stories.map((story) => story.case) }
  yield { table: 'notes', rows: stories.flatMap((story) => story.notes) }
  yield { table: 'caseEvents', rows: stories.flatMap((story) => story.events) }
  yield { table: 'estimates', rows: stories.flatMap((story) => story.estimates) }
  yield { table: 'rmas', rows: stories.flatMap((story) => story.rmas) }
  yield { table: 'rmaLines', rows: stories.flatMap((story) => story.rmaLines) }
  yield { table: 'caseMarks', rows: stories.flatMap((story) => story.marks) }
}
