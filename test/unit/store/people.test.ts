import { describe, expect, test } from 'vitest'
import { accountsByTaxNumber, findAccounts } from '#main/store/mirror/accounts.ts'
import { nameKey, taxKey } from '#main/store/mirror/compare-keys.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { customerCard } from '#main/store/mirror/customers.ts'
import { laneHeads } from '#main/store/mirror/lane-heads.ts'
import { duplicatesOf, findRegistration, otherRequestsOf } from '#main/store/mirror/registrations.ts'
import {
  aCase,
  aConsent,
  aContact,
  aDevice,
  anAccount,
  anAgent,
  anEntitlement,
  aRegistration,
} from '#test/factories/rows.ts'
import { aWorld } from './support.ts'

describe('a request next to what it is compared with', () => {
  const company = anAccount({ name: 'Mizarstvo Kočevje d.o.o.', taxNumber: 'SI 1234-5679', city: 'Kočevje' })
  const other = anAccount({ name: 'Lončarstvo Ribnica', taxNumber: null, city: 'Ribnica' })

  test.each([
    ['12345679', 'SI', '12345679'],
    ['SI12345679', 'SI', 'si 123 456 79'],
    ['ATU12345678', 'AT', 'U 1234 5678'],
    ['EL123456789', 'GR', '123-456-789'],
    // Two letters that begin the number itself are no country.
    ['FRAB123456789', 'FR', 'AB 123456789'],
  ])('the tax number %s of %s is the same as %s', (one, country, another) => {
    expect(taxKey(one, country)).toBe(taxKey(another, country))
    expect(taxKey(one, country)).not.toBe('')
  })

  test('companies match by tax number, however it is written, and none matches an empty one', () => {
    const world = aWorld({ accounts: [company, other] })
    const matches = (taxNumber: string) => accountsByTaxNumber(world.mirror, { taxNumber, country: 'SI' })
    for (const written of ['12345679', 'SI12345679', ' si 12-34 56.79 ']) expect(matches(written)).toEqual([company])
    expect(matches('')).toEqual([])
    expect(matches('SI')).toEqual([])
    expect(matches('87654321')).toEqual([])
    // A company whose number is put right is found by the new one alone.
    world.change({ table: 'accounts', row: { ...company, taxNumber: '87654321' } })
    expect(matches('12345679')).toEqual([])
    expect(matches('87654321').map(({ id }) => id)).toEqual([company.id])
  })

  const registration = aRegistration({
    firstName: 'Žiga',
    lastName: 'Đurić Novak',
    email: 'Ziga.Duric@Stranka.example',
    taxNumber: '12345679',
  })

  test('people with the same e-mail, or the same name in a matching company, may be the applicant', () => {
    const byEmail = aContact({ accountId: other.id, email: 'ziga.duric@stranka.example ', firstName: 'Info' })
    const byName = aContact({ accountId: company.id, firstName: 'ĐURIĆ  Novak', lastName: 'Ziga' })
    const world = aWorld({
      accounts: [company, other],
      contacts: [
        byEmail,
        byName,
        aContact({ accountId: company.id, firstName: 'Žiga', lastName: 'Novak' }),
        // The name alone says nothing in another company.
        aContact({ accountId: other.id, firstName: 'Žiga', lastName: 'Đurić Novak' }),
        aContact({ accountId: company.id, firstName: '', lastName: '—', email: '', erasedAt: 1 }),
      ],
      registrations: [registration],
    })
    expect(duplicatesOf(world.mirror, registration, [company])).toEqual([
      { contact: byEmail, accountName: 'Lončarstvo Ribnica', why: 'email' },
      { contact: byName, accountName: 'Mizarstvo Kočevje d.o.o.', why: 'name' },
    ])
    expect(duplicatesOf(world.mirror, registration, []).map(({ why }) => why)).toEqual(['email'])
    // Whoever came of the request is no duplicate of it.
    const approved = { ...registration, contactId: byEmail.id }
    expect(duplicatesOf(world.mirror, approved, [company]).map(({ why }) => why)).toEqual(['name'])
  })

  test('somebody who matches in both ways is named once, by the e-mail', () => {
    const same = aContact({
      accountId: company.id,
      firstName: 'Žiga',
      lastName: 'Đurić Novak',
      email: registration.email,
    })
    const world = aWorld({ accounts: [company], contacts: [same] })
    expect(duplicatesOf(world.mirror, registration, [company]).map(({ why }) => why)).toEqual(['email'])
  })

  test('an erased person is like nobody', () => {
    const erased = aContact({ accountId: company.id, email: '', firstName: '', lastName: '—', erasedAt: 5 })
    const empty = aRegistration({ email: '', firstName: '', lastName: '—', taxNumber: '12345679' })
    const world = aWorld({
      accounts: [company],
      contacts: [erased],
      registrations: [empty, aRegistration({ email: '' })],
    })
    expect(duplicatesOf(world.mirror, empty, [company])).toEqual([])
    expect(otherRequestsOf(world.mirror, empty)).toEqual([])
    expect(nameKey('', '—')).toBe('')
  })

  test('other requests with the same e-mail come newest first', () => {
    const earlier = [1000, 3000, 2000].map((createdAt) =>
      aRegistration({ email: 'ZIGA.DURIC@stranka.example', createdAt, state: 'rejected' }),
    )
    const world = aWorld({ registrations: [registration, ...earlier, aRegistration()] })
    expect(otherRequestsOf(world.mirror, registration)).toEqual(
      [earlier[1], earlier[2], earlier[0]].map((one) => ({
        id: one!.id,
        state: 'rejected',
        createdAt: one!.createdAt,
      })),
    )
  })

  test('proof, history and who came of it are kept whole', () => {
    const proved = aRegistration({
      proof: 'mismatch',
      customerCode: 'K-17',
      invoiceNumber: '2026-0042',
      explanation: 'Račun je na ime hčerinske družbe.',
      contactId: 'somebody',
      history: [
        { at: 1, step: 'sent', agentId: null, text: null },
        { at: 2, step: 'asked', agentId: 'maja', text: 'Čigav je račun?' },
        { at: 3, step: 'answered', agentId: null, text: 'Od hčerinske družbe.' },
      ],
    })
    const world = aWorld({ registrations: [proved] })
    expect(findRegistration(world.mirror, proved.id)).toEqual(proved)
  })
})

