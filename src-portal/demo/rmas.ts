import { lookUpKey } from '#shared/domain/look-up.ts'
import { makeRmaNumber } from '#shared/domain/rma.ts'
import { type LineStep, type RmaLineState, stepFault, stepped, type WarrantyDecision } from '#shared/domain/rma-line.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { CaseEventRow, DeviceRow, RmaLineRow } from '#shared/portal-api/rows.ts'
import { atWork } from './calendar.ts'
import { timeId } from './ids.ts'
import { type Random, seededRandom } from './random.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

const STREAM = 10
const REPLACED = 0.3
const FIRST_NUMBER = 1200
const DAY_MS = 86_400_000
/** A workshop that keeps up: what is open came not long before the last that happened. */
const OPEN_DAYS = 8

/** The number after which the portal goes on. */
export function lastRmaNumber(cases: number): number {
  return FIRST_NUMBER + cases
}

const ACCESSORIES = ['', 'napajalnik', 'stenski nosilec z vijaki', 'napajalnik in mrežni kabel']
const DIAGNOSES = [
  'Napajalna enota ne daje 12 V.',
  'Čitalnik kartic se pregreva in ugaša.',
  'Zaslon: prekinjen ploščati kabel.',
  'Napake pri preizkusu ni bilo mogoče ponoviti.',
]
const WORK = [
  'Zamenjava napajalne enote, preizkus 24 ur.',
  'Čiščenje in zamenjava kabla.',
  'Nadgradnja programske opreme.',
]
const PARTS = ['Napajalnik 12 V, 1 kos', 'Ploščati kabel zaslona, 1 kos', 'Čitalni modul, 1 kos']
const REASONS = ['Poškodba zaradi vode; popravilo ni smotrno.', 'Naprava je zastarela in delov zanjo ni več.']
const CARRIERS = ['Pošta Slovenije', 'DHL', 'GLS']

const BEGINNING: readonly RmaLineState[] = ['approved', 'in_transit', 'received', 'diagnosing']
const ENDINGS: readonly (readonly RmaLineState[])[] = [
  ['repairing', 'repaired'],
  ['repairing', 'repaired'],
  ['awaiting_approval', 'repairing', 'repaired'],
  ['rejected'],
]

type From = { seed: number; index: number }

/** Gives cases RMAs that have gone as far as they: of open ones devices stand anywhere, of closed ones they are through. */
export function withRma(world: World, story: Story, { seed, index }: From): Story {
  const random = seededRandom(seed, STREAM, index)
  const { case: found } = story
  if (found.ownerId === null || !random.chance(shareOf(story))) return story
  const own = world.devices.filter(({ accountId }) => accountId === found.accountId)
  const key = lookUpKey(found.serialNumber ?? '')
  const named = own.find(({ serialNumber }) => lookUpKey(serialNumber) === key)
  const inUse = own.filter((device) => device !== named && device.state === 'in_use')
  const replaced = own.filter((device) => device !== named && device.state === 'replaced' && random.chance(REPLACED))
  const devices = [...(named ? [named] : []), ...replaced, ...inUse].slice(
    0,
    isOpen(found.status) ? random.int(1, 4) : 1,
  )
  if (devices.length === 0) return story
  const createdAt = beginOf(story)
  const id = timeId(createdAt, random)
  const rma = {
    id,
    caseId: found.id,
    rmaNumber: makeRmaNumber(FIRST_NUMBER + index),
    createdBy: found.ownerId,
    createdAt,
  }
  const opened: CaseEventRow = { ...eventOf(story, rma.createdAt), id, field: 'rma', from: null, to: rma.rmaNumber }
  const made = devices.map((device, position) => goes(story, { device, rmaId: id, position, world }, random))
  return {
    ...story,
    events: [...story.events, opened, ...made.flatMap(({ events }) => events)].toSorted(
      (a, b) => a.createdAt - b.createdAt,
    ),
    rmas: [rma],
    rmaLines: made.map(({ line }) => line),
  }
}

function beginOf({ case: { status, createdAt, modifiedAt }, estimates }: Story): number {
  const first = createdAt + 1
  if (!isOpen(status)) return first
  const until = estimates.find(({ state }) => state === 'open')?.createdAt ?? modifiedAt
  return Math.max(first, until - OPEN_DAYS * DAY_MS)
}

type Sent = { device: DeviceRow; rmaId: string; position: number; world: World }

