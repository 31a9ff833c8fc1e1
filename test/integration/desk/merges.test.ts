import { afterAll, beforeAll, expect, it } from 'vitest'
import { aLog } from '#test/factories/files.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 400 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

/** Two open cases of one customer. */
async function pair() {
  const [a, b] = [await world.takeCase(maja), await world.takeCase(maja)]
  await world.query(
    `UPDATE cases SET account_id = o.account_id, contact_id = o.contact_id, team_id = o.team_id FROM cases o
     WHERE cases.id = $1 AND o.id = $2`,
    [b.id, a.id],
  )
  await both()
  return { a: a.id, b: b.id, numberOfB: b.caseNumber }
}

async function both() {
  for (const desk of [maja, igor]) {
    if ((await desk.state()).workOffline) continue
    await desk.api.sync.now(undefined)
    await desk.settled()
  }
}

/** Past the time in which it can be taken back. */
async function sent(opId: string) {
  await world.query('SELECT 1')
  await expect.poll(async () => (await maja.operation(opId))?.state, { timeout: 20_000, interval: 200 }).toBe('settled')
  await both()
}

/** What the screen was told to read again. */
const casesTold = (desk: TestDesk) => desk.events.flatMap((event) => (event.type === 'cases' ? event.caseIds : []))

const bodies = async (desk: TestDesk, caseId: string) =>
  (await desk.api.cases.thread({ caseId, limit: 200 })).items.flatMap((item) =>
    item.type === 'note' ? [item.body] : [],
  )

it('shows one thread at once, offline, then to everybody, and the old number leads there', {
  timeout: 60_000,
}, async () => {
  const { a, b, numberOfB } = await pair()
  await maja.api.cases.addNote({ caseId: b, visibility: 'internal', body: 'Zapisano v B.' })
  await both()
  await maja.api.drafts.save({ caseId: b, mode: 'reply', body: 'Začeto v B' })
  await igor.api.drafts.save({ caseId: b, mode: 'note', body: 'Igorjeva misel v B' })
  await maja.api.drafts.save({ caseId: a, mode: 'reply', body: 'Začeto v A' })
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.relations.merge({ caseId: b, intoId: a, otherCompany: false })

  expect(await bodies(maja, a)).toContain('Zapisano v B.')
  expect((await maja.api.cases.get({ caseId: b })).case).toMatchObject({ mergedIntoId: a, status: 'resolved' })
  expect(await maja.api.cases.byNumber({ caseNumber: numberOfB })).toBe(a)
  expect(await maja.api.relations.ofCase({ caseId: b })).toMatchObject({ mergedInto: { id: a } })
  expect(await refusal(() => maja.api.cases.setTitle({ caseId: b, title: 'Drugače' }))).toMatchObject({
    code: 'already_merged',
  })
  // Crosswise it is refused here already.
  expect(await refusal(() => maja.api.relations.merge({ caseId: a, intoId: b, otherCompany: false }))).toMatchObject({
    code: 'merge_crossed',
  })

  await maja.api.sync.setWorkOffline({ workOffline: false })
  await sent(opId)
  for (const desk of [maja, igor]) {
    expect(await bodies(desk, a)).toContain('Zapisano v B.')
    const { items } = await desk.api.cases.thread({ caseId: a, limit: 200 })
    expect(items.find((item) => item.type === 'note' && item.body === 'Zapisano v B.')).toMatchObject({
      origin: { caseId: b, caseNumber: numberOfB },
    })
    expect(await desk.api.cases.byNumber({ caseNumber: numberOfB })).toBe(a)
  }
  // Nobody's words are lost: each desk shows its own, and takes them over when asked.
  expect((await igor.api.relations.ofCase({ caseId: a })).partDrafts).toMatchObject([
    { id: b, mode: 'note', body: 'Igorjeva misel v B' },
  ])
  await maja.api.relations.adoptDraft({ fromId: b, caseId: a, mode: 'reply' })
  expect(await maja.api.drafts.get({ caseId: a, mode: 'reply' })).toMatchObject({ body: 'Začeto v B\n\nZačeto v A' })
  // A draft of files alone is one, too.
  const file = new File([new Uint8Array(aLog())], 'dnevnik.txt')
  await maja.api.attachments.stage({ caseId: b, mode: 'note', file })
  expect((await maja.api.relations.ofCase({ caseId: a })).partDrafts).toMatchObject([
    { id: b, mode: 'note', body: 'dnevnik.txt' },
  ])
  await maja.api.relations.adoptDraft({ fromId: b, caseId: a, mode: 'note' })
  expect((await maja.api.relations.ofCase({ caseId: a })).partDrafts).toEqual([])
  expect(await maja.api.drafts.get({ caseId: a, mode: 'note' })).toMatchObject({
    attachments: [{ fileName: 'dnevnik.txt' }],
  })
  expect(await maja.api.drafts.get({ caseId: b, mode: 'reply' })).toBeNull()

  // Apart again: each has its own.
  await maja.api.relations.unmerge({ caseId: b })
  await maja.settled()
  await both()
  expect(await bodies(igor, a)).not.toContain('Zapisano v B.')
  expect((await igor.api.cases.get({ caseId: b })).case).toMatchObject({ mergedIntoId: null, status: 'in_progress' })
})

