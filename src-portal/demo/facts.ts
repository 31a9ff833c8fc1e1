import type { Language } from '#shared/domain/case.ts'
import { CITIES } from './companies.ts'
import { DAY, toWallClock } from './ljubljana.ts'
import { aPerson } from './people.ts'
import type { Random } from './random.ts'
import type { Values } from './template.ts'
import type { WorldAccount, WorldContact, WorldDevice } from './world.ts'

/** What the texts of one case say about its things: values for the slots of its templates. */

const MONTHS = {
  sl: [
    'januar',
    'februar',
    'marec',
    'april',
    'maj',
    'junij',
    'julij',
    'avgust',
    'september',
    'oktober',
    'november',
    'december',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}
const ON_DAY = {
  sl: ['v nedeljo', 'v ponedeljek', 'v torek', 'v sredo', 'v četrtek', 'v petek', 'v soboto'],
  en: ['on Sunday', 'on Monday', 'on Tuesday', 'on Wednesday', 'on Thursday', 'on Friday', 'on Saturday'],
}
const DOORS = [
  'Glavni vhod',
  'Vhod za zaposlene',
  'Skladišče 1',
  'Skladišče 2',
  'Strežniška soba',
  'Arhiv',
  'Garderoba',
  'Dostava',
  'Laboratorij',
  'Uprava, 2. nadstropje',
  'Proizvodnja jug',
  'Garaža',
  'Tehnična soba',
  'Vhod B',
]
const SHIFTS = ['Dopoldanska', 'Popoldanska', 'Nočna', 'Premična', 'Dežurstvo 12 h', 'Vikend', 'Pisarna 7–15']
const PAYROLL = ['SAOP', 'Vasco', 'Pantheon', 'Birokrat', 'Minimax', 'SAP HR']
const ERRORS = ['0x80070005', '0x80004005', 'E-1042', 'E-207', '500', 'SQL 1205', 'TLS-12', 'ZW-0031']
const PORTS = ['443', '3001', '4370', '8090', '8443']
const LETTERS = 'ABCDEFGHJKLMNPRSTUVXYZ'

const two = (value: number) => String(value).padStart(2, '0')

export function dateText(at: number, language: Language): string {
  const date = new Date(toWallClock(at))
  const month = date.getUTCMonth()
  return language === 'sl'
    ? `${date.getUTCDate()}. ${month + 1}. ${date.getUTCFullYear()}`
    : `${date.getUTCDate()} ${MONTHS.en[month]} ${date.getUTCFullYear()}`
}

/** Neither before nor after is a weekend a day to name. */
function workday(at: number, step: 1 | -1): number {
  let day = at
  while (new Date(day).getUTCDay() % 6 === 0) day += step * DAY
  return day
}

/** Values that move with the time of writing. */
export function valuesAt(at: number, language: Language, random: Random): Values {
  const next = workday(at + random.int(2, 8) * DAY, 1)
  return {
    time: `${random.int(7, 15)}:${two(random.int(0, 11) * 5)}`,
    onDay: ON_DAY[language][random.int(1, 5)]!,
    dateNext: dateText(next, language),
    today: dateText(at, language),
  }
}

export type CaseThings = {
  account: WorldAccount
  contact: WorldContact
  device: WorldDevice | null
  systemId: string
  createdAt: number
}

const four = (random: Random) =>
  Array.from({ length: 4 }, () => random.pick([...LETTERS, '2', '3', '4', '7', '9'])).join('')

function newerFirmware(device: WorldDevice | null): string {
  const known = device?.product.firmware
  const newest = known?.at(-1)
  // Who already has the newest is offered the next one.
  return newest && newest !== device?.row.firmware ? newest : newest ? `${newest}.1` : '4.4.0'
}

/** Values that stay the same through a whole case. Counts avoid 1 to 4, after which Slovene nouns take other forms. */
export function caseValues(things: CaseThings, random: Random): Values {
  const { account, contact, device, createdAt } = things
  const { firstName, lastName, language } = contact.row
  const formOfAddress =
    language === 'sl' ? (contact.gender === 'f' ? 'Gospa' : 'Gospod') : contact.gender === 'f' ? 'Ms' : 'Mr'
  const employee = () => String(random.int(101, 4999))
  const fullName = () => {
    const person = aPerson(random)
    return `${person.firstName} ${person.lastName}`
  }
  const month = new Date(toWallClock(createdAt - 20 * DAY)).getUTCMonth()
  const hours = random.int(140, 184)
  return {
    serial: device?.row.serialNumber ?? '',
    model: device?.row.model ?? '',
    firmware: device?.row.firmware ?? '4.2.0',
    newFirmware: newerFirmware(device),
    site: random.chance(0.6) ? (account.row.city ?? 'Ljubljana') : random.pick(CITIES),
    door: random.pick(DOORS),
    shift: random.pick(SHIFTS),
    payroll: random.pick(PAYROLL),
    error: random.pick(ERRORS),
    port: random.pick(PORTS),
    ip: `192.168.${random.int(1, 60)}.${random.int(10, 240)}`,
    card: String(random.int(1_000_000, 16_777_215)).padStart(10, '0'),
    card2: String(random.int(10_000, 65_535)),
    employee: employee(),
    employee2: employee(),
    employee3: employee(),
    many: String(random.int(5, 60)),
    leave: String(random.int(22, 34)),
    hours: `${hours},${two(random.int(1, 3) * 25)}`,
    hours2: `${hours},${two(random.int(30, 48))}`,
    amount: `${random.int(48, 690)},${random.pick(['00', '50', '90'])} EUR`,
    version: `${random.int(8, 9)}.${random.int(0, 9)}.${random.int(0, 5)}`,
    licence: `TS-${four(random)}-${four(random)}`,
    system: things.systemId,
    parcel: `CE${random.int(100_000_000, 999_999_999)}SI`,
    ticket: `DEV-${random.int(1200, 9800)}`,
    person: fullName(),
    person2: fullName(),
    month: MONTHS[language][month]!,
    date: dateText(workday(createdAt - random.int(1, 12) * DAY, -1), language),
    c: contact.gender === 'f' ? 'a' : '',
    contact: `${formOfAddress} ${lastName}`,
    contactFirst: firstName,
    contactName: `${firstName} ${lastName}`,
    ...valuesAt(createdAt, language, random),
  }
}
