import type { Language } from '#shared/domain/case.ts'
import { makeCaseNumber } from '#shared/domain/case-number.ts'
import { ACCESS, agentsOf, DEMO_AGENT, type DemoAgent, SERVICE, SUPPORT } from './agents.ts'
import { type Outcome, plotBeats } from './beats.ts'
import { caseValues } from './facts.ts'
import { timeId } from './ids.ts'
import { type Random, seededRandom } from './random.ts'
import { type Story, tell } from './story.ts'
import { fill } from './template.ts'
import { doorScenarios } from './texts/doors.ts'
import { SCENARIOS } from './texts/index.ts'
import type { Scenario } from './texts/scenario.ts'
import { skewed, type World, type WorldAccount, type WorldDevice } from './world.ts'

export type CaseSeed = {
  seed: number
  /** Which case, in order of creation. */
  index: number
  counter: number
  createdAt: number
  now: number
  /** Share of all cases that are newer, in [0, 1). */
  age: number
  notesPerCase: number
}

const STREAM = 4

const ACCESS_SCENARIOS = new Set([...doorScenarios.map(({ id }) => id), 'en-door', 'mobile-door'])

/** One case with its notes and events; the same seed gives the same case. */
export function makeCase(world: World, from: CaseSeed): Story {
  const random = seededRandom(from.seed, STREAM, from.index)
  const account = pickAccount(world, random)
  const contact = account.contacts[skewed(account.contacts.length, random)]!
  const language = contact.row.language
  const { scenario, device } = pickScenario(account, language, random)
  const turn = random.chance(0.5) ? 0 : 1
  const outcome = pickOutcome(scenario, from.age, random)
  const teamId = teamOf(scenario)
  const owner = random.weighted(agentsOf(teamId).map((agent) => [agent, workload(agent)] as const))
  const systemId = `SI-${account.row.taxNumber?.slice(-4)}-${account.contacts.length}`
  const values = caseValues({ account, contact, device, systemId, createdAt: from.createdAt }, random)
  const rma = scenario.caseType === 'rma'
  const names = device && (rma || random.chance(0.75))
  const opening = {
    id: timeId(from.createdAt, random),
    caseNumber: makeCaseNumber(from.counter, random.next),
    title: titleOf(fill(pickTitle(scenario, turn, random), values, random), language, random),
    description: fill(scenario.descriptions[turn], values, random),
    caseType: scenario.caseType,
    teamId,
    accountId: account.row.id,
    contactId: contact.row.id,
    entitlementId: account.entitlements[0] && random.chance(0.6) ? account.entitlements[0].id : null,
    customerSystemId: random.chance(0.25) ? systemId : null,
    warrantyRepair: rma ? inWarranty(device, from.createdAt) : null,
    serialNumber: names ? asTyped(device.row.serialNumber, random) : null,
    customerReference: random.chance(0.35) ? reference(from.createdAt, random) : null,
    createdAt: from.createdAt,
    firstResponse: null,
    resolution: null,
  }
  const notes = noteCount(from.notesPerCase, random)
  return tell(
    {
      opening,
      beats: plotBeats({ scenario, turn, language, outcome, notes }, random),
      contact,
      owner,
      values,
      now: from.now,
      keepsGoing: outcome !== 'resolved' && outcome !== 'cancelled',
    },
    random,
  )
}

/** Who works in several teams has a part of each one's cases. */
function workload(agent: DemoAgent): number {
  return (agent === DEMO_AGENT ? 4 : 1) / agent.teamIds.length
}

function teamOf(scenario: Scenario): string {
  if (scenario.caseType === 'rma') return SERVICE.id
  return ACCESS_SCENARIOS.has(scenario.id) ? ACCESS.id : SUPPORT.id
}

function pickAccount(world: World, random: Random): WorldAccount {
  const account = world.accounts[skewed(world.accounts.length, random)]!
  return account.contacts.length > 0 ? account : world.accounts[0]!
}

type Chosen = { scenario: Scenario; device: WorldDevice | null }

/** Nobody reports a broken lock without having one: scenarios about devices need one of the company's. */
function pickScenario(account: WorldAccount, language: Language, random: Random): Chosen {
  const scenarios = SCENARIOS[language]
  for (let attempt = 0; attempt < 8; attempt++) {
    const scenario = random.pick(scenarios)
    if (!scenario.device) return { scenario, device: null }
    const devices = account.devices[scenario.device]
    if (devices.length > 0) return { scenario, device: devices[skewed(devices.length, random)]! }
  }
  return { scenario: scenarios.find((scenario) => !scenario.device)!, device: null }
}

function pickOutcome(scenario: Scenario, age: number, random: Random): Outcome {
  if (!random.chance(0.012 + 0.93 * Math.exp(-age / 0.17))) return random.chance(0.06) ? 'cancelled' : 'resolved'
  const fresh = age < 0.04 ? 0.45 : age < 0.15 ? 0.08 : 0.02
  return random.weighted([
    ['unassigned', fresh],
    ['waiting_for_details', 0.3],
    ['researching', 0.15],
    ['field_service', scenario.visit ? 0.4 : 0],
    ['in_progress', 0.32],
  ])
}

function inWarranty(device: WorldDevice | null, at: number): boolean {
  const until = device?.row.warrantyUntil
  return until !== undefined && until !== null && Date.parse(until) >= at
}

/** Most copy the serial from the sticker; some type it their own way. */
function asTyped(serial: string, random: Random): string {
  return random.weighted([
    [serial, 86],
    [serial.toLowerCase(), 7],
    [serial.replaceAll('-', ' '), 4],
    [serial.replaceAll(/[-/.]/g, ''), 3],
  ])
}

function pickTitle(scenario: Scenario, turn: 0 | 1, random: Random): string {
  const [first, second, ...either] = scenario.titles
  return random.pick([turn === 0 ? first : second, ...either])
}

function titleOf(title: string, language: Language, random: Random): string {
  return random.weighted([
    [title, 90],
    [`${language === 'sl' ? 'NUJNO' : 'URGENT'}: ${title}`, title.startsWith('NUJNO') ? 0 : 4],
    [`${title}${title.endsWith('?') ? '' : language === 'sl' ? ' – prosimo za pomoč' : ' – please help'}`, 6],
  ])
}

function reference(at: number, random: Random): string {
  const year = new Date(at).getUTCFullYear()
  return random.pick([
    `INC${String(random.int(1000, 99_999)).padStart(7, '0')}`,
    `NAR-${year}-${String(random.int(1, 999)).padStart(4, '0')}`,
    `VZD ${random.int(10, 999)}/${year % 100}`,
    `PO-${random.int(10_000, 99_999)}`,
  ])
}

/** Notes of one case: some have none, a few have more than fifty, the rest spread around the mean. */
function noteCount(mean: number, random: Random): number {
  const kind = random.next()
  if (kind < 0.07) return 0
  if (kind < 0.075) return random.int(50, 80)
  // Of the newest cases some notes lie after `now` and are never written; the rest makes up for them.
  const spread = Math.max(0, (mean * 1.018 - 0.33) / 0.925 - 1) / 2
  const draw = () => Math.floor(Math.log(1 - random.next()) / Math.log(spread / (1 + spread)))
  return 1 + (spread > 0 ? Math.min(40, draw() + draw()) : 0)
}
