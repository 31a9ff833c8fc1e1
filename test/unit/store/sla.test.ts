import { expect, test } from 'vitest'
import { countFiltered } from '#main/store/mirror/filtered-list.ts'
import { queueCounters, queuePage } from '#main/store/mirror/queues.ts'
import { dueBounds, serviceLevels } from '#main/store/mirror/service-levels.ts'
import type { SlaClock } from '#shared/domain/sla.ts'
import { aCase, aContact, anEntitlement, serviceLevelsOf } from '#test/factories/rows.ts'
import { aCreation, anEstimateToSend, anUpdate, aReply, aWorld, NOW, type World } from './support.ts'

// NOW is a Monday, 9:00 in Ljubljana.
const HOUR = 3_600_000
const levels = serviceLevelsOf()
const running = (dueAt: number): SlaClock => ({ state: 'running', dueAt })
const open = aCase({
  createdAt: NOW - HOUR,
  firstResponse: running(NOW + 7 * HOUR),
  resolution: running(NOW + 30 * HOUR),
})

const watched = ({ mirror }: World, caseId: string) =>
  queuePage(mirror, {
    ...{ queue: 'all', sort: 'due', direction: 'asc', me: null, now: NOW },
    ...{ anchor: { at: 'start' }, limit: 100 },
  }).rows.find(({ id }) => id === caseId)?.sla

test('S69: a reply that waits to be sent stops the clock on this desk at once; taken back, it runs on', () => {
  const world = aWorld({ cases: [open], serviceLevels: [levels] })
  expect(watched(world, open.id)).toEqual({ goal: 'firstResponse', clock: open.firstResponse })
  const reply = world.act(aReply(open.id))
  expect(watched(world, open.id)).toEqual({ goal: 'resolution', clock: open.resolution })
  world.outbox.prepare('DELETE FROM operation WHERE op_id = ?').run(reply.opId)
  world.show(open.id)
  expect(watched(world, open.id)).toEqual({ goal: 'firstResponse', clock: open.firstResponse })
})

test('S69: an internal note leaves the clock running', () => {
  const world = aWorld({ cases: [open], serviceLevels: [levels] })
  world.act(aReply(open.id, { visibility: 'internal' }))
  expect(watched(world, open.id)?.goal).toBe('firstResponse')
})

test('S69: waiting for the customer, an estimate, closing and opening again take their steps offline too', () => {
  const world = aWorld({ cases: [{ ...open, firstResponse: null }], serviceLevels: [levels] })
  const waiting = { to: 'waiting_for_details', base: { value: 'in_progress', version: 1 } } as const
  world.act(anUpdate(open.id, { status: waiting, authoredAt: NOW }))
  // Seven hours of Monday, and of Tuesday as many until it would have been due.
  expect(watched(world, open.id)).toEqual({ goal: 'resolution', clock: { state: 'paused', left: 14 * HOUR } })
  const resolved = { to: 'resolved', base: { value: 'waiting_for_details', version: 2 } } as const
  world.act(anUpdate(open.id, { status: resolved, authoredAt: NOW + HOUR }))
  expect(watched(world, open.id)?.clock).toEqual({ state: 'met', at: NOW + HOUR, left: 14 * HOUR })
  const again = { to: 'in_progress', base: { value: 'resolved', version: 3 } } as const
  world.act(anUpdate(open.id, { status: again, authoredAt: NOW + 2 * HOUR }))
  expect(watched(world, open.id)?.clock).toEqual(running(NOW + 48 * HOUR))

  const other = aWorld({ cases: [open], serviceLevels: [levels] })
  other.act(anEstimateToSend(open.id))
  expect(watched(other, open.id)?.clock.state).toBe('paused')
})

test('S69: a case that is entered here has the promise of its contract, or the usual one', () => {
  const contact = aContact()
  const contract = anEntitlement({ accountId: contact.accountId, firstResponseMinutes: 120, resolutionMinutes: null })
  const world = aWorld({ contacts: [contact], entitlements: [contract], serviceLevels: [levels] })
  const usual = world.act(aCreation({ contactId: contact.id, authoredAt: NOW }))
  const promised = world.act(aCreation({ contactId: contact.id, entitlementId: contract.id, authoredAt: NOW }))
  expect(watched(world, usual.caseId)?.clock).toEqual(running(NOW + 24 * HOUR))
  expect(watched(world, promised.caseId)?.clock).toEqual(running(NOW + 2 * HOUR))
  expect(queueCounters(world.mirror, null, dueBounds(world.mirror, NOW, 4 * HOUR))).toMatchObject({ at_risk: 1 })
})

test('the portal has the last word, whatever this desk had worked out', () => {
  const world = aWorld({ cases: [open], serviceLevels: [levels] })
  world.act(aReply(open.id))
  const late: SlaClock = { state: 'late', at: NOW, dueAt: NOW - 1 }
  world.outbox.exec('DELETE FROM operation')
  world.change({ table: 'cases', row: { ...open, firstResponse: late, resolution: null } })
  expect(watched(world, open.id)).toEqual({ goal: 'firstResponse', clock: late })
})

test('the hours are the portal’s, and the usual ones before they are known', () => {
  const world = aWorld()
  expect(serviceLevels(world.mirror)).toMatchObject({
    hours: { holidays: [], timeZone: 'Europe/Ljubljana' },
    usual: { firstResponseMinutes: null, resolutionMinutes: null },
  })
  world.change({ table: 'serviceLevels', row: serviceLevelsOf({ holidays: ['2026-03-03'] }) })
  const { time } = serviceLevels(world.mirror)
  expect(time.after(NOW, 8 * HOUR)).toBe(NOW + 48 * HOUR)
  expect(serviceLevels(world.mirror).time).toBe(time)
})

test('what is due in hours is counted in opening hours, in days in working days', () => {
  const due = (instant: number) => aCase({ resolution: running(instant) })
  // Friday 15:00, and the same an hour of opening later: Monday 8:00.
  const friday = NOW + 4 * 24 * HOUR + 6 * HOUR
  const monday = NOW + 7 * 24 * HOUR - HOUR
  const { mirror } = aWorld({ cases: [due(friday), due(monday + 1)], serviceLevels: [levels] })
  const count = (written: string, now: number) => countFiltered(mirror, written, { me: null, now })
  expect(count('due:<1h', friday)).toBe(1)
  expect(count('due:<2h', friday)).toBe(2)
  expect(count('due:<1d', NOW)).toBe(0)
  expect(count('due:<4d', NOW)).toBe(0)
  expect(count('due:<5d', NOW)).toBe(2)
  expect(count('due:>4d', NOW)).toBe(2)
  expect(count('rok:<1t', NOW)).toBe(2)
})
