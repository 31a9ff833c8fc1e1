import { expect, it } from 'vitest'
import { findCase } from '#main/store/mirror/cases.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { showAllPending } from '#main/sync/overlay.ts'
import type { PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import {
  aCase,
  aCaseEvent,
  aCaseMark,
  aConsent,
  aContact,
  aDevice,
  aMacro,
  aNote,
  anAccount,
  anAgent,
  anAttachment,
  anEntitlement,
  anEstimate,
  aRegistration,
  aTeam,
  aTemplate,
  aView,
} from '#test/factories/rows.ts'
import { aCreation, anUpdate, aReply } from '../store/support.ts'
import { fakePortal } from './fake-portal.ts'
import { lab } from './lab.ts'

const DAY = 86_400_000

/** A desk with rows of every table. */
async function aDesk(overrides: Partial<PortalClient> = {}) {
  const portal = fakePortal()
  const cases = Array.from({ length: 120 }, (_, at) =>
    aCase({ warrantyRepair: [null, true, false][at % 3]!, ownerId: null }),
  )
  portal.put('teams', aTeam())
  portal.put('agents', anAgent({ teamIds: ['a', 'b'] }), anAgent({ active: false, teamIds: [] }))
  portal.put('accounts', anAccount(), anAccount({ name: 'Čebelarstvo »Žnidaršič« \u2028 😀', city: null }))
  portal.put('contacts', aContact())
  portal.put('entitlements', anEntitlement())
  portal.put('devices', aDevice())
  portal.put('cases', ...cases)
  portal.put('notes', ...cases.map(({ id }) => aNote({ caseId: id, body: `Vrstica\nin "druga"\t${id}` })))
  portal.put('caseEvents', ...cases.map(({ id }) => aCaseEvent({ caseId: id })))
  portal.put(
    'registrations',
    aRegistration(),
    aRegistration({ history: [{ at: 1, step: 'asked', agentId: 'a', text: 'Kdo ste "vi"?' }], proof: 'mismatch' }),
  )
  portal.put('attachments', anAttachment({ caseId: cases[0]!.id }))
  portal.put('consents', aConsent(), aConsent({ kind: 'processing' }))
  const items = [{ description: 'Prevoz', quantity: 100, unitPrice: 4_990, vatRate: 9.5 }]
  portal.put('estimates', anEstimate({ caseId: cases[1]!.id }), anEstimate({ caseId: cases[2]!.id, items, endedAt: 5 }))
  portal.put('templates', aTemplate(), aTemplate({ ownerId: 'agent', bodyEn: '' }))
  portal.put('macros', aMacro(), aMacro({ ownerId: 'agent', status: null, words: 'none', snooze: 'monday' }))
  portal.put('views', aView(), aView({ ownerId: 'agent', pinned: false, filter: '' }))
  portal.put(
    'caseMarks',
    aCaseMark({ caseId: cases[3]!.id, snoozedAfter: 3, following: 'no' }),
    aCaseMark({ readUntil: 5 }),
  )
  const desk = await lab({ ...portal.calls, ...overrides }).started()
  const check = async () => {
    portal.asked.length = 0
    desk.scheduler.checkDigests()
    await desk.rest()
    return portal.asked.filter((one) => one.startsWith('digest'))
  }
  return { desk, portal, cases, check }
}

it('S24: every table is compared, and the same rows are the same', async () => {
  const { desk, check } = await aDesk()
  expect(await check()).toEqual(SYNC_TABLES.map((table) => `digest ${table}`))
  expect(desk.diverged()).toBe(0)
  expect(desk.logs).toEqual([])
})

it('S24: what is pending here is not a difference: the portal’s own rows are compared', async () => {
  const { desk, cases, check } = await aDesk({
    push: ({ operations }) =>
      Promise.resolve({ results: operations.map(({ opId }) => ({ status: 'retry', opId, afterMs: DAY })) }),
  })
  const title = { to: 'Drug naslov', base: { value: cases[2]!.title, version: 1 } }
  const written = [
    aReply(cases[0]!.id),
    anUpdate(cases[1]!.id),
    anUpdate(cases[2]!.id, { status: undefined, title }),
    aCreation(),
  ]
  await desk.offline(() => {
    for (const operation of written) appendOperation(desk.outbox, operation)
    showAllPending(desk)
  })
  expect(findCase(desk.mirror, cases[2]!.id)?.title).toBe('Drug naslov')
  await check()
  expect(desk.scheduler.state().waiting).toBe(4)
  expect(desk.diverged()).toBe(0)
})

it.each([
  ['a case', `UPDATE cases SET description = description || 'x' WHERE pk = (SELECT max(pk) FROM cases)`, 'cases'],
  ['a note', `UPDATE notes SET body = 'Drugo' || substr(body, 6) WHERE pk = (SELECT min(pk) FROM notes)`, 'notes'],
  ['an agent', `UPDATE agents SET active = 1`, 'agents'],
  ['a lost row', `DELETE FROM case_events WHERE pk = (SELECT max(pk) FROM case_events)`, 'caseEvents'],
  ['a row too many', `INSERT INTO teams VALUES ('x', 'Odveč', 1)`, 'teams'],
])('S24: %s that is not the portal’s is found, and everything is loaded again', async (_, damage, table) => {
  const { desk, portal, check } = await aDesk()
  const opId = await desk.offline(() => desk.write('elsewhere'))
  desk.mirror.exec(damage)
  await check()
  expect(desk.diverged()).toBe(1)
  expect(desk.logs.join()).toContain(`of ${table} are not the portal's`)
  expect(portal.asked).toContain('head')
  expect(desk.stored(opId)?.state).toBe('settled')
  expect(desk.scheduler.state().problem).toBeNull()
  // What was loaded is right.
  await check()
  expect(desk.diverged()).toBe(1)
})

it('S24: the problem is shown while everything is loaded again', async () => {
  const { desk, portal, check } = await aDesk()
  desk.mirror.exec(`UPDATE cases SET title = 'Narobe'`)
  const { snapshotPage } = portal.client
  const seen = new Set<string | undefined>()
  portal.client.snapshotPage = (table, after, signal) => {
    seen.add(desk.scheduler.state().problem?.code)
    return snapshotPage(table, after, signal)
  }
  await check()
  expect([...seen]).toEqual(['diverged'])
  expect(desk.scheduler.state().problem).toBeNull()
})

it('S24: once a day, also when the desk was away at the time, and not before', async () => {
  const { desk, portal } = await aDesk()
  portal.asked.length = 0
  await desk.pass(DAY - 600_000)
  expect(portal.asked.some((one) => one.startsWith('digest'))).toBe(false)
  await desk.pass(1_200_000)
  expect(portal.asked.filter((one) => one === 'digest notes')).toHaveLength(1)
  await desk.pass(DAY / 2)
  expect(portal.asked.filter((one) => one === 'digest notes')).toHaveLength(1)
})

it('S24: a portal that moves on meanwhile is met again after a pull, and nothing is blamed', async () => {
  const { desk, portal, check } = await aDesk()
  const { digest } = portal.client
  let moves = 3
  portal.client.digest = (table, signal) => {
    if (moves-- > 0) portal.put('accounts', anAccount())
    return digest(table, signal)
  }
  await check()
  expect(desk.diverged()).toBe(0)
  expect(portal.asked.filter((one) => one === 'digest attachments')).toHaveLength(1)
})

it('S24: a portal that always moves on is left alone until later', async () => {
  const { desk, portal, check } = await aDesk()
  const { digest } = portal.client
  portal.client.digest = (table, signal) => {
    portal.put('accounts', anAccount())
    return digest(table, signal)
  }
  expect((await check()).length).toBeLessThan(10)
  expect(desk.scheduler.state()).toMatchObject({ problem: null, activity: 'idle' })
})

it('S24: what is written meanwhile goes out first', async () => {
  const { desk, portal, cases, check } = await aDesk()
  const { digest } = portal.client
  let opId = ''
  portal.client.digest = (table, signal) => {
    if (opId === '') opId = desk.write(cases[0]!.id)
    if (table === 'notes') expect(desk.stateOf(opId)).toBe('settled')
    return digest(table, signal)
  }
  await check()
  expect(desk.diverged()).toBe(0)
  expect(mirrorState(desk.mirror).cursor).not.toBeNull()
})

it('S24: a portal that has no digests disturbs nothing', async () => {
  const { desk, portal, check } = await aDesk()
  portal.client.digest = () => Promise.reject(new PortalFault('bad_response', 'HTTP 404'))
  expect(await check()).toEqual([])
  expect(desk.scheduler.state()).toMatchObject({ problem: null, retryAt: null, online: true })
  const opId = desk.write('elsewhere')
  await desk.rest()
  expect(desk.stateOf(opId)).toBe('settled')
})
