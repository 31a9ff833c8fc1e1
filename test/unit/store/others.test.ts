import { expect, test } from 'vitest'
import { countOvertaken, writtenByOthers } from '#main/store/mirror/others.ts'
import {
  countOpenRegistrations,
  findRegistration,
  isDecided,
  listRegistrations,
} from '#main/store/mirror/registrations.ts'
import { listTeams } from '#main/store/mirror/teams.ts'
import { aCase, aContact, aNote, anAgent, aRegistration, FACTORY_NOW } from '#test/factories/rows.ts'
import { aReply, aWorld } from './support.ts'

const me = anAgent()
const colleague = anAgent({ name: 'Igor Vidmar' })
const contact = aContact({ firstName: 'Jan', lastName: 'Šuštar' })
const row = aCase()
const at = (second: number) => FACTORY_NOW + second * 1000

function aTalk() {
  const world = aWorld({
    agents: [me, colleague],
    contacts: [contact],
    cases: [row],
    notes: [aNote({ caseId: row.id, authorId: contact.id, createdAt: at(1) })],
  })
  const began = world.seq()
  const since = (seq: number | null, from: number | null = null) =>
    writtenByOthers(world.mirror, { caseId: row.id, me: me.id, since: { seq, at: from } })
  return { world, began, since }
}

test('what customers and colleagues wrote since then counts, public or internal, with the newest of them named', () => {
  const { world, began, since } = aTalk()
  expect(since(began)).toBeNull()
  world.change(
    { table: 'notes', row: aNote({ caseId: row.id, authorId: contact.id, createdAt: at(5) }) },
    {
      table: 'notes',
      row: aNote({
        caseId: row.id,
        authorKind: 'agent',
        authorId: colleague.id,
        visibility: 'internal',
        createdAt: at(9),
      }),
    },
  )
  expect(since(began)).toEqual({ byName: 'Igor Vidmar', at: at(9), notes: 2 })
  expect(since(began + 1)).toEqual({ byName: 'Igor Vidmar', at: at(9), notes: 1 })
  expect(since(world.seq())).toBeNull()
})

test("one's own words and the system's do not count, nor do those of other cases", () => {
  const { world, began, since } = aTalk()
  const mine = world.act(aReply(row.id))
  world.change(
    { table: 'notes', row: aNote({ caseId: row.id, authorKind: 'agent', authorId: me.id, createdAt: at(5) }) },
    { table: 'notes', row: aNote({ caseId: row.id, authorKind: 'system', authorId: null, createdAt: at(6) }) },
    { table: 'notes', row: aNote({ createdAt: at(7) }) },
  )
  expect(mine.caseId).toBe(row.id)
  expect(since(began)).toBeNull()
})

test('without a number of the feed the instants are compared; without both nothing is known', () => {
  const { since } = aTalk()
  expect(since(null, at(0))).toMatchObject({ notes: 1, byName: 'Jan Šuštar' })
  expect(since(null, at(1))).toBeNull()
  expect(since(null)).toBeNull()
})

test('what words overtook lies between what their author had seen and their arrival', () => {
  const { world, began } = aTalk()
  const note = () => ({ table: 'notes' as const, row: aNote({ caseId: row.id, authorId: contact.id }) })
  world.change(note(), note(), note())
  const count = (from: number, to: number) => countOvertaken(world.mirror, { caseId: row.id, me: me.id, from, to })
  expect(count(began, began + 3)).toBe(2)
  expect(count(began + 1, began + 3)).toBe(1)
  expect(count(began, Number.MAX_SAFE_INTEGER)).toBe(3)
})

test('registrations: those that wait first, oldest first; then the decided ones, newest first', () => {
  const [older, newer] = [aRegistration({ createdAt: at(1) }), aRegistration({ createdAt: at(2), state: 'asked' })]
  const decided = [3, 5, 4].map((second) =>
    aRegistration({
      createdAt: at(0),
      state: second === 5 ? 'approved' : 'rejected',
      decidedAt: at(second),
      decidedBy: me.id,
      decisionReason: 'Ker',
    }),
  )
  const { mirror } = aWorld({ registrations: [newer, ...decided, older] })
  expect(listRegistrations(mirror, 10)).toEqual([older, newer, decided[1], decided[2], decided[0]])
  expect(listRegistrations(mirror, 3).map(({ id }) => id)).toEqual([older.id, newer.id, decided[1]!.id])
  expect(listRegistrations(mirror, 1)).toEqual([older])
  expect(countOpenRegistrations(mirror)).toBe(2)
  expect(findRegistration(mirror, newer.id)).toEqual(newer)
  expect([newer, decided[0]!].map(isDecided)).toEqual([false, true])
})

test('a changed registration is told apart from changed cases', () => {
  const registration = aRegistration()
  const world = aWorld({ registrations: [registration], teams: [{ id: 't', name: 'Podpora' }] })
  const change = world.change({ table: 'registrations', row: { ...registration, state: 'approved' } })
  const nothing = { caseIds: [], newNotes: [], namesChanged: false, rmasChanged: false }
  const unchanged = {
    ...nothing,
    customersChanged: false,
    templatesChanged: false,
    viewsChanged: false,
    macrosChanged: false,
  }
  expect(change).toEqual({ ...unchanged, registrationsChanged: true })
  expect(world.change({ table: 'registrations', gone: registration.id }).registrationsChanged).toBe(true)
  expect(listTeams(world.mirror)).toEqual([{ id: 't', name: 'Podpora' }])
  expect(world.change({ table: 'teams', row: { id: 't', name: 'Pomoč' } }).namesChanged).toBe(true)
})