it('S88: nothing becomes read that was not looked at, offline too, and the other desk’s agent goes on following', {
  timeout: 60_000,
}, async () => {
  const { a, b } = await pair()
  const attention = async (desk: TestDesk, caseId: string) => (await desk.api.cases.get({ caseId })).attention
  await igor.api.attention.follow({ caseId: b, following: 'yes' })
  await maja.api.attention.look({ caseId: b })
  await both()
  await world.customerWrites(b, 'Še to moram povedati.')
  await both()
  await maja.api.attention.look({ caseId: a })
  expect([(await attention(maja, a)).unread, (await attention(maja, b)).unread]).toEqual([false, true])

  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.relations.merge({ caseId: b, intoId: a, otherCompany: false })
  expect(await attention(maja, a)).toMatchObject({ unread: true, readParts: [{ caseId: b }] })
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await sent(opId)
  expect((await attention(maja, a)).unread).toBe(true)
  await expect.poll(async () => (await attention(igor, a)).following, { timeout: 10_000 }).toBe('yes')
  expect((await igor.api.notices.list(undefined)).notices).toContainEqual(
    expect.objectContaining({ kind: 'answer', caseId: b }),
  )

  // One look at the thread is a look at all of it.
  await maja.api.attention.look({ caseId: a })
  expect([(await attention(maja, a)).unread, (await attention(maja, b)).unread]).toEqual([false, false])
  await maja.api.attention.markUnread({ caseId: a })
  expect((await attention(maja, a)).unread).toBe(true)
  await maja.api.attention.look({ caseId: a })
  await both()
})

it('S89: estimates of the merged case are shown with its number, before the portal has answered too', {
  timeout: 60_000,
}, async () => {
  const { a, b, numberOfB } = await pair()
  const items = [{ description: 'Delo serviserja', quantity: 100, unitPrice: 6500, vatRate: 22 }]
  const offer = { items, note: 'Iz zahtevka B', validUntil: '2099-12-31' }
  const first = await maja.api.estimates.send({ caseId: b, ...offer })
  await maja.settled()
  await maja.api.estimates.withdraw({ caseId: b, estimateId: first.opId })
  await maja.settled()
  await both()
  const own = await maja.api.estimates.send({ caseId: a, ...offer, note: 'Iz zahtevka A' })
  await maja.settled()
  await both()
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await maja.api.relations.merge({ caseId: b, intoId: a, otherCompany: false })
  const shown = async (desk: TestDesk) =>
    (await desk.api.cases.get({ caseId: a })).estimates.flatMap(({ id, state, origin }) =>
      id === first.opId || id === own.opId ? [[id, state, origin?.caseNumber ?? null]] : [],
    )
  const together = [
    [own.opId, 'open', null],
    [first.opId, 'withdrawn', numberOfB],
  ]
  expect(await shown(maja)).toEqual(together)
  // What is withdrawn here is the case's own; the other one is over.
  const withdrawal = await maja.api.estimates.withdraw({ caseId: a, estimateId: own.opId })
  expect((await shown(maja))[0]).toEqual([own.opId, 'withdrawn', null])
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await sent(opId)
  await sent(withdrawal.opId)
  for (const desk of [maja, igor]) {
    expect((await shown(desk)).map(([id, state]) => [id, state])).toEqual([
      [own.opId, 'withdrawn'],
      [first.opId, 'withdrawn'],
    ])
  }
  await maja.api.relations.unmerge({ caseId: b })
  expect(await shown(maja)).toEqual([[own.opId, 'withdrawn', null]])
  await maja.settled()
  await both()
})

it('is taken back before it has left, and then nothing has happened', async () => {
  const { a, b } = await pair()
  const { opId, undoUntil } = await maja.api.relations.merge({ caseId: b, intoId: a, otherCompany: false })
  expect(undoUntil).not.toBeNull()
  maja.events.length = 0
  await maja.api.sync.withdraw({ opId })
  await expect.poll(() => casesTold(maja)).toEqual(expect.arrayContaining([a, b]))
  expect((await maja.api.cases.get({ caseId: b })).case).toMatchObject({ mergedIntoId: null, status: 'in_progress' })
  await maja.settled()
  expect(await world.statusOf(b)).toBe('in_progress')
})

