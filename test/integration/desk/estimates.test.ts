import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { digestTable } from '#main/store/mirror/digest.ts'
import { closeDatabase, openMirror } from '#main/store/open.ts'
import { createPortalClient } from '#main/sync/portal-client.ts'
import { answerEstimate } from '#portal/server/cases/estimate-answer.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { keepServiceLevels } from '#portal/server/sla/levels.ts'
import type { ViewContent } from '#shared/domain/view.ts'
import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { IGOR, MAJA, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 200 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())
beforeEach(() => offline(false))

const offline = (workOffline: boolean) => maja.api.sync.setWorkOffline({ workOffline })
/** Without the estimates that the demo's story brought along. */
async function detail(caseId: string, desk = maja) {
  const found = await desk.api.cases.get({ caseId })
  return { ...found, estimates: found.estimates.filter(({ validUntil }) => validUntil === ESTIMATE.validUntil) }
}
const ESTIMATE = {
  items: [
    { description: ' Delo serviserja (ura) ', quantity: 150, unitPrice: 6500, vatRate: 22 },
    { description: 'Baterija', quantity: 200, unitPrice: 990, vatRate: 9.5 },
  ],
  note: 'Dobava v 14 dneh.',
  validUntil: '2099-12-31',
}

const VIEW: ViewContent = {
  name: 'Čaka na stranko',
  filter: 'status:waiting',
  sort: 'modified',
  direction: 'desc',
  colour: 'amber',
  pinned: true,
  position: 1024,
  shared: true,
}

async function customerAnswers(caseId: string, estimateId: string, answer: 'approve' | 'decline'): Promise<string> {
  const [row] = await world.query<{ contact_id: string }>('SELECT contact_id FROM cases WHERE id = $1', [caseId])
  const contactId = row!.contact_id
  await inTransaction(world.deps, (work) =>
    answerEstimate(work, { caseId, estimateId, contactId, answer, reason: null }),
  )
  return contactId
}

it('an estimate that is sent offline is there at once, and the form it came from is gone', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const entry = '{"items":[{"description":"Delo"}]}'
  await maja.api.estimates.keepEntry({ caseId, entry })
  expect(await maja.api.estimates.entry({ caseId })).toBe(entry)
  await maja.api.cases.keepEntry({ entry: '{"title":"Ura zaostaja"}' })
  const begun = await maja.api.sync.exportUnsent(undefined)
  for (const part of ['Začeti obrazci (2)', 'Nov zahtevek', 'Ura zaostaja', 'Predračun za stranko', 'Delo']) {
    expect(begun.text).toContain(part)
  }
  await maja.api.cases.keepEntry({ entry: null })
  await offline(true)
  const { opId, undoUntil } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  expect(undoUntil).toBeNull()
  expect(await maja.api.estimates.entry({ caseId })).toBeNull()
  expect(await detail(caseId)).toMatchObject({
    case: { status: 'waiting_for_details' },
    pendingFields: ['status'],
    estimates: [
      {
        id: opId,
        state: 'open',
        pending: 'send',
        createdBy: MAJA_ID,
        createdByName: 'Maja Kotnik',
        items: [{ description: 'Delo serviserja (ura)' }, { description: 'Baterija' }],
        validUntil: '2099-12-31',
      },
    ],
  })
  expect(await maja.operation(opId)).toMatchObject({
    kind: 'estimate.send',
    caseId,
    body: ESTIMATE.note,
    estimate: { validUntil: '2099-12-31', items: [{}, {}] },
    editable: true,
  })
  const { text, json } = await maja.api.sync.exportUnsent(undefined)
  for (const part of ['Predračun za stranko', 'Delo serviserja (ura)', '1,5 × 65,00', 'Dobava v 14 dneh.', '140,6']) {
    expect(text).toContain(part)
  }
  expect(JSON.parse(json)).toMatchObject({ operations: [{ operation: { kind: 'estimate.send' } }], forms: [] })

  await offline(false)
  await maja.settled()
  expect(await detail(caseId)).toMatchObject({
    case: { status: 'waiting_for_details' },
    pendingFields: [],
    estimates: [{ id: opId, state: 'open', pending: null, createdByName: 'Maja Kotnik' }],
  })
  await expect
    .poll(async () => (await detail(caseId, igor)).estimates.map(({ id }) => id), { timeout: 10_000 })
    .toEqual([opId])
  const { items } = await maja.api.cases.thread({ caseId, limit: 10 })
  expect(items).toContainEqual(
    expect.objectContaining({
      type: 'event',
      id: `${opId}:open`,
      field: 'estimate',
      to: 'open',
      authorName: 'Maja Kotnik',
    }),
  )
})

