import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { IGOR, IGOR_ID, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let maja: TestDesk
let igor: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 120 })
  ;[maja, igor] = await Promise.all([world.openDesk(), world.openDesk({ autoSignIn: IGOR })])
  await Promise.all([maja.settled(), igor.settled()])
})
afterAll(() => world.stop())

const offline = (workOffline: boolean) => maja.api.sync.setWorkOffline({ workOffline })
const list = { queue: 'mine', sort: 'modified', direction: 'desc', anchor: { at: 'start' }, limit: 10 } as const

/** What the form of a new case leaves empty. */
const EMPTY = {
  entitlementId: null,
  customerSystemId: null,
  warrantyRepair: null,
  serialNumber: null,
  customerReference: null,
}

async function somebody() {
  const target = await world.takeCase(maja)
  const { contact } = await maja.api.cases.get({ caseId: target.id })
  return contact!
}

it('a case that is entered offline is at work at once, and arrives with all that was done to it', async () => {
  const contact = await somebody()
  const [hit] = await maja.api.contacts.find({ text: `${contact.lastName} ${contact.firstName.slice(0, 2)}`, limit: 5 })
  expect(hit).toBeDefined()
  const { entitlements, devices } = await maja.api.contacts.belongings({ contactId: contact.id })
  await offline(true)
  const { caseId } = await maja.api.cases.create({
    ...EMPTY,
    caseType: 'rma',
    title: 'Čitalnik na vratih ne bere',
    description: 'Po telefonu: od jutra.',
    contactId: contact.id,
    entitlementId: entitlements[0]?.id ?? null,
    serialNumber: devices[0]?.serialNumber ?? ' ZT-500-99 ',
    customerReference: '  ',
  })
  const note = await maja.api.cases.addNote({
    caseId,
    visibility: 'public',
    body: 'Pošljite ga, prosim',
    status: 'researching',
  })
  await maja.api.cases.setTitle({ caseId, title: 'Čitalnik ne bere' })
  const { rows } = await maja.api.queues.page(list)
  expect(rows[0]).toMatchObject({
    id: caseId,
    caseNumber: '',
    title: 'Čitalnik ne bere',
    status: 'researching',
    pending: true,
  })
  expect((await maja.api.search({ text: 'citalnik bere', limit: 5 })).map(({ id }) => id)).toContain(caseId)
  const all = await maja.api.findAll({ text: ' citalnik bere ' })
  expect(all.cases.map(({ id }) => id)).toContain(caseId)
  const { operations } = await maja.api.sync.operations({ limit: 10 })
  expect(operations.filter((one) => one.caseId === caseId)).toMatchObject([
    { kind: 'case.create', title: 'Čitalnik na vratih ne bere', owner: { id: MAJA_ID } },
    { kind: 'note.create', caseTitle: 'Čitalnik ne bere' },
    { kind: 'case.update', title: 'Čitalnik ne bere' },
  ])

  await offline(false)
  await maja.settled()
  const detail = await maja.api.cases.get({ caseId })
  expect(detail).toMatchObject({
    case: {
      caseNumber: expect.stringMatching(/^CAS-/),
      title: 'Čitalnik ne bere',
      status: 'researching',
      ownerId: MAJA_ID,
    },
    pendingFields: [],
    conflicts: [],
  })
  expect(detail.case.customerReference).toBeNull()
  expect((await world.notesOf(caseId)).map(({ id }) => id)).toEqual([note.opId])
  const arrived = async () => (await igor.api.search({ text: detail.case.caseNumber, limit: 1 })).map(({ id }) => id)
  await expect.poll(arrived, { timeout: 10_000 }).toEqual([caseId])
})

it('a case that is taken back before it left is nowhere, and its words are in the recovery list', async () => {
  const contact = await somebody()
  await offline(true)
  const input = {
    ...EMPTY,
    caseType: 'support' as const,
    title: 'Pomota',
    description: 'Opis pomote',
    contactId: contact.id,
  }
  const { caseId, opId } = await maja.api.cases.create(input)
  await maja.api.cases.addNote({ caseId, visibility: 'public', body: 'Odgovor na pomoto' })
  await maja.api.sync.withdraw({ opId })
  expect(await refusal(() => maja.api.cases.get({ caseId }))).toMatchObject({ code: 'not_found' })
  const recovered = await maja.api.sync.recovered(undefined)
  expect(recovered.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Pomota\n\nOpis pomote', 'Odgovor na pomoto']),
  )
  expect(await maja.state()).toMatchObject({ recovered: 2, waiting: 0 })
  for (const { id } of recovered) await maja.api.sync.removeRecovered({ id })
  expect(await refusal(() => maja.api.sync.removeRecovered({ id: 'none' }))).toMatchObject({ code: 'not_found' })
  expect(await maja.state()).toMatchObject({ recovered: 0 })
  await offline(false)
  await maja.settled()
})

it('refuses a case for nobody, of no title, or for another team', async () => {
  const contact = await somebody()
  const input = { ...EMPTY, caseType: 'support' as const, title: 'Naslov', description: '', contactId: contact.id }
  const code = async (change: Partial<typeof input> & { teamId?: string }) =>
    (await refusal(() => maja.api.cases.create({ ...input, ...change }))).code
  expect(await code({ contactId: 'nobody' })).toBe('not_found')
  expect(await code({ title: ' ' })).toBe('invalid_input')
  expect(await code({ teamId: 'no team' })).toBe('not_found')
  expect(await code({ entitlementId: 'none' } as never)).toBe('not_found')
  expect(await code({ title: 'x'.repeat(301) })).toBe('note_too_long')
})