it('brings what was written to the other case offline into the one that carries it on, and asks about changes', {
  timeout: 60_000,
}, async () => {
  const { a, b } = await pair()
  await igor.api.sync.setWorkOffline({ workOffline: true })
  await igor.api.cases.addNote({ caseId: b, visibility: 'public', body: 'Igor iz vlaka.' })
  const { opId: title } = await igor.api.cases.setTitle({ caseId: b, title: 'Igorjev naslov' })
  const { opId } = await maja.api.relations.merge({ caseId: b, intoId: a, otherCompany: false })
  await sent(opId)
  await igor.api.sync.setWorkOffline({ workOffline: false })
  await both()
  expect((await world.notesOf(a)).map(({ body }) => body)).toContain('Igor iz vlaka.')
  expect(await igor.operation(title)).toMatchObject({
    state: 'conflict',
    conflict: { field: 'merged', change: 'title' },
  })
  await igor.api.sync.resolveConflict({ opId: title, choice: 'mine' })
  await both()
  expect((await maja.api.cases.get({ caseId: a })).case.title).toBe('Igorjev naslov')
})

it('makes a case of chosen notes at once, and moves them for everybody', { timeout: 60_000 }, async () => {
  const { a } = await pair()
  for (const body of ['prva težava', 'druga težava']) {
    await maja.api.cases.addNote({ caseId: a, visibility: 'internal', body })
  }
  await both()
  const moved = (await world.notesOf(a)).find(({ body }) => body === 'druga težava')!
  const split = await maja.api.relations.split({ caseId: a, title: 'Druga težava', noteIds: [moved.id] })
  expect(await bodies(maja, a)).not.toContain('druga težava')
  expect(await bodies(maja, split.caseId)).toEqual(['druga težava'])
  expect((await maja.api.relations.ofCase({ caseId: a })).links).toMatchObject([{ kind: 'split_into', pending: true }])
  await maja.api.cases.addNote({ caseId: split.caseId, visibility: 'internal', body: 'Takoj naprej.' })
  await sent(split.opId)
  for (const desk of [maja, igor]) {
    expect(await bodies(desk, a)).not.toContain('druga težava')
    expect(await bodies(desk, split.caseId)).toEqual(['druga težava', 'Takoj naprej.'])
    expect((await desk.api.relations.ofCase({ caseId: a })).links).toMatchObject([
      { kind: 'split_into', pending: false },
    ])
  }
})

it('gives the notes of a split back where they were when it is taken back', async () => {
  const { a } = await pair()
  await maja.api.cases.addNote({ caseId: a, visibility: 'internal', body: 'ostane vendarle' })
  await both()
  const { id } = (await world.notesOf(a)).find(({ body }) => body === 'ostane vendarle')!
  const split = await maja.api.relations.split({ caseId: a, title: 'Prehitro', noteIds: [id] })
  expect(await bodies(maja, a)).not.toContain('ostane vendarle')
  maja.events.length = 0
  await maja.api.sync.withdraw({ opId: split.opId })
  await expect.poll(() => casesTold(maja)).toEqual(expect.arrayContaining([a, split.caseId]))
  expect(await bodies(maja, a)).toContain('ostane vendarle')
})

it('suggests what looks alike until an agent has said what it is', async () => {
  const { a, b } = await pair()
  await maja.api.cases.setTitle({ caseId: a, title: 'Terminal ob vhodu ne bere kartic' })
  await maja.api.cases.setTitle({ caseId: b, title: 'Terminal na vhodu ne prebere kartice' })
  await maja.settled()
  const suggested = async (desk: TestDesk) =>
    (await desk.api.relations.ofCase({ caseId: a })).duplicates.map(({ id }) => id)
  expect(await suggested(maja)).toContain(b)
  const { contact } = await maja.api.cases.get({ caseId: a })
  const fresh = { contactId: contact!.id, title: 'Terminal ne bere kartic ob vhodu', serialNumber: null }
  expect((await maja.api.relations.duplicatesOfNew(fresh)).map(({ id }) => id)).toEqual(expect.arrayContaining([a, b]))

  await maja.api.relations.link({ caseId: a, otherId: b, link: 'not_duplicate' })
  expect(await suggested(maja)).not.toContain(b)
  await maja.settled()
  await both()
  expect(await suggested(igor)).not.toContain(b)
  expect((await igor.api.relations.ofCase({ caseId: b })).duplicates.map(({ id }) => id)).not.toContain(a)

  await igor.api.relations.link({ caseId: a, otherId: b, link: 'relates_to' })
  await both()
  expect((await maja.api.relations.ofCase({ caseId: b })).links).toMatchObject([{ otherId: a, kind: 'relates_to' }])
  await maja.api.relations.unlink({ caseId: b, otherId: a })
  expect((await maja.api.relations.ofCase({ caseId: a })).links).toEqual([])
})
