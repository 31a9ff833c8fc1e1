import { expect, test } from 'vitest'
import { caseDetail, findCase } from '#main/store/mirror/cases.ts'
import { reapplyAll } from '#main/store/mirror/overlay.ts'
import { queueCounters, queuePage } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { retryOperation } from '#main/store/outbox/failing.ts'
import { operationById } from '#main/store/outbox/operations.ts'
import { overlayOperations, pendingFieldsOf } from '#main/store/outbox/overlay.ts'
import { markSending, recordResults } from '#main/store/outbox/sending.ts'
import { withdrawOperation } from '#main/store/outbox/withdrawing.ts'
import type { TextConflict } from '#shared/portal-api/operations.ts'
import { aCase, aContact, aNote, anAccount, anAgent, anAttachment } from '#test/factories/rows.ts'
import { aCreation, anUpdate, aReply, aWorld, firstSync, NOTHING_DUE, NOW, type World } from './support.ts'

const me = anAgent({ name: 'Maja Kotnik' })
const account = anAccount({ name: 'Žičnica Krvavec' })
const contact = aContact({ accountId: account.id, firstName: 'Jan', lastName: 'Šuštar' })
const surroundings = { agents: [me], accounts: [account], contacts: [contact] }
const open = (world: World) =>
  queuePage(world.mirror, {
    queue: 'open',
    sort: 'modified',
    direction: 'desc',
    me: me.id,
    anchor: { at: 'start' },
    limit: 50,
  }).rows
const found = (world: World, text: string) => searchCases(world.mirror, text, 50).map(({ id }) => id)
const notes = (world: World, caseId: string) => caseThread(world.mirror, { caseId, limit: 50, me: me.id }).items
const entered = () =>
  aCreation({ contactId: contact.id, ownerId: me.id, serialNumber: 'ZT-500-7', title: 'Rampa stoji' })

test('a case that was entered here is in lists, counters, search and thread at once, without a number', () => {
  const world = aWorld(surroundings)
  const creation = world.act(entered())
  world.act(aReply(creation.caseId, { body: 'Pridemo jutri', dependsOn: [creation.opId] }))
  expect(open(world)).toMatchObject([
    { id: creation.caseId, caseNumber: '', title: 'Rampa stoji', accountName: 'Žičnica Krvavec', pending: true },
  ])
  expect(queueCounters(world.mirror, me.id, NOTHING_DUE)).toMatchObject({ open: 1, mine: 1, active: 1, unassigned: 0 })
  expect(found(world, 'krvavec rampa')).toEqual([creation.caseId])
  expect(found(world, 'zt5007')).toEqual([creation.caseId])
  expect(found(world, 'jutri')).toEqual([creation.caseId])
  expect(notes(world, creation.caseId)).toMatchObject([{ body: 'Pridemo jutri', sending: { state: 'waiting' } }])
  expect(caseDetail(world.mirror, creation.caseId)).toMatchObject({
    case: { status: 'in_progress', accountId: account.id, versions: { title: 1 } },
    contact: { lastName: 'Šuštar' },
  })
})

test("its other changes build on it, and the portal's row takes its place", () => {
  const world = aWorld(surroundings)
  const creation = world.act(entered())
  const { caseId } = creation
  const dependsOn = [creation.opId]
  world.act(anUpdate(caseId, { dependsOn, status: { to: 'researching', base: { value: 'in_progress', version: 1 } } }))
  expect(findCase(world.mirror, caseId)).toMatchObject({ status: 'researching', versions: { status: 2 } })
  markSending(world.outbox, [creation.opId])
  // The answer was lost: the row comes first.
  const row = aCase({ id: caseId, caseNumber: 'CAS-09999-A1B2C3', title: 'Rampa stoji', contactId: contact.id })
  world.change({ table: 'cases', row })
  expect(findCase(world.mirror, caseId)).toMatchObject({ caseNumber: 'CAS-09999-A1B2C3', status: 'researching' })
  recordResults(world.outbox, [{ status: 'applied', opId: creation.opId, seq: world.seq() }], NOW)
  world.show(caseId)
  expect(open(world)).toHaveLength(1)
  expect(queueCounters(world.mirror, me.id, NOTHING_DUE)).toMatchObject({ open: 1 })
  expect(found(world, 'cas09999')).toEqual([caseId])
})

test('between the answer and the pull it stays, and is no longer pending', () => {
  const world = aWorld(surroundings)
  const creation = world.act(entered())
  markSending(world.outbox, [creation.opId])
  recordResults(world.outbox, [{ status: 'applied', opId: creation.opId, seq: world.seq() + 1 }], NOW)
  world.show(creation.caseId)
  expect(open(world)).toMatchObject([{ id: creation.caseId, pending: false }])
  // It left the agent's scope before it came: then it is nowhere.
  world.change({ table: 'cases', row: aCase() })
  expect(findCase(world.mirror, creation.caseId)).toBeNull()
  expect(queueCounters(world.mirror, me.id, NOTHING_DUE)).toMatchObject({ open: 1 })
})

test('taken back it is gone from everywhere; refused it stays with its words', () => {
  const world = aWorld(surroundings)
  const [first, second] = [world.act(entered()), world.act(entered())]
  expect(withdrawOperation(world.outbox, first.opId, NOW)).not.toBeNull()
  world.show(first.caseId)
  expect(findCase(world.mirror, first.caseId)).toBeNull()
  markSending(world.outbox, [second.opId])
  recordResults(world.outbox, [{ status: 'rejected', opId: second.opId, code: 'contact_not_found', detail: '' }], NOW)
  world.show(second.caseId)
  expect(open(world)).toMatchObject([{ id: second.caseId, pending: false }])
  expect(found(world, 'rampa')).toEqual([second.caseId])
})

