import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CONTACT_ACTIONS } from '#shared/portal-api/operations.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

const SOON = { timeout: 10_000 }

let world: World
let maja: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 60 })
  maja = await world.openDesk()
  await maja.settled()
})
afterAll(() => world.stop())
beforeEach(() => offline(false))

const offline = (workOffline: boolean) => maja.api.sync.setWorkOffline({ workOffline })
const card = (contactId: string) => maja.api.customers.card({ contactId })

/** Somebody in that state, for whom the desk has the row already. */
async function somebody(state: CustomerCard['contact']['signIn']): Promise<string> {
  const [row] = await world.query<{ id: string }>(
    `SELECT id FROM contacts WHERE sign_in = $1 AND erased_at IS NULL ORDER BY id LIMIT 1`,
    [state],
  )
  if (!row) throw new Error(`nobody is ${state}`)
  return row.id
}

it('a card holds the person, the company, consents, cases and devices', async () => {
  const [busy] = await world.query<{ contact_id: string; n: number }>(
    `SELECT k.id AS contact_id, count(*)::int AS n FROM contacts k JOIN cases c ON c.contact_id = k.id
     WHERE k.sign_in = 'active' GROUP BY k.id ORDER BY n DESC, k.id LIMIT 1`,
  )
  const found = await card(busy!.contact_id)
  expect(found).toMatchObject({ contact: { id: busy!.contact_id, signIn: 'active' }, caseCount: busy!.n, pending: [] })
  expect(found.account?.id).toBe(found.contact.accountId)
  expect(found.consents.map(({ kind }) => kind).toSorted()).toEqual(['personal_data', 'processing'])
  expect(found.cases.map(({ modifiedAt }) => modifiedAt)).toEqual(
    found.cases.map(({ modifiedAt }) => modifiedAt).toSorted((a, b) => b - a),
  )
  for (const colleague of found.colleagues) expect(colleague.accountId).toBe(found.contact.accountId)
  expect(found.colleagues.map(({ id }) => id)).not.toContain(found.contact.id)
  expect(await refusal(() => card('nobody'))).toMatchObject({ code: 'not_found' })
})

it('what waits for a person is on the card, and a second click is no second e-mail', async () => {
  const contactId = await somebody('active')
  await offline(true)
  const { opId } = await maja.api.customers.act({ contactId, action: 'send_reset_link' })
  expect(await maja.api.customers.act({ contactId, action: 'send_reset_link' })).toEqual({ opId, undoUntil: null })
  const role = (await card(contactId)).contact.role === 'own' ? 'company' : 'own'
  const set = await maja.api.customers.act({ contactId, action: 'set_role', role })
  expect((await card(contactId)).pending).toEqual([
    { opId, action: 'send_reset_link' },
    { opId: set.opId, action: 'set_role' },
  ])
  const found = await card(contactId)
  expect(await maja.operation(opId)).toMatchObject({
    kind: 'contact.act',
    caseId: null,
    contactAction: 'send_reset_link',
    caseTitle: `${found.contact.firstName} ${found.contact.lastName}, ${found.account?.name}`,
    editable: false,
  })
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('poslati povezavo za novo geslo')
  await offline(false)
  await maja.settled()
  expect(await card(contactId)).toMatchObject({ pending: [], contact: { role } })
  expect(maja.events.some(({ type }) => type === 'customers')).toBe(true)
})

it('access is taken away and given back', async () => {
  const contactId = await somebody('active')
  await maja.api.customers.act({ contactId, action: 'disable' })
  await maja.settled()
  expect(await card(contactId)).toMatchObject({ contact: { signIn: 'disabled' }, pending: [] })
  await maja.api.customers.act({ contactId, action: 'enable' })
  await maja.settled()
  expect(await card(contactId)).toMatchObject({ contact: { signIn: 'active' } })
})

it('an invitation for somebody who signs in already is refused, and says so', async () => {
  const contactId = await somebody('active')
  const { opId } = await maja.api.customers.act({ contactId, action: 'resend_invitation' })
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 10_000 }).toBe('rejected')
  expect((await maja.operation(opId))?.problem).toMatchObject({
    code: 'rejected',
    params: { reason: 'invitation_not_possible' },
  })
  expect((await card(contactId)).pending).toEqual([])
  await maja.api.sync.withdraw({ opId })
  expect(await maja.api.sync.recovered(undefined)).toEqual([])
})

it('a person has their data from the portal, for machines and for reading; offline it says why not', async () => {
  const contactId = await somebody('active')
  const { contact } = await card(contactId)
  const exported = await maja.api.customers.export({ contactId })
  expect(exported.fileName).not.toBe('')
  expect(JSON.stringify(JSON.parse(exported.json))).toContain(contact.email)
  expect(exported.text).toContain(contact.lastName)
  expect(await refusal(() => maja.api.customers.export({ contactId: 'nobody' }))).toMatchObject({ code: 'not_found' })
  await offline(true)
  expect(await refusal(() => maja.api.customers.export({ contactId }))).toMatchObject({ code: 'work_offline' })
})

