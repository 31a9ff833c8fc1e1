import { expect, test } from 'vitest'
import { caseDetail, findCase } from '#main/store/mirror/cases.ts'
import { applyChanges, applyChangesInSlices, refreshSearch } from '#main/store/mirror/changes.ts'
import { findDevices } from '#main/store/mirror/devices.ts'
import { queueCounters } from '#main/store/mirror/queues.ts'
import { searchCases } from '#main/store/mirror/search.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import { aCase, aCaseEvent, aContact, aDevice, aNote, anAccount, anAgent, anAttachment } from '#test/factories/rows.ts'
import { aWorld, itemOf, NOTHING_DUE, STILL, type World } from './support.ts'

const found = (world: World, text: string) => searchCases(world.mirror, text, 50).map(({ id }) => id)
const thread = (world: World, caseId: string) => caseThread(world.mirror, { caseId, limit: 50, me: null }).items
const none = () => []

test('rows, counters, full text and cursor move together', () => {
  const world = aWorld()
  const row = aCase({ title: 'Vrata se ne odprejo' })
  const note = aNote({ caseId: row.id, body: 'Ključavnica škripa' })
  const applied = world.change({ table: 'cases', row }, { table: 'notes', row: note })
  expect(applied).toEqual({
    caseIds: [row.id],
    newNotes: [{ id: note.id, caseId: row.id, authorKind: 'customer', authorId: note.authorId, visibility: 'public' }],
    namesChanged: false,
    registrationsChanged: false,
    customersChanged: false,
    rmasChanged: false,
    templatesChanged: false,
    viewsChanged: false,
    macrosChanged: false,
  })
  expect(findCase(world.mirror, row.id)).toEqual(row)
  expect(queueCounters(world.mirror, null, NOTHING_DUE).unassigned).toBe(1)
  expect(found(world, 'skripa')).toEqual([row.id])
  expect(mirrorState(world.mirror).cursor).toBe('e.2')
})

test('when something fails in the middle, nothing of it is there', () => {
  const world = aWorld()
  const row = aCase({ title: 'Nikoli' })
  const change = () =>
    applyChanges(world.mirror, {
      items: [itemOf({ table: 'cases', row }, 1)],
      cursor: 'e.1',
      pendingOf: () => {
        throw new Error('power cut')
      },
    })
  expect(change).toThrow('power cut')
  expect(mirrorState(world.mirror).cursor).toBe('e.0')
  expect(findCase(world.mirror, row.id)).toBeNull()
  expect(queueCounters(world.mirror, null, NOTHING_DUE).open).toBe(0)
  expect(found(world, 'nikoli')).toEqual([])
})

test('an item that the cursor has passed is left alone', () => {
  const world = aWorld()
  const row = aCase()
  world.change({ table: 'cases', row }, { table: 'cases', gone: row.id })
  const again = { items: [itemOf({ table: 'cases', row }, 1)], cursor: 'e.1', pendingOf: none }
  expect(applyChanges(world.mirror, again).caseIds).toEqual([])
  expect(findCase(world.mirror, row.id)).toBeNull()
  expect(mirrorState(world.mirror).cursor).toBe('e.2')
})

test('a row that is newer here, as a page of the first sync may be, is left alone', () => {
  const row = aCase({ title: 'Novejši' })
  const note = aNote({ caseId: row.id, body: 'novejše' })
  // The first sync gives them the seqs 1 and 1 of their tables; the cursor then stands at 2.
  const world = aWorld({ cases: [row], notes: [note] })
  world.mirror.exec('UPDATE cases SET seq = 40; UPDATE notes SET seq = 40')
  const older = [
    itemOf({ table: 'cases', row: { ...row, title: 'Starejši' } }, 30),
    itemOf({ table: 'notes', row: { ...note, body: 'starejše' } }, 31),
    itemOf({ table: 'notes', gone: note.id }, 32),
    itemOf({ table: 'cases', gone: row.id }, 33),
  ]
  applyChanges(world.mirror, { items: older, cursor: 'e.33', pendingOf: none })
  expect(findCase(world.mirror, row.id)?.title).toBe('Novejši')
  expect(thread(world, row.id)).toMatchObject([{ body: 'novejše' }])
})

