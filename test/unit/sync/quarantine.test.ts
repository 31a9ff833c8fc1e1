import { expect, it } from 'vitest'
import { appendOperation, countOperations } from '#main/store/outbox/operations.ts'
import { recordResults, retryOperation } from '#main/store/outbox/sending.ts'
import type { PortalClient } from '#main/sync/portal-client.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { aCreation, anEstimateToSend, anEstimateToWithdraw, aQuestion } from '../store/support.ts'
import { applied, lab } from './lab.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** A portal on which every request fails that holds one of the poisonous operations. */
function poisoned(fault = () => new PortalFault('unavailable', 'HTTP 500')) {
  const poison = new Set<string>()
  const requests: string[][] = []
  const push: PortalClient['push'] = ({ operations }) => {
    requests.push(operations.map(({ opId }) => opId))
    if (operations.some(({ opId }) => poison.has(opId))) return Promise.reject(fault())
    return Promise.resolve({ results: operations.map(applied) })
  }
  const poisonous = (opId: string) => {
    poison.add(opId)
    return opId
  }
  return { poison, poisonous, requests, push }
}

it('S17: one poisonous operation is found in a batch of fifty, and its neighbours go through in the same round', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const all = await desk.offline(() => {
    const written = Array.from({ length: 50 }, (_, at) => desk.write(`case ${at}`))
    portal.poison.add(written[33]!)
    return written
  })
  expect(all.filter((opId) => desk.stateOf(opId) !== 'settled')).toEqual([all[33]])
  expect(desk.stored(all[33]!)).toMatchObject({
    state: 'waiting',
    attempts: 1,
    problem: { code: 'portal_unavailable' },
  })
  expect(portal.requests.length).toBeLessThanOrEqual(14)
  // The others were never blamed for being with it.
  expect(desk.scheduler.state()).toMatchObject({ waiting: 1, problem: { code: 'portal_unavailable' } })
})

it('S17: an operation that has failed goes alone, and batches are whole again for the others', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const bad = await desk.offline(() => portal.poisonous(desk.write('bad')))
  await desk.offline(() => {
    portal.requests.length = 0
    for (let at = 0; at < 50; at++) desk.write(`case ${at}`)
  })
  await desk.pass(5 * MINUTE)
  expect(portal.requests.filter((ids) => ids.includes(bad)).every((ids) => ids.length === 1)).toBe(true)
  expect(Math.max(...portal.requests.map((ids) => ids.length))).toBe(50)
  expect(countOperations(desk.outbox)).toMatchObject({ settled: 50, waiting: 1 })
})

it('S18: it is quarantined after eight failures and an hour, with its dependents; the rest of its lane and others go on', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const [bad, dependent, ofDependent, sameLane, elsewhere] = await desk.offline(() => {
    const first = portal.poisonous(desk.write('lane'))
    const second = desk.write('other lane', { dependsOn: [first] })
    const third = desk.write('third lane', { dependsOn: [second] })
    return [first, second, third, desk.write('lane'), desk.write('free')] as const
  })
  expect(desk.stateOf(elsewhere)).toBe('settled')
  await desk.pass(55 * MINUTE)
  // Often enough, but not long enough: until then the order of the lane is kept.
  expect(desk.stored(bad)!.attempts).toBeGreaterThan(8)
  expect([bad, sameLane, dependent].map(desk.stateOf)).toEqual(['waiting', 'waiting', 'waiting'])
  await desk.pass(10 * MINUTE)
  expect([bad, dependent, ofDependent].map(desk.stateOf)).toEqual(['quarantined', 'quarantined', 'quarantined'])
  expect([sameLane, elsewhere].map(desk.stateOf)).toEqual(['settled', 'settled'])
  expect(desk.stored(bad)!.problem).toEqual({ code: 'portal_unavailable', params: { seconds: 0 } })
  expect(desk.stored(dependent)!.problem).toEqual({ code: 'quarantined', params: {} })
  expect(desk.scheduler.state()).toMatchObject({ waiting: 0, quarantined: 3, problem: null })
  expect(desk.stored(bad)!.operation).toMatchObject({ body: 'Odgovor' })
})

it('S18: a clock that is set back a day delays the quarantine by no day', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const bad = await desk.offline(() => portal.poisonous(desk.write('lane')))
  await desk.pass(30 * MINUTE)
  desk.setClockBy(-24 * HOUR)
  await desk.pass(70 * MINUTE)
  expect(desk.stateOf(bad)).toBe('quarantined')
})

it('S18: later work on a case that could not be made is quarantined with it', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const creation = aCreation({ caseId: 'new case' })
  portal.poisonous(creation.opId)
  const reply = await desk.offline(() => {
    appendOperation(desk.outbox, creation)
    return desk.write('new case')
  })
  await desk.pass(2 * HOUR)
  expect([creation.opId, reply].map(desk.stateOf)).toEqual(['quarantined', 'quarantined'])
})