it('the words of a status that was written on top of it offline go through without a conflict', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await offline(true)
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  const reply = { caseId, visibility: 'public', body: 'Poslali smo predračun.', status: 'field_service' } as const
  const answer = await maja.api.cases.addNote(reply)
  expect((await detail(caseId)).case.status).toBe('field_service')
  await offline(false)
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', conflict: null })
  expect(await maja.operation(answer.opId)).toMatchObject({ state: 'settled', conflict: null })
  expect((await detail(caseId)).case.status).toBe('field_service')
})

it("the customer's answer comes by itself, and the case goes on", async () => {
  const { id: caseId } = await world.takeCase(maja)
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  await maja.settled()
  await customerAnswers(caseId, opId, 'approve')
  const state = async () => (await detail(caseId)).estimates[0]?.state
  await expect.poll(state, { timeout: 10_000 }).toBe('approved')
  const found = await detail(caseId)
  expect(found).toMatchObject({ case: { status: 'in_progress' }, estimates: [{ endedByName: expect.any(String) }] })
  const { contact } = found
  expect(found.estimates[0]?.endedByName).toBe(`${contact?.firstName} ${contact?.lastName}`)
  expect(await refusal(() => maja.api.estimates.withdraw({ caseId, estimateId: opId }))).toMatchObject({
    code: 'invalid_input',
  })
})

it('one is open at most: the one before it is withdrawn with the new one, and shows it at once', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const first = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  await maja.settled()
  await offline(true)
  const second = await maja.api.estimates.send({ caseId, ...ESTIMATE, note: '' })
  expect((await detail(caseId)).estimates).toMatchObject([
    { id: second.opId, state: 'open', pending: 'send' },
    { id: first.opId, state: 'withdrawn', pending: 'withdraw' },
  ])
  await offline(false)
  await maja.settled()
  expect((await detail(caseId)).estimates).toMatchObject([
    { id: second.opId, state: 'open', pending: null },
    { id: first.opId, state: 'withdrawn', pending: null },
  ])
})

it('a withdrawal shows at once and puts the case back to work; asked for twice it is one', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const { opId: estimateId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  await maja.settled()
  await offline(true)
  const { opId } = await maja.api.estimates.withdraw({ caseId, estimateId })
  expect(await maja.api.estimates.withdraw({ caseId, estimateId })).toEqual({ opId, undoUntil: null })
  expect(await detail(caseId)).toMatchObject({
    case: { status: 'in_progress' },
    pendingFields: ['status'],
    estimates: [{ id: estimateId, state: 'withdrawn', pending: 'withdraw', endedByName: 'Maja Kotnik' }],
  })
  expect(await maja.operation(opId)).toMatchObject({ kind: 'estimate.withdraw', estimate: { items: [{}, {}] } })
  await offline(false)
  await maja.settled()
  expect(await detail(caseId)).toMatchObject({
    case: { status: 'in_progress' },
    pendingFields: [],
    estimates: [{ state: 'withdrawn', pending: null }],
  })
})

it('an answer that came before the withdrawal stands, and the agent is told by whom', async () => {
  const { id: caseId } = await world.takeCase(maja)
  const { opId: estimateId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  await maja.settled()
  await offline(true)
  const { opId } = await maja.api.estimates.withdraw({ caseId, estimateId })
  await customerAnswers(caseId, estimateId, 'decline')
  await offline(false)
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 10_000 }).toBe('conflict')
  await maja.settled()
  const { contact } = await detail(caseId)
  const name = `${contact?.firstName} ${contact?.lastName}`
  expect(await detail(caseId)).toMatchObject({
    estimates: [{ state: 'declined', pending: null, endedByName: name }],
    conflicts: [{ opId, changedByName: name, conflict: { field: 'estimate', mine: 'withdrawn', theirs: 'declined' } }],
  })
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('Na portalu medtem: zavrnjen')
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId, choice: 'mine' }))).toMatchObject({
    code: 'invalid_input',
  })
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
  expect(await detail(caseId)).toMatchObject({ conflicts: [], case: { status: 'in_progress' } })
})

it('one that has not left is taken back instead, and its words are kept', async () => {
  const { id: caseId, title } = await world.takeCase(maja)
  await offline(true)
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  await maja.api.estimates.withdraw({ caseId, estimateId: opId })
  expect(await detail(caseId)).toMatchObject({ case: { status: 'in_progress' }, estimates: [], pendingFields: [] })
  const recovered = await maja.api.sync.recovered(undefined)
  expect(recovered).toMatchObject([{ kind: 'estimate', caseId, caseTitle: title, reason: 'withdrawn' }])
  expect(recovered[0]?.text).toContain('Dobava v 14 dneh.')
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('Delo serviserja (ura): 1.5 × 65.00 € + 22 %')
  for (const { id } of recovered) await maja.api.sync.removeRecovered({ id })
})

it('other words to the customer go out anew', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await offline(true)
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  const edited = await maja.api.sync.edit({ opId, text: 'Dobava v 7 dneh.' })
  await offline(false)
  await maja.settled()
  expect((await detail(caseId)).estimates).toMatchObject([{ id: edited.opId, note: 'Dobava v 7 dneh.', state: 'open' }])
})

