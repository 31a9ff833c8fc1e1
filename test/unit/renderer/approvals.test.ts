import { describe, expect, it } from 'vitest'
import type { AccountRow, ContactRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { aContact } from '#test/factories/rows.ts'
import {
  actionsFor,
  afterOpening,
  NO_CUSTOMER,
  nameOf,
  waitsForDeletion,
} from '../../../src-renderer/features/customers/customers.ts'
import {
  batchFit,
  companyOf,
  compareCompany,
  inGroups,
  nextAfter,
  oneByOne,
  plainRoleOf,
  sameName,
  taxKey,
  waitingCount,
} from '../../../src-renderer/features/registrations/approvals.ts'

const ALVETA: AccountRow = {
  id: 'alveta',
  name: 'ALVETA d. o. o.',
  taxNumber: 'SI10000631',
  country: 'SI',
  city: 'Logatec',
}
const OTHER: AccountRow = { ...ALVETA, id: 'other', name: 'Alveta mlekarna d.o.o.' }

function request(id: string, over: Partial<RegistrationView> = {}): RegistrationView {
  return {
    id,
    state: 'pending',
    salutation: 'ga.',
    firstName: 'Ana',
    lastName: 'Kos',
    email: 'ana.kos@alveta.example',
    phone: '+386 1 555 00 00',
    mobile: null,
    department: 'Kadrovska',
    company: 'Alveta d.o.o.',
    taxNumber: '10000631',
    country: 'SI',
    language: 'sl',
    createdAt: 1,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    proof: 'none',
    customerCode: null,
    invoiceNumber: null,
    explanation: null,
    contactId: null,
    history: [],
    decidedByName: null,
    pending: null,
    matches: [ALVETA],
    duplicates: [],
    earlier: [],
    conflict: null,
    ...over,
  }
}

describe('requests in groups', () => {
  const all = [
    request('a'),
    request('asked', { state: 'asked' }),
    request('mine', { pending: 'approved' }),
    request('b'),
    request('question', { pending: 'asked' }),
    request('done', { state: 'rejected' }),
    request('c'),
  ]

  it('put what waits for an agent first, and what the agent has decided here last', () => {
    expect(inGroups(all).map(({ group, of }) => [group, of.map(({ id }) => id)])).toEqual([
      ['waiting', ['a', 'b', 'c']],
      ['asked', ['asked', 'question']],
      ['decided', ['mine', 'done']],
    ])
    expect(waitingCount(all)).toBe(3)
    expect(inGroups([])).toEqual([])
  })

  it('lead on to the next that waits, else to the one before, else nowhere', () => {
    const ordered = inGroups(all).flatMap(({ of }) => of)
    expect(nextAfter(ordered, 'a')).toBe('b')
    expect(nextAfter(ordered, 'c')).toBe('b')
    expect(nextAfter(ordered, 'done')).toBe('c')
    expect(nextAfter([request('a')], 'a')).toBeNull()
  })
})

describe('the company of a request', () => {
  it('is the only one with the tax number, a new one where there is none, and a choice where there are several', () => {
    expect(companyOf(request('a'), undefined)).toEqual({ kind: 'known', account: ALVETA })
    expect(companyOf(request('a', { matches: [] }), undefined)).toEqual({ kind: 'new' })
    expect(companyOf(request('a', { matches: [ALVETA, OTHER] }), undefined)).toBeNull()
    expect(companyOf(request('a'), { kind: 'new' })).toEqual({ kind: 'new' })
  })

  it('is compared as people read, not letter by letter', () => {
    expect(['SI 1000-0631', '10000631', 'si10000631'].map(taxKey)).toEqual(['10000631', '10000631', '10000631'])
    expect(sameName('Špica d.o.o.', 'SPICA D. O. O.')).toBe(true)
    expect(sameName('Alveta d.o.o.', 'Alveta mlekarna d.o.o.')).toBe(false)
    const differs = (account: AccountRow) =>
      compareCompany(request('a'), account)
        .filter(({ same }) => !same)
        .map(({ field }) => field)
    expect(differs(ALVETA)).toEqual([])
    expect(differs({ ...OTHER, country: 'AT', taxNumber: null })).toEqual(['company', 'taxNumber', 'country'])
  })

  it('lets only plain ones be approved with others', () => {
    expect(batchFit(request('a'))).toBe('fits')
    expect(batchFit(request('a', { proof: 'match' }))).toBe('fits')
    expect(batchFit(request('a', { proof: 'mismatch' }))).toBe('mismatch')
    expect(batchFit(request('a', { matches: [] }))).toBe('noMatch')
    expect(batchFit(request('a', { matches: [ALVETA, OTHER] }))).toBe('severalMatches')
    expect(batchFit(request('a', { state: 'approved' }))).toBe('decided')
    expect(batchFit(request('a', { pending: 'rejected' }))).toBe('decided')
  })
})

describe('a customer', () => {
  const contact = (over: Partial<ContactRow> = {}): Pick<ContactRow, 'signIn' | 'erasedAt'> => ({
    signIn: 'active',
    erasedAt: null,
    ...over,
  })

  it('is offered what makes sense for their access', () => {
    expect([...actionsFor(contact({ signIn: 'none' }))]).toEqual(['resend_invitation', 'erase'])
    expect(actionsFor(contact({ signIn: 'invited' })).has('resend_invitation')).toBe(true)
    expect(actionsFor(contact()).has('resend_invitation')).toBe(false)
    expect(actionsFor(contact({ signIn: 'must_reset' })).has('send_reset_link')).toBe(true)
    expect(actionsFor(contact({ signIn: 'disabled' })).has('enable')).toBe(true)
    expect(actionsFor(contact({ signIn: 'disabled' })).has('disable')).toBe(false)
    expect(actionsFor(contact({ erasedAt: 5 })).size).toBe(0)
  })

  it('waits for a decision about the own request for deletion until there is one', () => {
    const asks = aContact({ deletionRequestedAt: 5 })
    const pending = (action: 'refuse_deletion' | 'erase' | 'disable') => [{ opId: 'o', action }]
    expect(waitsForDeletion({ contact: asks, pending: pending('disable') })).toBe(true)
    expect(waitsForDeletion({ contact: aContact(), pending: [] })).toBe(false)
    expect(waitsForDeletion({ contact: asks, pending: pending('refuse_deletion') })).toBe(false)
    expect(waitsForDeletion({ contact: asks, pending: pending('erase') })).toBe(false)
    expect(waitsForDeletion({ contact: { ...asks, erasedAt: 6 }, pending: [] })).toBe(false)
  })

  it('has a card among those opened lately, and Escape leads back to where it was opened', () => {
    const first = afterOpening(NO_CUSTOMER, 'a', 'registrations')
    const second = afterOpening(first, 'b', 'customers')
    expect(second).toMatchObject({ contactId: 'b', recent: ['b', 'a'], cameFrom: 'registrations' })
    expect(afterOpening(second, 'a', 'queue')).toMatchObject({ recent: ['a', 'b'], cameFrom: 'queue' })
    expect(nameOf({ firstName: '', lastName: '—' })).toBe('—')
  })
})

describe('the role that nobody chose', () => {
  const contact = (id: string, over: Partial<ContactRow> = {}) => ({
    contact: { id, accountId: ALVETA.id, role: 'company', signIn: 'active', ...over } as ContactRow,
    accountName: ALVETA.name,
    why: 'email' as const,
  })
  const known = { kind: 'known', account: ALVETA } as const

  it('is what somebody who is known at the company by that e-mail has already', () => {
    expect(plainRoleOf(request('a', { duplicates: [contact('p')] }), known)).toBe('company')
    const several = [contact('z'), contact('b', { role: 'own' })]
    expect(plainRoleOf(request('a', { duplicates: several }), known)).toBe('own')
  })

  it('is the own cases for everybody else', () => {
    const { why: _, ...byName } = contact('p')
    for (const [duplicates, company] of [
      [[], known],
      [[{ ...byName, why: 'name' as const }], known],
      [[contact('p', { signIn: 'disabled' })], known],
      [[contact('p', { accountId: 'other' })], known],
      [[contact('p')], { kind: 'new' } as const],
      [[contact('p')], null],
    ] as const) {
      expect(plainRoleOf(request('a', { duplicates: [...duplicates] }), company)).toBe('own')
    }
  })
})

describe('several requests at once', () => {
  it('are all tried, and have the words served only where none failed', async () => {
    async function run(away: readonly string[]) {
      const told: string[] = []
      const all = await oneByOne(['a', 'b', 'c'], {
        decide: async (one) => {
          if (away.includes(one)) throw new Error('The desk is not connected')
        },
        onBegun: () => {},
        onDone: (one) => told.push(`${one} done`),
        onFailed: (one) => told.push(`${one} failed`),
      })
      return { all, told }
    }
    expect(await run([])).toEqual({ all: true, told: ['a done', 'b done', 'c done'] })
    expect(await run(['b'])).toEqual({ all: false, told: ['a done', 'b failed', 'c done'] })
  })
})