it('a registration is decided once: the first wins, and the other agent is told', async () => {
  const { registrations, waiting } = await maja.api.registrations.list({ limit: 200 })
  const [one, two] = registrations
  expect(registrations.filter(({ state }) => state === 'pending' || state === 'asked')).toHaveLength(waiting)
  await offline(true)
  const mine = { registrationId: one!.id, decision: 'approved', reason: null } as const
  const { opId } = await maja.api.registrations.decide(mine)
  const seen = async () =>
    (await maja.api.registrations.list({ limit: 200 })).registrations.find(({ id }) => id === one!.id)
  expect(await seen()).toMatchObject({ state: one!.state, pending: 'approved' })
  expect((await maja.api.registrations.list({ limit: 200 })).waiting).toBe(waiting - 1)
  expect(await refusal(() => maja.api.registrations.decide(mine))).toMatchObject({ code: 'invalid_input' })
  expect(await maja.operation(opId)).toMatchObject({
    kind: 'registration.decide',
    caseId: null,
    decision: 'approved',
    caseTitle: expect.stringContaining(one!.company),
  })
  await igor.api.registrations.decide({ registrationId: one!.id, decision: 'rejected', reason: 'Ni stranka' })
  await igor.settled()
  await offline(false)
  await maja.settled()
  expect(await seen()).toMatchObject({
    state: 'rejected',
    decidedBy: IGOR_ID,
    decisionReason: 'Ni stranka',
    pending: null,
    conflict: { opId, changedByName: 'Igor Vidmar', conflict: { mine: 'approved', theirs: 'rejected' } },
  })
  expect(await refusal(() => maja.api.sync.resolveConflict({ opId, choice: 'mine' }))).toMatchObject({
    code: 'invalid_input',
  })
  await maja.api.sync.resolveConflict({ opId, choice: 'theirs' })
  expect(await seen()).toMatchObject({ conflict: null })
  expect(maja.events.some(({ type }) => type === 'registrations')).toBe(true)

  await maja.api.registrations.decide({ registrationId: two!.id, decision: 'approved', reason: ' Pozdravljeni ' })
  await maja.settled()
  const decided = (await maja.api.registrations.list({ limit: 200 })).registrations.find(({ id }) => id === two!.id)
  expect(decided).toMatchObject({ state: 'approved', decisionReason: 'Pozdravljeni', pending: null })
})

it('a case that is deleted under unsent words leaves them in the recovery list', async () => {
  const target = await world.takeCase(maja)
  await offline(true)
  const { opId } = await maja.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Prepozen odgovor' })
  await maja.api.drafts.save({ caseId: target.id, mode: 'note', body: 'Osnutek opombe' })
  for (const table of ['rma_lines', 'rmas', 'estimates', 'attachments', 'case_events', 'notes']) {
    await world.query(`DELETE FROM ${table} WHERE case_id = $1`, [target.id])
  }
  await world.query('DELETE FROM cases WHERE id = $1', [target.id])
  await offline(false)
  await maja.settled()
  const recovered = await maja.api.sync.recovered(undefined)
  expect(recovered.map(({ kind, text }) => [kind, text])).toEqual(
    expect.arrayContaining([
      ['reply', 'Prepozen odgovor'],
      ['draft', 'Osnutek opombe'],
    ]),
  )
  for (const words of recovered) expect(words).toMatchObject({ reason: 'deleted', caseTitle: target.title })
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', problem: { code: 'rejected' } })
  expect(await maja.state()).toMatchObject({ rejected: 0, recovered: 2 })
  for (const { id } of recovered) await maja.api.sync.removeRecovered({ id })
})

it('a case that is given to another team takes no words along', async () => {
  const luka = await world.openDesk({ autoSignIn: { email: 'luka.zagar@spica.example', password: DEMO_PASSWORD } })
  await luka.settled()
  const { rows } = await luka.api.queues.page({ ...list, queue: 'open', sort: 'number' })
  const target = rows.find(({ status }) => status === 'in_progress')!
  const [own] = (await luka.api.session.state(undefined)).agent!.teamIds
  const elsewhere = (await luka.api.teams.list(undefined)).find(({ id }) => id !== own)!
  await luka.api.sync.setWorkOffline({ workOffline: true })
  await luka.api.cases.addNote({ caseId: target.id, visibility: 'internal', body: 'Moja opomba' })
  await luka.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Moj osnutek' })
  await maja.api.cases.setTeam({ caseId: target.id, teamId: elsewhere.id })
  await maja.settled()
  await luka.api.sync.setWorkOffline({ workOffline: false })
  await luka.settled()
  expect(await refusal(() => luka.api.cases.get({ caseId: target.id }))).toMatchObject({ code: 'not_found' })
  const recovered = await luka.api.sync.recovered(undefined)
  expect(recovered.map(({ kind, text, reason }) => [kind, text, reason])).toEqual(
    expect.arrayContaining([
      ['note', 'Moja opomba', 'out_of_scope'],
      ['draft', 'Moj osnutek', 'out_of_scope'],
    ]),
  )
  for (const { caseNumber } of recovered) expect(caseNumber).toBe(target.caseNumber)
  expect(await luka.state()).toMatchObject({ rejected: 0, waiting: 0, recovered: 2 })
  await luka.close()
})

it('teams and agents are told with who belongs where', async () => {
  const teams = await maja.api.teams.list(undefined)
  expect(teams.map(({ name }) => name).toSorted()).toEqual(['Podpora', 'Pristop', 'Servis (RMA)'])
  const { agent } = await maja.api.session.state(undefined)
  expect(agent?.teamIds).toHaveLength(3)
  const agents = await maja.api.agents.list(undefined)
  expect(agents.find(({ id }) => id === IGOR_ID)?.teamIds).toHaveLength(3)
})