test('changes before the first sync or of another epoch are refused', () => {
  const world = aWorld()
  const items = [itemOf({ table: 'cases', row: aCase() }, 5)]
  expect(() => applyChanges(world.mirror, { items, cursor: 'other.5', pendingOf: none })).toThrow(/epoch/)
  expect(mirrorState(world.mirror).cursor).toBe('e.0')
})

test.each(['tombstone', 'eviction'] as const)('a %s takes a case with all that belongs to it', (kind) => {
  const row = aCase({ title: 'Odhaja' })
  const stays = aCase({ title: 'Ostane' })
  const note = aNote({ caseId: row.id })
  const world = aWorld({
    cases: [row, stays],
    notes: [note],
    caseEvents: [aCaseEvent({ caseId: row.id })],
    attachments: [anAttachment({ caseId: row.id })],
  })
  expect(world.change({ table: 'cases', gone: row.id, kind }).caseIds).toEqual([row.id])
  expect(caseDetail(world.mirror, row.id)).toBeNull()
  expect(thread(world, row.id)).toEqual([])
  expect(found(world, 'odhaja')).toEqual([])
  expect(found(world, 'ostane')).toEqual([stays.id])
  expect(queueCounters(world.mirror, null, NOTHING_DUE).open).toBe(1)
  // It may come back, and nothing of before is doubled.
  world.change({ table: 'cases', row }, { table: 'notes', row: note })
  expect(found(world, 'odhaja')).toEqual([row.id])
  expect(thread(world, row.id)).toHaveLength(1)
})

test('a removed note leaves the thread and the full text', () => {
  const row = aCase()
  const note = aNote({ caseId: row.id, body: 'Zaupno' })
  const world = aWorld({ cases: [row], notes: [note] })
  expect(world.change({ table: 'notes', gone: note.id })).toMatchObject({ caseIds: [row.id], newNotes: [] })
  expect(thread(world, row.id)).toEqual([])
  expect(found(world, 'zaupno')).toEqual([])
})

test('a changed note is not a new one', () => {
  const row = aCase()
  const note = aNote({ caseId: row.id })
  const world = aWorld({ cases: [row], notes: [note] })
  const changed = world.change({ table: 'notes', row: { ...note, body: 'Popravljeno' } })
  expect(changed).toMatchObject({ caseIds: [row.id], newNotes: [] })
  expect(found(world, 'popravljeno')).toEqual([row.id])
})

test('a renamed company is found by its new name after the full text was brought up to date', () => {
  const account = anAccount({ name: 'Staro ime' })
  const contact = aContact({ accountId: account.id, lastName: 'Prejšnja' })
  const rows = Array.from({ length: 120 }, () => aCase({ accountId: account.id, contactId: contact.id }))
  const world = aWorld({ accounts: [account], contacts: [contact], cases: rows })
  const before = found(world, 'staro')
  const change = world.change(
    { table: 'accounts', row: { ...account, name: 'Novo ime' } },
    { table: 'contacts', row: { ...contact, lastName: 'Poznejša' } },
  )
  expect(change).toEqual({
    caseIds: [],
    newNotes: [],
    namesChanged: true,
    registrationsChanged: false,
    customersChanged: true,
    rmasChanged: false,
    templatesChanged: false,
    viewsChanged: false,
    macrosChanged: false,
  })
  let slices = 0
  while (refreshSearch(world.mirror, STILL)) slices++
  expect(slices).toBeGreaterThan(1)
  expect(found(world, 'staro')).toEqual([])
  expect(found(world, 'prejsnja')).toEqual([])
  // A new name does not make a case newer.
  expect(found(world, 'novo poznejsa')).toEqual(before)
})

