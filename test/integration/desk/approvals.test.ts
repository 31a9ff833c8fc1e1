import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk
const taken = new Set<string>()

beforeAll(async () => {
  world = await startWorld({ cases: 60 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())
beforeEach(() => offline(false))

const offline = (workOffline: boolean) => maja.api.sync.setWorkOffline({ workOffline })
const list = async (desk = maja) => (await desk.api.registrations.list({ limit: 200 })).registrations
const seen = async (id: string, desk = maja) => (await list(desk)).find((one) => one.id === id)

/** One that waits and that no other test of the file was given. */
async function take(wanted: (view: RegistrationView) => boolean = () => true): Promise<RegistrationView> {
  const found = (await list()).find((view) => view.state === 'pending' && !taken.has(view.id) && wanted(view))
  if (!found) throw new Error('no request is left')
  taken.add(found.id)
  return found
}

it('requests come next to the companies of their tax number, and to whoever may be the applicant', async () => {
  const views = await list()
  const known = views.filter(({ matches }) => matches.length > 0)
  expect(known.length).toBeGreaterThan(2)
  for (const { taxNumber, matches } of known) {
    for (const company of matches) expect(company.taxNumber?.replace(/\D/g, '')).toBe(taxNumber.replace(/\D/g, ''))
  }
  expect(views.some(({ matches }) => matches.length === 0)).toBe(true)
  const twin = views.find(({ duplicates }) => duplicates.some(({ why }) => why === 'email'))
  expect(twin?.duplicates[0]?.contact.email.toLowerCase()).toBe(twin?.email.toLowerCase())
  expect(views.every(({ history }) => history[0]?.step === 'sent')).toBe(true)
})

it('a question goes out offline as online, and the request waits for its answer', async () => {
  const request = await take()
  expect(await refusal(() => maja.api.registrations.ask({ registrationId: request.id, question: '  ' }))).toMatchObject(
    {
      code: 'invalid_input',
    },
  )
  const tooLong = { registrationId: request.id, question: 'x'.repeat(2001) }
  expect(await refusal(() => maja.api.registrations.ask(tooLong))).toMatchObject({ code: 'note_too_long' })
  await offline(true)
  const question = ' Pri katerem podjetju delate? '
  const { opId } = await maja.api.registrations.ask({ registrationId: request.id, question })
  expect(await seen(request.id)).toMatchObject({ state: 'pending', pending: 'asked' })
  expect(await maja.operation(opId)).toMatchObject({
    kind: 'registration.ask',
    caseId: null,
    caseTitle: expect.stringContaining(request.company),
    body: question.trim(),
    withdrawable: true,
    editable: true,
  })
  const { text } = await maja.api.sync.exportUnsent(undefined)
  expect(text).toContain('Vprašanje prijavitelju')
  expect(text).toContain(request.company)
  await maja.api.sync.edit({ opId, text: 'Za katero podjetje prosite?' })
  await offline(false)
  await maja.settled()
  expect(await seen(request.id)).toMatchObject({ state: 'asked', pending: null })
  expect((await seen(request.id))?.history.at(-1)).toMatchObject({ step: 'asked', text: 'Za katero podjetje prosite?' })
})

it('a question that is taken back is in the recovery list, under the applicant and of no case', async () => {
  const request = await take()
  await offline(true)
  const { opId } = await maja.api.registrations.ask({ registrationId: request.id, question: 'Kdo ste?' })
  await maja.api.sync.withdraw({ opId })
  expect(await seen(request.id)).toMatchObject({ pending: null })
  const recovered = await maja.api.sync.recovered(undefined)
  expect(recovered).toMatchObject([
    { kind: 'question', text: 'Kdo ste?', caseId: null, caseTitle: expect.stringContaining(request.lastName) },
  ])
  for (const { id } of recovered) await maja.api.sync.removeRecovered({ id })
})

it('an approval makes a person of the company that was picked, in the role that was chosen', async () => {
  const request = await take(({ matches }) => matches.length > 0)
  const accountId = request.matches[0]!.id
  const decision = { registrationId: request.id, decision: 'approved', reason: null, role: 'company' } as const
  expect(await refusal(() => maja.api.registrations.decide({ ...decision, accountId: 'none' }))).toMatchObject({
    code: 'not_found',
  })
  await maja.api.registrations.decide({ ...decision, accountId })
  await maja.settled()
  const approved = await seen(request.id)
  expect(approved).toMatchObject({ state: 'approved', pending: null, contactId: expect.any(String) })
  const card = await maja.api.customers.card({ contactId: approved!.contactId! })
  expect(card).toMatchObject({
    contact: { accountId, role: 'company', signIn: 'invited', lastName: request.lastName },
    account: { id: accountId },
  })
  // Who came of it is no duplicate of it.
  expect(approved?.duplicates.map(({ contact }) => contact.id)).not.toContain(approved?.contactId)
  expect(maja.events.some(({ type }) => type === 'customers')).toBe(true)
  await expect.poll(async () => (await seen(request.id, igor))?.state, { timeout: 10_000 }).toBe('approved')
})

it('a company that nobody knows is made from the request, once, for whoever asks first', async () => {
  const request = await take(({ matches }) => matches.length === 0)
  await offline(true)
  await maja.api.registrations.decide({
    registrationId: request.id,
    decision: 'approved',
    reason: null,
    accountId: null,
  })
  await igor.api.registrations.decide({
    registrationId: request.id,
    decision: 'approved',
    reason: null,
    accountId: null,
  })
  await igor.settled()
  await offline(false)
  await maja.settled()
  // The same decision twice is one.
  const approved = await seen(request.id)
  expect(approved).toMatchObject({ state: 'approved', conflict: null, matches: [{ name: request.company }] })
  const found = await maja.api.accounts.find({ text: `${request.country} ${request.taxNumber}`, limit: 5 })
  expect(found.map(({ name }) => name)).toEqual([request.company])
  expect((await maja.api.accounts.find({ text: request.company, limit: 20 })).map(({ name }) => name)).toContain(
    request.company,
  )
})

it('a company that is gone by then refuses the approval; the agent picks another one', async () => {
  const request = await take()
  const [account] = await world.query<{ id: string }>(
    `INSERT INTO accounts (id, name, tax_number, country, city) VALUES ('short-lived', 'Kratkega veka', NULL, 'SI', NULL) RETURNING id`,
  )
  const named = async () => (await maja.api.accounts.find({ text: 'kratkega', limit: 1 })).map(({ id }) => id)
  await expect.poll(named, { timeout: 10_000 }).toEqual([account!.id])
  await offline(true)
  const decision = { registrationId: request.id, decision: 'approved', reason: null } as const
  const { opId } = await maja.api.registrations.decide({ ...decision, accountId: account!.id })
  await world.query('DELETE FROM accounts WHERE id = $1', [account!.id])
  await offline(false)
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 10_000 }).toBe('rejected')
  expect(await seen(request.id)).toMatchObject({ state: 'pending', pending: null })
  await maja.api.sync.withdraw({ opId })
  await maja.api.registrations.decide({ ...decision, accountId: null })
  await maja.settled()
  expect(await seen(request.id)).toMatchObject({ state: 'approved' })
})

it('a rejection carries its reason and nothing else; what was asked before does not stand in its way', async () => {
  const request = await take()
  await offline(true)
  await maja.api.registrations.ask({ registrationId: request.id, question: 'Kdo ste?' })
  const { waiting } = await maja.api.registrations.list({ limit: 1 })
  const { opId } = await maja.api.registrations.decide({
    registrationId: request.id,
    decision: 'rejected',
    reason: ' Ni stranka ',
    role: 'company',
  })
  expect(await seen(request.id)).toMatchObject({ pending: 'rejected' })
  expect((await maja.api.registrations.list({ limit: 1 })).waiting).toBe(waiting - 1)
  const again = () => maja.api.registrations.ask({ registrationId: request.id, question: 'Še kaj?' })
  expect(await refusal(again)).toMatchObject({ code: 'invalid_input' })
  expect(await maja.operation(opId)).toMatchObject({ body: 'Ni stranka', editable: true })
  await maja.api.sync.edit({ opId, text: ' Ni naša stranka ' })
  await offline(false)
  await maja.settled()
  const rejected = await seen(request.id)
  expect(rejected).toMatchObject({ state: 'rejected', decisionReason: 'Ni naša stranka', decidedByName: 'Maja Kotnik' })
  expect(rejected?.history.map(({ step }) => step).slice(-2)).toEqual(['asked', 'rejected'])
})

it('two approvals with another company and role are a conflict that names both, and the first one stands', async () => {
  const request = await take(({ matches }) => matches.length === 1)
  const registrationId = request.id
  const [company] = request.matches
  const approval = { registrationId, decision: 'approved', reason: null } as const
  await offline(true)
  const { opId } = await maja.api.registrations.decide({ ...approval, accountId: null, role: 'company' })
  await igor.api.registrations.decide({ ...approval, accountId: company?.id })
  await igor.settled()
  await offline(false)
  await maja.settled()

  const approvals = {
    mine: { company: request.company, newCompany: true, role: 'company' },
    theirs: { company: company?.name, newCompany: false, role: 'own' },
  }
  expect((await seen(registrationId))?.conflict).toMatchObject({ opId, conflict: { mine: 'approved', approvals } })
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain(
    `odobreno: ${company?.name}, samo svoji zahtevki`,
  )
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId, choice: 'mine' }))).toMatchObject({
    code: 'invalid_input',
  })
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
  expect(await seen(registrationId)).toMatchObject({ state: 'approved', conflict: null })
})

it('words for applicants that were begun are kept, exported, and each agent’s own', async () => {
  const entry = JSON.stringify({ replies: { a: { kind: 'reject', text: 'Podjetja ne poznamo.' } }, batchReason: '' })
  expect(await maja.api.registrations.entry(undefined)).toBeNull()
  await maja.api.registrations.keepEntry({ entry })
  expect(await maja.api.registrations.entry(undefined)).toBe(entry)
  expect(await igor.api.registrations.entry(undefined)).toBeNull()
  const { text } = await maja.api.sync.exportUnsent(undefined)
  for (const part of ['Prijavnica', 'Podjetja ne poznamo.']) expect(text).toContain(part)
  await maja.api.registrations.keepEntry({ entry: null })
  expect(await maja.api.registrations.entry(undefined)).toBeNull()
})
