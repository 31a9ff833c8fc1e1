import type { RegistrationRow } from '#shared/portal-api/rows.ts'
import { DEMO_AGENT, GREGOR } from './agents.ts'
import { aCompany } from './companies.ts'
import { timeId } from './ids.ts'
import { aPerson, asciiOf } from './people.ts'
import { proofOf } from './proofs.ts'
import { type Random, seededRandom } from './random.ts'
import type { World } from './world.ts'

const DEPARTMENTS = ['Kadrovska služba', 'Računovodstvo', 'Informatika', 'Vzdrževanje', 'Varovanje', 'Vodstvo']
const WAITING = 9
const STREAM = 5
const HOUR = 3_600_000

const QUESTION = 'Ali ste v podjetju odgovorni za registracijo delovnega časa? Za koga naj vam odpremo dostop?'
const ANSWER = 'Da, od 1. tega meseca vodim kadrovsko službo. Dostop potrebujem za vse primere podjetja.'
const EXPLANATION =
  'Računa nimam pri roki, ker jih prejema računovodstvo v Ljubljani. Prosim, preverite podatke podjetja.'

type Change = Partial<RegistrationRow>

/**
 * Requests that wait for a decision: most from companies that are customers already, one from a person who has an
 * account there, some from companies that nobody knows. Two were asked for more, one of these has answered. Before them
 * two that were decided.
 */
export function buildRegistrations(seed: number, world: World, now: number): RegistrationRow[] {
  const waiting = Array.from({ length: WAITING }, (_, index) => {
    const random = seededRandom(seed, STREAM, index)
    const known = index % 3 !== 2
    const account = world.accounts[(index * 5) % world.accounts.length]!
    const stranger = aCompany(100_000 + index, false, random)
    const twin = index === 1 ? account.contacts[0] : undefined
    const person = twin ? { ...twin.row, gender: twin.gender } : aPerson(random)
    const createdAt = now - (WAITING - index) * 7 * HOUR - random.int(0, HOUR)
    const domain = known ? account.domain : stranger.domain
    const row: RegistrationRow = {
      id: timeId(createdAt, random),
      state: 'pending',
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
    return {
      ...row,
      ...(known ? proofGiven(index, (index * 5) % world.accounts.length, row, random) : {}),
      ...asked(index, row),
    }
  })
  return [...decided(seed, world, now), ...waiting]
}

/** Of every known company one in two tells a code and an invoice; some of a year in which there was none. */
function proofGiven(index: number, account: number, row: RegistrationRow, random: Random): Change {
  if (index % 2 === 1) return {}
  const { customerCode, invoiceNumber } = proofOf(account)
  if (index % 4 === 0) return { proof: 'match', customerCode, invoiceNumber }
  return {
    proof: 'mismatch',
    customerCode,
    invoiceNumber: `2020-${random.int(10_000, 99_999)}`,
    explanation: EXPLANATION,
    history: [{ at: row.createdAt, step: 'sent', agentId: null, text: EXPLANATION }],
  }
}

function asked(index: number, { createdAt, history }: RegistrationRow): Change {
  if (index > 1) return {}
  const question = { at: createdAt + HOUR, step: 'asked' as const, agentId: DEMO_AGENT.id, text: QUESTION }
  const answer = { at: createdAt + 3 * HOUR, step: 'answered' as const, agentId: null, text: ANSWER }
  return index === 0
    ? { state: 'asked', history: [...history, question] }
    : { state: 'pending', history: [...history, question, answer] }
}

/** One whom the invitation has reached, and one whom nobody knows. */
function decided(seed: number, world: World, now: number): RegistrationRow[] {
  const random = seededRandom(seed, STREAM, WAITING)
  const invited = world.accounts.flatMap((account) => account.contacts.map((contact) => ({ account, contact })))
  const found = invited.find(({ contact }) => contact.row.signIn === 'invited')
  const stranger = aCompany(100_000 + WAITING, false, random)
  const person = aPerson(random)
  const reason = 'Podjetje ni naša stranka. Za ponudbo pišite na prodaja@spica.example.'
  const common = (createdAt: number) => ({
    id: timeId(createdAt, random),
    mobile: null,
    department: random.pick(DEPARTMENTS),
    language: 'sl' as const,
    createdAt,
    proof: 'none' as const,
    customerCode: null,
    invoiceNumber: null,
    explanation: null,
  })
  const end = (createdAt: number, step: 'approved' | 'rejected', agentId: string, text: string | null) => ({
    state: step,
    decidedBy: agentId,
    decidedAt: createdAt + 2 * HOUR,
    decisionReason: text,
    history: [
      { at: createdAt, step: 'sent' as const, agentId: null, text: null },
      { at: createdAt + 2 * HOUR, step, agentId, text },
    ],
  })
  const first = now - 10 * 24 * HOUR
  const approved: RegistrationRow[] = found
    ? [
        {
          ...common(first),
          ...end(first, 'approved', GREGOR.id, null),
          salutation: found.contact.gender === 'f' ? 'ga.' : 'g.',
          firstName: found.contact.row.firstName,
          lastName: found.contact.row.lastName,
          email: found.contact.row.email,
          phone: found.contact.row.phone ?? '+386 1 555 01 23',
          company: found.account.row.name,
          taxNumber: found.account.row.taxNumber ?? stranger.taxNumber,
          country: found.account.row.country,
          contactId: found.contact.row.id,
        },
      ]
    : []
  const second = first + 20 * HOUR
  return [
    ...approved,
    {
      ...common(second),
      ...end(second, 'rejected', DEMO_AGENT.id, reason),
      salutation: person.gender === 'f' ? 'ga.' : 'g.',
      firstName: person.firstName,
      lastName: person.lastName,
      email: `${asciiOf(`${person.firstName} ${person.lastName}`)}@${stranger.domain}`,
      phone: `+386 41 555 ${random.int(100, 999)}`,
      company: stranger.name,
      taxNumber: stranger.taxNumber,
      country: stranger.country,
      contactId: null,
    },
  ]
}