test('the same company again changes no names', () => {
  const account = anAccount()
  const world = aWorld({ accounts: [account] })
  expect(world.change({ table: 'accounts', row: { ...account, city: 'Celje' } }).namesChanged).toBe(false)
  expect(world.change({ table: 'agents', row: anAgent() }).namesChanged).toBe(true)
})

test('a device is found by its present serial number only', () => {
  const device = aDevice({ serialNumber: 'ZT-111-222333' })
  const world = aWorld({ devices: [device] })
  world.change({ table: 'devices', row: { ...device, serialNumber: 'ZT-999-888777' } })
  expect(findDevices(world.mirror, '1222', 10)).toEqual([])
  expect(findDevices(world.mirror, '9888', 10)).toMatchObject([{ id: device.id }])
  world.change({ table: 'devices', gone: device.id })
  expect(findDevices(world.mirror, 'zt999', 10)).toEqual([])
  expect(findDevices(world.mirror, '9888', 10)).toEqual([])
})

test('a page in slices does what the page does at once; every slice carries its own cursor', () => {
  const whole = aWorld()
  const sliced = aWorld()
  const rows = Array.from({ length: 300 }, () => aCase())
  const items = rows.flatMap((row, at) => [
    itemOf({ table: 'cases', row }, at * 2 + 1),
    itemOf({ table: 'notes', row: aNote({ caseId: row.id, body: `Beseda${at % 10}` }) }, at * 2 + 2),
  ])
  const change = { items, cursor: 'e.600', pendingOf: none }
  const atOnce = applyChanges(whole.mirror, change)
  const cursors: (string | null)[] = []
  const caseIds = new Set<string>()
  let newNotes = 0
  for (const applied of applyChangesInSlices(sliced.mirror, change, STILL)) {
    cursors.push(mirrorState(sliced.mirror).cursor)
    for (const id of applied.caseIds) caseIds.add(id)
    newNotes += applied.newNotes.length
  }
  expect(cursors[0]).toBe('e.25')
  expect(cursors.at(-1)).toBe('e.600')
  expect([...caseIds]).toEqual(atOnce.caseIds)
  expect(newNotes).toBe(300)
  expect(queueCounters(sliced.mirror, null, NOTHING_DUE)).toEqual(queueCounters(whole.mirror, null, NOTHING_DUE))
  expect(found(sliced, 'beseda3')).toEqual(found(whole, 'beseda3'))
})

test('leaving between two slices loses nothing: the rest comes with the next page', () => {
  const world = aWorld()
  const rows = Array.from({ length: 100 }, () => aCase())
  const items = rows.map((row, at) => itemOf({ table: 'cases', row }, at + 1))
  applyChangesInSlices(world.mirror, { items, cursor: 'e.100', pendingOf: none }, STILL).next()
  expect(queueCounters(world.mirror, null, NOTHING_DUE).open).toBe(25)
  for (const _ of applyChangesInSlices(world.mirror, { items, cursor: 'e.100', pendingOf: none }, STILL));
  expect(queueCounters(world.mirror, null, NOTHING_DUE).open).toBe(100)
})

test('an empty page only moves the cursor', () => {
  const world = aWorld()
  const steps = [...applyChangesInSlices(world.mirror, { items: [], cursor: 'e.9', pendingOf: none }, STILL)]
  expect(steps[0]).toEqual({
    caseIds: [],
    newNotes: [],
    namesChanged: false,
    registrationsChanged: false,
    customersChanged: false,
    rmasChanged: false,
    templatesChanged: false,
    viewsChanged: false,
    macrosChanged: false,
  })
  expect(mirrorState(world.mirror).cursor).toBe('e.9')
})

test('very long texts are found after a few slices', () => {
  const world = aWorld()
  const rows = Array.from({ length: 8 }, (_, at) => aCase({ description: `${'beseda '.repeat(14_000)} konec${at}` }))
  world.change(...rows.map((row) => ({ table: 'cases' as const, row })))
  while (refreshSearch(world.mirror, STILL));
  for (const [at, row] of rows.entries()) expect(found(world, `konec${at}`)).toEqual([row.id])
})