test('what is written on a case that was refused shares its fate, until the case is tried again', () => {
  const world = aWorld(surroundings)
  const creation = world.act(entered())
  markSending(world.outbox, [creation.opId])
  recordResults(world.outbox, [{ status: 'rejected', opId: creation.opId, code: 'contact_not_found', detail: '' }], NOW)
  const reply = world.act(aReply(creation.caseId, { dependsOn: [creation.opId] }))
  expect(operationById(world.outbox, reply.opId)).toMatchObject({ state: 'rejected', problem: { code: 'rejected' } })
  expect(notes(world, creation.caseId)).toMatchObject([{ sending: { state: 'rejected' } }])
  expect(retryOperation(world.outbox, creation.opId)).toBe(true)
  expect(operationById(world.outbox, reply.opId)).toMatchObject({ state: 'waiting', problem: null })
})

test('a new mirror shows it again', () => {
  const world = aWorld(surroundings)
  const creation = world.act(entered())
  firstSync(world.mirror, surroundings)
  expect(open(world)).toEqual([])
  reapplyAll(world.mirror, overlayOperations(world.outbox, world.seq()))
  expect(open(world)).toMatchObject([{ id: creation.caseId, accountName: 'Žičnica Krvavec' }])
})

test('title, description and team are seen at once, found, and count as pending', () => {
  const row = aCase({ title: 'Stari naslov', description: 'Stari opis' })
  const world = aWorld({ ...surroundings, cases: [row], teams: [{ id: 'service', name: 'Servis' }] })
  const change = (value: string, to: string) => ({ to, base: { value, version: 1 } })
  world.act(anUpdate(row.id, { status: undefined, title: change(row.title, 'Novi naslov') }))
  world.act(anUpdate(row.id, { status: undefined, description: change(row.description, 'Novo besedilo') }))
  world.act(anUpdate(row.id, { status: undefined, teamId: change(row.teamId, 'service') }))
  expect(caseDetail(world.mirror, row.id)).toMatchObject({
    case: {
      title: 'Novi naslov',
      description: 'Novo besedilo',
      teamId: 'service',
      versions: { title: 2, description: 2, teamId: 2, status: 1, ownerId: 1 },
    },
    team: { id: 'service', name: 'Servis' },
  })
  expect(found(world, 'novi')).toEqual([row.id])
  expect(found(world, 'stari')).toEqual([])
  const pending = overlayOperations(world.outbox, world.seq(), [row.id])
  expect(pendingFieldsOf(pending)).toEqual(['title', 'description', 'teamId'])
  // A colleague's change of another field comes through.
  world.change({ table: 'cases', row: { ...row, status: 'field_service', versions: { ...row.versions, status: 2 } } })
  expect(findCase(world.mirror, row.id)).toMatchObject({ title: 'Novi naslov', status: 'field_service' })
})

test('where both changed the words theirs stand in the case, with a flag', () => {
  const row = aCase({ title: 'Stari naslov' })
  const world = aWorld({ ...surroundings, cases: [row] })
  const update = world.act(
    anUpdate(row.id, { status: undefined, title: { to: 'Moj', base: { value: 'Stari naslov', version: 1 } } }),
  )
  const conflict: TextConflict = {
    field: 'title',
    base: 'Stari naslov',
    mine: 'Moj',
    theirs: 'Njihov',
    theirsVersion: 2,
    changedBy: null,
    changedAt: null,
  }
  markSending(world.outbox, [update.opId])
  recordResults(world.outbox, [{ status: 'conflict', opId: update.opId, seq: world.seq() + 1, conflict }], NOW)
  world.change({ table: 'cases', row: { ...row, title: 'Njihov', versions: { ...row.versions, title: 2 } } })
  expect(open(world)).toMatchObject([{ title: 'Njihov', conflict: true, pending: false }])
  expect(found(world, 'moj')).toEqual([])
})

test('files go with the note that is only here, and give way to the rows of the portal', () => {
  const row = aCase()
  const world = aWorld({ ...surroundings, cases: [row] })
  const file = {
    id: crypto.randomUUID(),
    fileName: 'slika.png',
    mediaType: 'image/png',
    size: 5,
    sha256: 'a'.repeat(64),
  }
  const reply = world.act(aReply(row.id, { attachments: [file] }))
  expect(notes(world, row.id)).toMatchObject([{ attachments: [{ id: file.id, fileName: 'slika.png', size: 5 }] }])
  const arrived = anAttachment({ ...file, caseId: row.id, noteId: reply.opId })
  world.change(
    { table: 'notes', row: aNote({ id: reply.opId, caseId: row.id, authorKind: 'agent', authorId: me.id }) },
    { table: 'attachments', row: arrived },
  )
  expect(notes(world, row.id)).toMatchObject([{ sending: null, attachments: [{ id: file.id }] }])
  const other = world.act(aReply(row.id, { attachments: [{ ...file, id: crypto.randomUUID() }] }))
  withdrawOperation(world.outbox, other.opId, NOW)
  world.show(row.id)
  expect(world.mirror.prepare('SELECT count(*) FROM attachments', { pluck: true }).get()).toBe(1)
})
