import { CONSENT_KINDS, CONSENT_VERSIONS, type SignInState } from '#shared/domain/registration.ts'
import type { ConsentRow, ContactRow } from '#shared/portal-api/rows.ts'
import { timeId } from './ids.ts'
import { DAY } from './ljubljana.ts'
import { type Random, seededRandom } from './random.ts'

/**
 * FOR THE DEMO AND TESTS ONLY, as the agents' password is: everybody who may sign in has this one. The guide's customer is
 * known by a short name, all others sign in with their e-mail.
 */
export const DEMO_CUSTOMER_PASSWORD = 'Spica-Demo-Stranka-1'
export const DEMO_CUSTOMER_USERNAME = 'janez.novak'

/** The demo has no texts of its own: the links lead to pages that say the same in short. */
export const DEMO_DOCUMENTS = {
  PORTAL_CONDITIONS_URL: '/help#new-case',
  PORTAL_PRICE_LIST_URL: '/help#contact',
  PORTAL_DATA_PROCESSING_URL: '/privacy',
}

const OLDER_VERSION = '2024-05'
const STREAM = 8

const STATES = [
  ['active', 48],
  ['none', 27],
  ['invited', 12],
  ['must_reset', 10],
  ['disabled', 3],
] as const satisfies readonly (readonly [SignInState, number])[]

/** How far a contact is with the portal. The first is the guide's customer, who sees all cases of the company. */
export function accessOf(
  index: number,
  now: number,
  random: Random,
): Pick<ContactRow, 'signIn' | 'role' | 'deletionRequestedAt'> {
  if (index === 0) return { signIn: 'active', role: 'company', deletionRequestedAt: null }
  const signIn = random.weighted(STATES)
  const role = random.chance(0.25) ? 'company' : 'own'
  const leaves = signIn === 'active' && random.chance(0.01)
  return { signIn, role, deletionRequestedAt: leaves ? now - random.int(1, 20 * DAY) : null }
}

/** Of those who have been in the portal; some have read only the texts of before. Ascending by id. */
export function buildConsents(seed: number, contacts: readonly ContactRow[], now: number): ConsentRow[] {
  const rows = contacts.flatMap((contact, index) => {
    const random = seededRandom(seed, STREAM, index)
    if (contact.signIn !== 'active' && contact.signIn !== 'disabled') return []
    const older = index !== 0 && random.chance(0.1)
    const givenAt = older ? now - random.int(300, 600) * DAY : now - random.int(1, 14 * DAY)
    return CONSENT_KINDS.map((kind) => ({
      id: timeId(givenAt, random),
      contactId: contact.id,
      kind,
      version: older ? OLDER_VERSION : CONSENT_VERSIONS[kind],
      givenAt,
    }))
  })
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}