it('an estimate for a case that was entered here goes after it', async () => {
  const { contact } = await detail((await world.takeCase(maja)).id)
  await offline(true)
  const { caseId } = await maja.api.cases.create({
    caseType: 'rma',
    title: 'Menjava baterije',
    description: '',
    contactId: contact!.id,
    entitlementId: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    customerReference: null,
  })
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  expect(await detail(caseId)).toMatchObject({ case: { status: 'waiting_for_details' }, estimates: [{ id: opId }] })
  await offline(false)
  await maja.settled()
  expect(await detail(caseId)).toMatchObject({
    case: { status: 'waiting_for_details' },
    estimates: [{ id: opId, state: 'open', pending: null }],
  })
})

it('refuses what cannot be meant and keeps the form', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await maja.api.estimates.keepEntry({ caseId, entry: 'form' })
  const code = async (change: Partial<typeof ESTIMATE & { caseId: string }>) =>
    (await refusal(() => maja.api.estimates.send({ caseId, ...ESTIMATE, ...change }))).code
  expect(await code({ items: [] })).toBe('invalid_input')
  expect(await code({ items: [{ ...ESTIMATE.items[0]!, description: '  ' }] })).toBe('invalid_input')
  expect(await code({ validUntil: '2020-01-01' })).toBe('invalid_input')
  expect(await code({ note: 'x'.repeat(5001) })).toBe('note_too_long')
  expect(await code({ caseId: 'none' })).toBe('not_found')
  await maja.api.cases.setStatus({ caseId, status: 'resolved' })
  expect(await code({})).toBe('illegal_move')
  expect(await maja.api.estimates.entry({ caseId })).toBe('form')
  expect(await refusal(() => maja.api.estimates.withdraw({ caseId, estimateId: 'none' }))).toMatchObject({
    code: 'not_found',
  })
  await maja.api.estimates.keepEntry({ caseId, entry: null })
  expect(await maja.api.estimates.entry({ caseId })).toBeNull()
})

it('what the portal refuses of estimates is told in its case until somebody has dealt with it', async () => {
  const { id: caseId } = await world.takeCase(maja)
  await offline(true)
  const { opId } = await maja.api.estimates.send({ caseId, ...ESTIMATE })
  expect((await detail(caseId)).refusedEstimates).toEqual([])
  await igor.settled()
  await igor.api.cases.setStatus({ caseId, status: 'resolved' })
  await igor.settled()
  await offline(false)
  await maja.settled()

  expect(await detail(caseId)).toMatchObject({
    estimates: [],
    refusedEstimates: [
      {
        opId,
        kind: 'estimate.send',
        state: 'rejected',
        estimate: { note: ESTIMATE.note, validUntil: ESTIMATE.validUntil, items: [{}, {}] },
        problem: { code: 'rejected' },
      },
    ],
  })
  await maja.api.sync.withdraw({ opId })
  expect((await detail(caseId)).refusedEstimates).toEqual([])
})

/** Nobody attached anything here. */
const MAY_BE_EMPTY: SyncTable[] = ['attachments']

it('after all that the desk holds what the portal holds, row by row', async () => {
  await maja.api.views.save({ viewId: null, content: VIEW, base: null })
  const [one, other] = [await world.takeCase(maja), await world.takeCase(maja)]
  await maja.api.attention.follow({ caseId: one.id, following: 'yes' })
  await maja.api.attention.snooze({ caseId: other.id, until: null })
  await maja.api.attention.look({ caseId: other.id })
  await maja.api.relations.link({ caseId: one.id, otherId: other.id, link: 'relates_to' })
  await keepServiceLevels(world.deps)
  await maja.api.sync.now(undefined)
  await Promise.all([maja.settled(), igor.settled()])
  const { profileDir, key } = maja
  await maja.close()
  let token: string | null = null
  const client = createPortalClient({
    baseUrl: world.url,
    token: () => token,
    onPortalTime: () => {},
    breathe: () => Promise.resolve(),
    version: '0.0.0-test',
  })
  token = (await client.signIn({ ...MAJA, device: 'test' })).token
  const { mirror } = openMirror(join(profileDir, 'mirror.db'), key)
  for (const table of SYNC_TABLES) {
    const theirs = await client.digest(table)
    const steps = digestTable(mirror, table, { now: () => 0 })
    let step = steps.next()
    while (!step.done) step = steps.next()
    expect(step.value, table).toEqual(theirs.buckets)
    const rows = theirs.buckets.reduce((sum, bucket) => sum + bucket.rows, 0)
    if (!MAY_BE_EMPTY.includes(table)) expect(rows, table).toBeGreaterThan(0)
  }
  closeDatabase(mirror)
  client.disconnect()
})
