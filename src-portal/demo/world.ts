import type { AccountRow, ContactRow, DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import { aCompany } from './companies.ts'
import { accessOf } from './customers.ts'
import { giveFates } from './device-fates.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { aPerson, asciiOf, type Gender, type Person } from './people.ts'
import { type DeviceKind, PRODUCTS, type Product } from './products.ts'
import { type Random, seededRandom } from './random.ts'

/** Customers and their things: what cases point at. Small enough to be kept whole. */

export type WorldDevice = { row: DeviceRow; product: Product }
export type WorldContact = { row: ContactRow; gender: Gender }
export type WorldAccount = {
  row: AccountRow
  domain: string
  contacts: WorldContact[]
  entitlements: EntitlementRow[]
  devices: Record<DeviceKind, WorldDevice[]>
}
/** Each list ascends by id. */
export type World = { accounts: WorldAccount[]; contacts: ContactRow[]; devices: DeviceRow[] }

export type WorldSize = { accounts: number; contacts: number; devices: number }

/** 2,000 cases come from 180 companies with 600 contacts and 3,000 devices; a busier desk has more of each, though not in proportion. */
export function worldSize(cases: number): WorldSize {
  const growth = cases / 2000
  return {
    accounts: Math.max(3, Math.round(180 * growth ** 0.5)),
    contacts: Math.max(6, Math.round(600 * growth ** 0.5)),
    devices: Math.max(24, Math.round(3000 * growth ** 0.6)),
  }
}

/** Minutes of opening hours to the first response and to the resolution. */
const CONTRACTS = [
  ['Vzdrževalna pogodba Osnovna', null, null],
  ['Vzdrževalna pogodba Plus', 240, 40 * 60],
  ['Vzdrževalna pogodba 24/7', 120, 16 * 60],
  ['Podaljšana garancija', null, 160 * 60],
] as const

const CONTRACTS_HELD = [
  [0, 15],
  [1, 50],
  [2, 35],
] as const

const FOREIGN_SHARE = 0.07

const STREAM = { account: 1, contact: 2, device: 3, access: 7, fate: 8 }

/** The guide's customer; the first contact of the first company. */
const JANEZ_NOVAK: Person = { firstName: 'Janez', lastName: 'Novak', gender: 'm' }

const BY_WEIGHT = PRODUCTS.map((product) => [product, product.weight] as const)

const dayText = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Lower numbers come up more often: few customers make most of the work. */
export function skewed(count: number, random: Random): number {
  return Math.floor(count * random.next() ** 1.7)
}

export function buildWorld(seed: number, size: WorldSize, now: number): World {
  // The customers are older than any case of the last three years, yet younger than the guide's of 2020.
  const since = now - 9 * 365 * DAY
  const accounts = Array.from({ length: size.accounts }, (_, index) => buildAccount(seed, index, since, now))
  const contacts = Array.from({ length: size.contacts }, (_, index) => {
    const random = seededRandom(seed, STREAM.contact, index)
    // Every company has somebody before any has many.
    const account = accounts[index < size.accounts ? index : skewed(size.accounts, random)]!
    return buildContact(account, { seed, index, since, now }, random)
  })
  const devices = Array.from({ length: size.devices }, (_, index) =>
    buildDevice(accounts, index, since, now, seededRandom(seed, STREAM.device, index)),
  )
  giveFates(devices, now, (index) => seededRandom(seed, STREAM.fate, index))
  return { accounts, contacts, devices }
}

function buildAccount(seed: number, index: number, since: number, now: number): WorldAccount {
  const random = seededRandom(seed, STREAM.account, index)
  const company = aCompany(index, index === 0 ? false : random.chance(FOREIGN_SHARE), random)
  const at = since + index * 60_000
  const id = timeId(at, random)
  const entitlements = Array.from({ length: random.weighted(CONTRACTS_HELD) }, (_, number) => {
    const from = now - random.int(20, 340) * DAY - number * 365 * DAY
    const contractId = timeId(at + 1000 + number, random)
    const [name, firstResponseMinutes, resolutionMinutes] = random.pick(CONTRACTS)
    return {
      id: contractId,
      accountId: id,
      name,
      validFrom: dayText(from),
      validUntil: dayText(from + 364 * DAY),
      firstResponseMinutes,
      resolutionMinutes,
    }
  })
  return {
    row: { id, name: company.name, taxNumber: company.taxNumber, country: company.country, city: company.city },
    domain: company.domain,
    contacts: [],
    entitlements,
    devices: { terminal: [], controller: [], reader: [], lock: [] },
  }
}

function phone(country: string, random: Random): string {
  const four = () => String(random.int(1000, 9999))
  if (country !== 'SI') {
    const prefix = { HR: '+385 1', AT: '+43 316', DE: '+49 89', IT: '+39 040', CZ: '+420 5', HU: '+36 62' }[country]
    return `${prefix} 555 ${four()}`
  }
  return random.chance(0.5)
    ? `+386 ${random.pick(['31', '40', '41', '51'])} 555 ${random.int(100, 999)}`
    : `+386 ${random.pick(['1', '2', '3', '4', '5', '7'])} 555 ${random.int(10, 99)} ${random.int(10, 99)}`
}

type ContactSeed = { seed: number; index: number; since: number; now: number }

function buildContact(account: WorldAccount, { seed, index, since, now }: ContactSeed, random: Random): ContactRow {
  const foreign = account.row.country !== 'SI'
  const person = index === 0 ? JANEZ_NOVAK : aPerson(random, foreign)
  const local = asciiOf(`${person.firstName} ${person.lastName}`)
  const namesakes = account.contacts.filter((other) => other.row.email.startsWith(local)).length
  const row: ContactRow = {
    id: timeId(since + 40 * DAY + index * 60_000, random),
    accountId: account.row.id,
    firstName: person.firstName,
    lastName: person.lastName,
    email: `${local}${namesakes === 0 ? '' : namesakes + 1}@${account.domain}`,
    phone: random.chance(0.85) ? phone(account.row.country, random) : null,
    language: foreign ? 'en' : 'sl',
    ...accessOf(index, now, seededRandom(seed, STREAM.access, index)),
    erasedAt: null,
  }
  account.contacts.push({ gender: person.gender, row })
  return row
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVXZ'

function serialOf(product: Product, index: number, soldAt: number, random: Random): string {
  const sold = new Date(soldAt)
  const year = sold.getUTCFullYear()
  const week = Math.min(52, Math.floor((soldAt - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1)
  // The counter runs through all devices, so that no two serials are alike even where letters and digits are confused.
  return product.serial.replace(/y+|w+|n+|a|x/g, (place) => {
    if (place.startsWith('y')) return String(year % 100).padStart(2, '0')
    if (place.startsWith('w')) return String(week).padStart(2, '0')
    if (place.startsWith('n')) return String(index + 1).padStart(5, '0')
    return place === 'a' ? random.pick([...LETTERS]) : random.int(0, 15).toString(16).toUpperCase()
  })
}

function buildDevice(accounts: WorldAccount[], index: number, since: number, now: number, random: Random): DeviceRow {
  const product = random.weighted(BY_WEIGHT)
  const soldAt = now - random.int(20, 8 * 365) * DAY
  // Some devices still stand in stock or lie with a dealer.
  const account = random.chance(0.03) ? null : accounts[skewed(accounts.length, random)]!
  const entitlement = account?.entitlements[0]
  const row: DeviceRow = {
    id: timeId(since + 400 * DAY + index * 60_000, random),
    serialNumber: serialOf(product, index, soldAt, random),
    model: product.model,
    accountId: account?.row.id ?? null,
    entitlementId: entitlement && random.chance(0.7) ? entitlement.id : null,
    soldOn: account ? dayText(soldAt) : null,
    saleDocument: null,
    warrantyUntil: account ? dayText(soldAt + 2 * 365 * DAY) : null,
    firmware: random.pick(product.firmware),
    state: account ? 'in_use' : 'in_stock',
    replacedById: null,
  }
  account?.devices[product.kind].push({ row, product })
  return row
}
