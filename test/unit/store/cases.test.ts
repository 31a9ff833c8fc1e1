import { expect, test } from 'vitest'
import { agentName, listAgents } from '#main/store/mirror/agents.ts'
import { caseDetail, caseHeads, findCase } from '#main/store/mirror/cases.ts'
import { getMirrorValue, putMirrorValue } from '#main/store/mirror/state.ts'
import { caseThread } from '#main/store/mirror/threads.ts'
import {
  aCase,
  aCaseEvent,
  aContact,
  aDevice,
  aNote,
  anAccount,
  anAgent,
  anEntitlement,
  FACTORY_NOW,
} from '#test/factories/rows.ts'
import { aReply, aWorld } from './support.ts'

const me = anAgent({ name: 'Maja Kotnik' })
const gone = anAgent({ name: 'Nekdanji Sodelavec', active: false })
const account = anAccount()
const contact = aContact({ accountId: account.id, firstName: 'Jan', lastName: 'Šuštar' })
const entitlement = anEntitlement({ accountId: account.id })
const device = aDevice({ serialNumber: 'ZT-500-OO1', accountId: account.id })
const base = { accountId: account.id, contactId: contact.id }

test('a case comes with everything that its pane shows', () => {
  const row = aCase({
    ...base,
    entitlementId: entitlement.id,
    serialNumber: 'zt 500 001',
    ownerId: gone.id,
    warrantyRepair: true,
    caseType: 'rma',
    customerSystemId: 'SI-1',
    customerReference: 'R-1',
    closedAt: 5,
    status: 'resolved',
    versions: { status: 4, ownerId: 2, title: 3, description: 5, teamId: 6 },
  })
  const related = Array.from({ length: 14 }, (_, at) =>
    aCase({ ...base, serialNumber: at < 3 ? 'ZT500001' : null, modifiedAt: FACTORY_NOW + at * 1000 }),
  )
  const world = aWorld({
    agents: [me, gone],
    accounts: [account],
    contacts: [contact],
    entitlements: [entitlement],
    devices: [device],
    cases: [row, ...related, aCase()],
  })
  const detail = caseDetail(world.mirror, row.id)!
  expect(detail).toMatchObject({ case: row, ownerName: 'Nekdanji Sodelavec', account, contact, entitlement, device })
  expect(findCase(world.mirror, row.id)).toEqual(row)
  const newest = related.toReversed()
  expect(detail.sameCustomer.map(({ id }) => id)).toEqual(newest.slice(0, 10).map(({ id }) => id))
  expect(detail.sameDevice.map(({ id }) => id)).toEqual(newest.slice(-3).map(({ id }) => id))
})

test('what is not here is null, not an error', () => {
  const row = aCase({ serialNumber: '---', warrantyRepair: false })
  const { mirror } = aWorld({ cases: [row] })
  expect(caseDetail(mirror, row.id)).toEqual({
    case: row,
    attention: {
      asleep: false,
      back: null,
      following: 'auto',
      readParts: [],
      readUntil: null,
      snoozedUntil: null,
      unread: false,
    },
    attachments: [],
    ownerName: null,
    account: null,
    contact: null,
    entitlement: null,
    device: null,
    deviceFacts: null,
    sameDeviceOpen: [],
    sameDevice: [],
    sameCustomer: [],
    team: null,
  })
  expect(caseDetail(mirror, 'unknown')).toBeNull()
  expect(findCase(mirror, 'unknown')).toBeNull()
  expect(caseThread(mirror, { caseId: 'unknown', limit: 5, me: null })).toEqual({ items: [], older: null })
})

test('heads of cases by id; unknown ones are left out', () => {
  const rows = [aCase(), aCase()]
  const { mirror } = aWorld({ cases: rows })
  expect(caseHeads(mirror, [rows[1]!.id, 'unknown', rows[0]!.id])).toEqual(
    new Map(rows.toReversed().map(({ id, caseNumber, title }) => [id, { caseNumber, title }])),
  )
})

test('agents: the active ones are offered, all of them have a name', () => {
  const { mirror } = aWorld({ agents: [me, gone] })
  expect(listAgents(mirror)).toEqual([
    { id: me.id, name: me.name, email: me.email, teamIds: me.teamIds, isAdmin: false },
  ])
  expect(agentName(mirror, gone.id)).toBe('Nekdanji Sodelavec')
  expect(agentName(mirror, 'unknown')).toBeNull()
})

test('a small value goes with the mirror', () => {
  const { mirror } = aWorld()
  expect(getMirrorValue(mirror, 'last-synced')).toBeNull()
  putMirrorValue(mirror, 'last-synced', { at: 5 })
  expect(getMirrorValue(mirror, 'last-synced')).toEqual({ at: 5 })
})

test('a thread has notes and events together, with the names of their authors', () => {
  const row = aCase(base)
  const at = (second: number) => FACTORY_NOW + second * 1000
  const world = aWorld({
    agents: [me, gone],
    contacts: [contact],
    cases: [row],
    notes: [
      aNote({ caseId: row.id, authorId: contact.id, createdAt: at(1) }),
      aNote({ caseId: row.id, authorKind: 'agent', authorId: me.id, visibility: 'internal', createdAt: at(3) }),
      aNote({ caseId: row.id, authorKind: 'system', authorId: null, createdAt: at(5) }),
      aNote({ createdAt: at(4) }),
    ],
    caseEvents: [
      aCaseEvent({ caseId: row.id, actorId: me.id, createdAt: at(2) }),
      aCaseEvent({ caseId: row.id, field: 'ownerId', from: null, to: gone.id, actorId: me.id, createdAt: at(4) }),
    ],
  })
  const { items, older } = caseThread(world.mirror, { caseId: row.id, limit: 50, me: me.id })
  expect(older).toBeNull()
  expect(items).toMatchObject([
    { type: 'note', authorKind: 'customer', authorName: 'Jan Šuštar', mine: false, sending: null },
    { type: 'event', field: 'status', from: 'in_progress', to: 'researching', authorName: 'Maja Kotnik' },
    { type: 'note', visibility: 'internal', authorName: 'Maja Kotnik', mine: true },
    { type: 'event', field: 'ownerId', from: null, to: 'Nekdanji Sodelavec' },
    { type: 'note', authorKind: 'system', authorName: null, mine: false },
  ])
})

test('a thread is walked page by page from the newest, also where many items share an instant', () => {
  const row = aCase()
  const instant = (nth: number) => FACTORY_NOW + Math.floor(nth / 7) * 1000
  const world = aWorld({
    cases: [row],
    notes: Array.from({ length: 40 }, (_, nth) => aNote({ caseId: row.id, createdAt: instant(nth) })),
    caseEvents: Array.from({ length: 25 }, (_, nth) => aCaseEvent({ caseId: row.id, createdAt: instant(nth) })),
  })
  const reply = world.act(aReply(row.id))
  const read = (limit: number, before?: [number, string]) =>
    caseThread(world.mirror, { caseId: row.id, before, limit, me: null })
  const all = read(200)
  expect(all.items).toHaveLength(66)
  expect(all.older).toBeNull()
  expect(all.items.at(-1)).toMatchObject({ id: reply.opId })
  for (const limit of [1, 5, 13, 65, 66]) {
    let page = read(limit)
    let ids = page.items.map(({ id }) => id)
    while (page.older) {
      page = read(limit, page.older)
      ids = [...page.items.map(({ id }) => id), ...ids]
    }
    expect(ids).toEqual(all.items.map(({ id }) => id))
  }
})