describe('companies are found', () => {
  const rows = [
    anAccount({ name: 'Žaga Šoštanj d.o.o.', taxNumber: 'SI11223344', city: 'Velenje' }),
    anAccount({ name: 'Mlekarna Velenje', taxNumber: '55667788', city: 'Celje' }),
    anAccount({ name: 'Pekarna Maribor', taxNumber: null, city: 'Maribor' }),
  ]
  test.each([
    ['zaga so', [0]],
    ['ŠOŠTANJ', [0]],
    ['sos velenje', [0]],
    // A name that begins with the words before others.
    ['mlek', [1]],
    ['velenje', [1, 0]],
    ['1122 33', [0]],
    ['SI 112233', [0]],
    ['5566', [1]],
    ['aga', []],
    ['  ', []],
    ['%', []],
    ['a b c d e f g', []],
  ])('%j', (text, expected) => {
    const { mirror } = aWorld({ accounts: rows })
    expect(findAccounts(mirror, text, 10)).toEqual(expected.map((at) => rows[at]))
  })

  test('no more than are asked for', () => {
    const { mirror } = aWorld({ accounts: rows })
    expect(findAccounts(mirror, 'velenje', 1)).toHaveLength(1)
  })
})

describe("a customer's card", () => {
  const account = anAccount({ name: 'Mizarstvo' })
  const contact = aContact({
    accountId: account.id,
    signIn: 'invited',
    role: 'company',
    deletionRequestedAt: 17,
    firstName: 'Jana',
    lastName: 'Bizjak',
  })
  const colleague = aContact({ accountId: account.id })

  test('holds the person, the company and what belongs to both, the newest first', () => {
    const cases = Array.from({ length: 25 }, () => aCase({ contactId: contact.id, accountId: account.id }))
    const consents = [aConsent({ contactId: contact.id }), aConsent({ contactId: contact.id, kind: 'processing' })]
    const devices = Array.from({ length: 60 }, () => aDevice({ accountId: account.id }))
    const entitlement = anEntitlement({ accountId: account.id })
    const { mirror } = aWorld({
      accounts: [account],
      contacts: [contact, colleague, aContact({ accountId: account.id, erasedAt: 4 }), aContact()],
      cases: [...cases, aCase({ contactId: colleague.id, accountId: account.id })],
      consents: [...consents, aConsent()],
      devices: [...devices, aDevice()],
      entitlements: [entitlement, anEntitlement()],
    })
    const card = customerCard(mirror, contact.id)
    expect(card).toMatchObject({
      contact,
      account,
      entitlements: [entitlement],
      colleagues: [colleague],
      caseCount: 25,
    })
    expect(card?.consents).toEqual(consents.toReversed())
    expect(card?.cases.map(({ id }) => id)).toEqual(
      cases
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 20),
    )
    expect(card?.devices).toHaveLength(50)
    expect(customerCard(mirror, 'nobody')).toBeNull()
  })

  test('changes are told apart from changes of cases', () => {
    const consent = aConsent({ contactId: contact.id })
    const world = aWorld({ accounts: [account], contacts: [contact] })
    const told = (change: Parameters<typeof world.change>[0]) => world.change(change).customersChanged
    expect(told({ table: 'consents', row: consent })).toBe(true)
    expect(told({ table: 'contacts', row: { ...contact, signIn: 'active' } })).toBe(true)
    expect(customerCard(world.mirror, contact.id)).toMatchObject({ contact: { signIn: 'active' }, consents: [consent] })
    expect(told({ table: 'consents', gone: consent.id })).toBe(true)
    expect(customerCard(world.mirror, contact.id)?.consents).toEqual([])
    expect(told({ table: 'devices', row: aDevice() })).toBe(true)
    expect(told({ table: 'registrations', row: aRegistration() })).toBe(false)
    expect(told({ table: 'cases', row: aCase() })).toBe(false)
  })
})

test('what operations are about is called by number and title, or by person and company', () => {
  const [agent, row, account] = [
    anAgent({ name: 'Igor Vidmar' }),
    aCase({ title: 'Naslov' }),
    anAccount({ name: 'Mlekarna' }),
  ]
  const contact = aContact({ accountId: account.id, firstName: 'Jana', lastName: 'Bizjak' })
  const registration = aRegistration({ firstName: 'Petra', lastName: 'Zupan', company: 'Pekarna' })
  const { mirror } = aWorld({
    agents: [agent],
    cases: [row],
    accounts: [account],
    contacts: [contact],
    registrations: [registration],
  })
  expect(laneHeads(mirror, [row.id, contact.id, registration.id, 'nothing'])).toEqual(
    new Map([
      [row.id, { caseNumber: row.caseNumber, title: 'Naslov' }],
      [registration.id, { caseNumber: '', title: 'Petra Zupan, Pekarna' }],
      [contact.id, { caseNumber: '', title: 'Jana Bizjak, Mlekarna' }],
    ]),
  )
  expect(personName(mirror, agent.id)).toBe('Igor Vidmar')
  expect(personName(mirror, contact.id)).toBe('Jana Bizjak')
  expect(personName(mirror, 'nobody')).toBeNull()
  expect(personName(mirror, null)).toBeNull()
})