it('requests for deletion are listed as they come, and refused once with a reason, also offline', async () => {
  const contactId = await somebody('active')
  const requests = () => maja.api.customers.deletionRequests({ limit: 500 })
  const mine = async () => (await requests()).find(({ contact }) => contact.id === contactId)
  const before = await requests()
  expect(before.map(({ contact }) => contact.deletionRequestedAt)).toEqual(
    before.map(({ contact }) => contact.deletionRequestedAt).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
  )
  const refuse = (reason?: string) => maja.api.customers.act({ contactId, action: 'refuse_deletion', reason })
  await world.query('UPDATE contacts SET deletion_requested_at = NULL WHERE id = $1', [contactId])
  await expect.poll(mine, SOON).toBeUndefined()
  expect(await refusal(() => refuse('Ni prošnje.'))).toMatchObject({ code: 'invalid_input' })

  maja.events.length = 0
  await world.query(
    `UPDATE contacts SET deletion_requested_at = (SELECT coalesce(max(deletion_requested_at), 0) + 1 FROM contacts)
     WHERE id = $1`,
    [contactId],
  )
  await expect.poll(mine, SOON).toMatchObject({ pending: null, contact: { id: contactId } })
  expect((await requests()).at(-1)?.contact.id).toBe(contactId)
  // The rows are there before those who watch are told.
  await expect.poll(() => maja.events.some(({ type }) => type === 'customers'), SOON).toBe(true)

  await offline(true)
  for (const reason of [undefined, '  ']) {
    expect(await refusal(() => refuse(reason))).toMatchObject({ code: 'invalid_input' })
  }
  expect(await refusal(() => refuse('x'.repeat(2001)))).toMatchObject({ code: 'note_too_long' })
  const { opId } = await refuse(' Odprt je servisni primer. ')
  expect(await refuse('Odprt je servisni primer.')).toEqual({ opId, undoUntil: null })
  expect(await refusal(() => refuse('Drug razlog.'))).toMatchObject({ code: 'invalid_input' })
  expect(await mine()).toMatchObject({ pending: 'refuse_deletion' })
  expect(await maja.operation(opId)).toMatchObject({
    contactAction: 'refuse_deletion',
    body: 'Odprt je servisni primer.',
    editable: true,
  })
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('Odprt je servisni primer.')
  expect(await refusal(() => maja.api.sync.edit({ opId, text: ' ' }))).toMatchObject({ code: 'invalid_input' })
  const edited = await maja.api.sync.edit({ opId, text: 'Odprta sta dva servisna primera.' })
  expect(await maja.operation(edited.opId)).toMatchObject({ body: 'Odprta sta dva servisna primera.', editable: true })
  await offline(false)
  await maja.settled()
  expect(await mine()).toBeUndefined()
  expect(await card(contactId)).toMatchObject({ pending: [], contact: { deletionRequestedAt: null } })
})

it('words of a refusal that came too late stay with the agent', async () => {
  const contactId = await somebody('active')
  await world.query('UPDATE contacts SET deletion_requested_at = 5 WHERE id = $1', [contactId])
  const first = async () => (await maja.api.customers.deletionRequests({ limit: 1 }))[0]?.contact.id
  await expect.poll(first, SOON).toBe(contactId)
  await offline(true)
  const { opId } = await maja.api.customers.act({ contactId, action: 'refuse_deletion', reason: 'Predolgo sem čakal.' })
  await world.query('UPDATE contacts SET deletion_requested_at = NULL WHERE id = $1', [contactId])
  await offline(false)
  await expect.poll(async () => (await maja.operation(opId))?.state, SOON).toBe('rejected')
  expect(await maja.operation(opId)).toMatchObject({
    body: 'Predolgo sem čakal.',
    problem: { code: 'rejected', params: { reason: 'deletion_not_requested' } },
  })
  await maja.api.sync.withdraw({ opId })
  const [kept] = await maja.api.sync.recovered(undefined)
  expect(kept).toMatchObject({ text: 'Predolgo sem čakal.', reason: 'withdrawn' })
  if (kept) await maja.api.sync.removeRecovered({ id: kept.id })
})

it('a reason for refusing that was begun is kept, exported, and each agent’s own', async () => {
  const entry = JSON.stringify({ a: { text: 'Odprt je servisni primer.', open: true } })
  expect(await maja.api.customers.entry(undefined)).toBeNull()
  await maja.api.customers.keepEntry({ entry })
  const igor = await world.openDesk({ autoSignIn: IGOR })
  expect(await igor.api.customers.entry(undefined)).toBeNull()
  const { text } = await maja.api.sync.exportUnsent(undefined)
  expect(text).toMatch(/Zavrnitev zahteve za izbris\n\nOdprt je servisni primer\.\n/)
  await maja.close()
  maja = await world.openDesk({ profileDir: maja.profileDir, key: maja.key })
  expect(await maja.api.customers.entry(undefined)).toBe(entry)
  await maja.api.customers.keepEntry({ entry: null })
  expect(await maja.api.customers.entry(undefined)).toBeNull()
})

it('a person who is erased is unknown on the desk too, and nothing more is done with them', async () => {
  const contactId = await somebody('must_reset')
  const before = await card(contactId)
  await maja.api.customers.act({ contactId, action: 'erase' })
  await maja.settled()
  const after = await card(contactId)
  expect(after.contact.erasedAt).not.toBeNull()
  expect(after.contact.email).toBe('')
  expect(JSON.stringify(after)).not.toContain(before.contact.email)
  expect(after.caseCount).toBe(before.caseCount)
  expect(await maja.api.contacts.find({ text: before.contact.email, limit: 5 })).toEqual([])
  const colleagues = await maja.api.contacts.find({ text: before.account?.name ?? '', limit: 50 })
  expect(colleagues.map(({ contact }) => contact.id)).not.toContain(contactId)
  for (const action of CONTACT_ACTIONS) {
    const call = () => maja.api.customers.act({ contactId, action, role: 'own' })
    expect(await refusal(call)).toMatchObject({ code: 'invalid_input' })
  }
})

it('refuses what cannot be meant', async () => {
  const contactId = await somebody('active')
  expect(await refusal(() => maja.api.customers.act({ contactId, action: 'set_role' }))).toMatchObject({
    code: 'invalid_input',
  })
  const nobody = () => maja.api.customers.act({ contactId: 'nobody', action: 'disable' })
  expect(await refusal(nobody)).toMatchObject({ code: 'not_found' })
})