/** Every repair that is open has an RMA; of some cases that name a device, one has come. */
function shareOf({ case: { caseType, status, serialNumber } }: Story): number {
  if (caseType === 'rma') return isOpen(status) ? 1 : 0.5
  return isOpen(status) && serialNumber !== null ? 0.4 : 0
}

/** A line with the steps that brought it where it is. */
function goes(story: Story, sent: Sent, random: Random): { line: RmaLineRow; events: CaseEventRow[] } {
  const { modifiedAt } = story.case
  const estimate = story.estimates.find(({ state }) => state === 'open')
  const path = pathOf(story, sent, estimate !== undefined && sent.position === 0, random)
  const until = path.at(-1) === 'awaiting_approval' && estimate ? estimate.createdAt : modifiedAt
  const begin = beginOf(story)
  let line = newLine(story, sent, begin, random)
  if (estimate && path.at(-1) === 'awaiting_approval') line = { ...line, estimateId: estimate.id }
  const events: CaseEventRow[] = []
  for (const [number, to] of path.entries()) {
    const step = stepOf(to, line, sent, random)
    if (stepFault(line, step) !== null) break
    const due = begin + ((until - begin) * (number + 1)) / (path.length + 1)
    const at = Math.min(until, Math.max(line.stateSince + 1, Math.round(atWork(due, 7, 16.5, random))))
    const before = line.state
    line = { ...stepped(line, step, at), version: line.version + 1 }
    if (to === 'diagnosing') line = { ...line, diagnosis: random.pick(DIAGNOSES) }
    if (to === 'repaired') line = { ...line, work: random.pick(WORK), parts: random.pick(PARTS) }
    events.push({ ...eventOf(story, at), id: `${line.id}:${line.version}`, field: 'rmaLine', from: before, to })
  }
  return { line, events }
}

function pathOf({ case: found }: Story, { device }: Sent, waits: boolean, random: Random): RmaLineState[] {
  if (waits) return [...BEGINNING, 'awaiting_approval']
  const isReplaced = device.replacedById !== null
  const done = isReplaced ? (['replaced'] as const) : random.pick(ENDINGS)
  const whole: RmaLineState[] = [...BEGINNING, ...done, 'shipped', 'closed']
  if (!isOpen(found.status)) return random.chance(0.9) ? whole : whole.slice(0, -1)
  return whole.slice(0, random.int(0, whole.length - 1))
}

function newLine({ case: found }: Story, sent: Sent, at: number, random: Random): RmaLineRow {
  const { device, rmaId, position } = sent
  return {
    id: timeId(at, random),
    rmaId,
    caseId: found.id,
    position,
    serialNumber: device.serialNumber,
    model: device.model,
    fault: found.title,
    accessories: random.pick(ACCESSORIES),
    diagnosis: '',
    work: '',
    parts: '',
    warranty: 'undecided',
    state: 'requested',
    stateSince: at,
    receivedAt: null,
    shippedAt: null,
    newSerialNumber: null,
    rejectionReason: null,
    inboundCarrier: null,
    inboundTracking: null,
    carrier: null,
    trackingNumber: null,
    estimateId: null,
    createdAt: at,
    version: 1,
  }
}

function stepOf(
  to: RmaLineState,
  { warranty, createdAt }: RmaLineRow,
  { device, world }: Sent,
  random: Random,
): LineStep {
  const day = new Date(createdAt).toISOString().slice(0, 10)
  const covered: WarrantyDecision = (device.warrantyUntil ?? '') >= day ? 'warranty' : 'out_of_warranty'
  const decided = warranty === 'undecided' ? covered : warranty
  switch (to) {
    case 'awaiting_approval':
      return { to, warranty: 'out_of_warranty' }
    case 'repairing':
      return { to, warranty: decided }
    case 'replaced': {
      const next = world.devices.find(({ id }) => id === device.replacedById)
      return { to, warranty: decided, newSerialNumber: next?.serialNumber ?? '' }
    }
    case 'rejected':
      return { to, reason: random.pick(REASONS) }
    case 'in_transit':
    case 'shipped':
      return { to, carrier: random.pick(CARRIERS), trackingNumber: `RP${random.int(100_000_000, 999_999_999)}SI` }
    default:
      return { to }
  }
}

function eventOf({ case: found }: Story, createdAt: number) {
  return { caseId: found.id, actorKind: 'agent' as const, actorId: found.ownerId, createdAt, authoredAt: createdAt }
}
