import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import { aCompany } from './companies.ts'
import { timeId } from './ids.ts'
import { aPerson, asciiOf } from './people.ts'
import { seededRandom } from './random.ts'
import type { World } from './world.ts'

const DEPARTMENTS = ['Kadrovska služba', 'Računovodstvo', 'Informatika', 'Vzdrževanje', 'Varovanje', 'Vodstvo']
const COUNT = 9
const STREAM = 5
const HOUR = 3_600_000

/**
 * Requests that wait for a decision: most from companies that are customers already, one from a person who has an
 * account there, some from companies that nobody knows. The last two were asked for more.
 */
export function buildRegistrations(seed: number, world: World, now: number): RegistrationRow[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const random = seededRandom(seed, STREAM, index)
    const known = index % 3 !== 2
    const account = world.accounts[(index * 5) % world.accounts.length]!
    const stranger = aCompany(100_000 + index, false, random)
    const twin = index === 1 ? account.contacts[0] : undefined
    const person = twin ? { ...twin.row, gender: twin.gender } : aPerson(random)
    const createdAt = now - (COUNT - index) * 7 * HOUR - random.int(0, HOUR)
    const domain = known ? account.domain : stranger.domain
    return {
      id: timeId(createdAt, random),
      state: index < 2 ? 'asked' : 'pending',
      salutation: person.gender === 'f' ? 'ga.' : 'g.',
      firstName: person.firstName,
      lastName: person.lastName,
      email: twin?.row.email ?? `${asciiOf(`${person.firstName} ${person.lastName}`)}@${domain}`,
      phone: `+386 ${random.pick(['31', '40', '41', '51'])} 555 ${random.int(100, 999)}`,
      mobile: random.chance(0.4) ? `+386 41 555 ${random.int(100, 999)}` : null,
      department: random.pick(DEPARTMENTS),
      company: known ? account.row.name : stranger.name,
      taxNumber: (known ? account.row.taxNumber : null) ?? stranger.taxNumber,
      country: known ? account.row.country : stranger.country,
      language: 'sl',
      createdAt,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      proof: 'none',
      customerCode: null,
      invoiceNumber: null,
      explanation: null,
      contactId: null,
      history: [{ at: createdAt, step: 'sent', agentId: null, text: null }],
    }
  })
}