it('S18: a retry resets the counters of a quarantined operation and of all that went with it', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const [bad, dependent] = await desk.offline(() => {
    const first = portal.poisonous(desk.write('lane'))
    return [first, desk.write('other lane', { dependsOn: [first] })] as const
  })
  await desk.pass(2 * HOUR)
  expect(desk.stateOf(dependent)).toBe('quarantined')
  portal.poison.clear()
  // Asked of the dependent: it can only go after what it depends on.
  expect(retryOperation(desk.outbox, dependent)).toBe(true)
  expect(desk.stored(bad)).toMatchObject({ state: 'waiting', attempts: 0, firstFailedAt: null, problem: null })
  desk.scheduler.syncNow()
  await desk.rest()
  expect([bad, dependent].map(desk.stateOf)).toEqual(['settled', 'settled'])
})

it.each([
  ['unreachable', () => new PortalFault('unreachable')],
  ['timeout', () => new PortalFault('timeout')],
  ['throttled', () => new PortalFault('throttled', '', { retryAfterMs: 120_000 })],
  ['busy', () => new PortalFault('unavailable', '', { retryAfterMs: 120_000 })],
])('S18: a line that is %s never counts, however long', async (_, fault) => {
  const portal = poisoned(fault)
  const desk = await lab({ push: portal.push }).started()
  const opId = await desk.offline(() => portal.poisonous(desk.write()))
  await desk.pass(4 * HOUR)
  expect(desk.stored(opId)).toMatchObject({ state: 'waiting', attempts: 0 })
})

it('S19: a portal that takes no work at all quarantines nothing, though it can be read', async () => {
  const fail = () => Promise.reject(new PortalFault('unavailable', 'HTTP 500'))
  const desk = await lab({ push: fail, cancel: fail }).started()
  const all = Array.from({ length: 5 }, (_, at) => desk.write(`case ${at}`))
  await desk.pass(4 * HOUR)
  expect(all.map((opId) => desk.stored(opId)?.attempts)).toEqual([0, 0, 0, 0, 0])
  expect(desk.scheduler.state()).toMatchObject({ waiting: 5, quarantined: 0, problem: { code: 'portal_unavailable' } })
})

it('S19: what the portal itself says it failed with counts; what merely waits there does not', async () => {
  let broken = ''
  let waits = ''
  const push: PortalClient['push'] = ({ operations }: { operations: Operation[] }) =>
    Promise.resolve({
      results: operations.map(({ opId }) =>
        opId === broken || opId === waits
          ? { status: 'retry', opId, afterMs: 60_000, ...(opId === broken ? { failed: true } : {}) }
          : applied({ opId }),
      ),
    })
  const desk = await lab({ push }).started()
  await desk.offline(() => {
    broken = desk.write('a')
    waits = desk.write('b')
  })
  await desk.pass(3 * HOUR)
  expect(desk.stateOf(broken)).toBe('quarantined')
  expect(desk.stored(waits)).toMatchObject({ state: 'waiting', attempts: 0 })
})

it('S18: an answer that comes after the quarantine still counts', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const bad = await desk.offline(() => portal.poisonous(desk.write()))
  await desk.pass(2 * HOUR)
  expect(desk.stateOf(bad)).toBe('quarantined')
  recordResults(desk.outbox, [{ status: 'applied', opId: bad, seq: 7 }], desk.now())
  expect(desk.stored(bad)).toMatchObject({ state: 'settled', seq: 7 })
})

it('S18: what withdraws an estimate that cannot be sent is set aside with it, and goes with it again', async () => {
  const portal = poisoned()
  const desk = await lab({ push: portal.push }).started()
  const sent = anEstimateToSend('case')
  const withdrawal = anEstimateToWithdraw('case', sent.opId, { dependsOn: [sent.opId] })
  const question = aQuestion('registration')
  await desk.offline(() => {
    portal.poisonous(sent.opId)
    for (const operation of [sent, withdrawal, question]) appendOperation(desk.outbox, operation)
    return desk.write('case')
  })
  for (let hour = 0; hour < 3; hour++) {
    await desk.pass(HOUR)
    desk.write('others')
  }
  expect(desk.stateOf(sent.opId)).toBe('quarantined')
  expect(desk.stored(withdrawal.opId)).toMatchObject({ state: 'quarantined', problem: { code: 'quarantined' } })
  // Another lane, and what only came later in this one, has long gone.
  expect(desk.stateOf(question.opId)).toBe('settled')
  expect(countOperations(desk.outbox)).toMatchObject({ quarantined: 2, waiting: 0 })
  portal.poison.clear()
  retryOperation(desk.outbox, sent.opId)
  desk.scheduler.syncNow()
  await desk.rest()
  expect([sent, withdrawal].map(({ opId }) => desk.stateOf(opId))).toEqual(['settled', 'settled'])
})
