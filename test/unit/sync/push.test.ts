import { expect, it } from 'vitest'
import { PortalFault } from '#main/sync/portal-fault.ts'
import type { Operation, OperationResult } from '#shared/portal-api/operations.ts'
import { aGuardedDesk } from './guarded-desk.ts'
import { applied, lab } from './lab.ts'

const MINUTE = 60_000

/** Somebody is asked about deletions, so that nothing is pulled. */
async function aDeskThatAsks() {
  const world = await aGuardedDesk({ carriesOut: true })
  const { desk, portal, accounts, ids, pull } = world
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  expect(desk.scheduler.state().heldDeletions).not.toBeNull()
  return world
}

it('S20: what waits for a pull costs no requests while a person is asked, and goes at once after the answer', async () => {
  const { desk, portal, cases, move } = await aDeskThatAsks()
  const requestsInAnHour = async () => {
    portal.asked.length = 0
    await desk.pass(60 * MINUTE)
    return portal.asked.length
  }
  const quiet = await requestsInAnHour()
  const { id } = cases[0]!
  const first = move(id, 'researching')
  await desk.rest()
  const second = move(id, 'in_progress')
  await desk.rest()
  expect([first, second].map(desk.stateOf)).toEqual(['settled', 'waiting'])
  expect(await requestsInAnHour()).toBeLessThanOrEqual(quiet + 2)
  expect(desk.stateOf(second)).toBe('waiting')
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(desk.stateOf(second)).toBe('settled')
})

it('S20: what waits for a pull goes at once when the question has gone by itself', async () => {
  const { desk, portal, accounts, cases, move, pull } = await aDeskThatAsks()
  const { id } = cases[0]!
  move(id, 'researching')
  await desk.rest()
  const second = move(id, 'in_progress')
  await desk.rest()
  portal.put('accounts', ...accounts.slice(0, 100))
  await pull()
  expect(desk.scheduler.state().heldDeletions).toBeNull()
  expect(desk.stateOf(second)).toBe('settled')
})

it('S20: however much waits for a pull, other cases are sent while a person is asked', async () => {
  const { desk, cases, move, reply } = await aDeskThatAsks()
  await desk.offline(() => cases.map(({ id }) => move(id, 'researching')))
  const waiting = await desk.offline(() => [
    ...cases.map(({ id }) => move(id, 'in_progress')),
    ...cases.map(({ id }) => reply(id)),
  ])
  const words = reply('another case')
  await desk.rest()
  expect(desk.stateOf(words)).toBe('settled')
  expect(new Set(waiting.map(desk.stateOf))).toEqual(new Set(['waiting']))
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(new Set(waiting.map(desk.stateOf))).toEqual(new Set(['settled']))
})

it('S90: what stands on a refused change goes in the same round, with or without a pull', async () => {
  const { desk, portal, cases, move, reply } = await aDeskThatAsks()
  const { push } = portal.client
  const refused = new Set<string>()
  const refuse = ({ opId }: Operation): OperationResult => ({ status: 'rejected', opId, code: 'not_found', detail: '' })
  portal.client.push = async ({ clientId, operations }, signal) => {
    const taken = operations.filter(({ opId }) => !refused.has(opId))
    const { results } = await push({ clientId, operations: taken }, signal)
    return { results: [...results, ...operations.filter(({ opId }) => refused.has(opId)).map(refuse)] }
  }
  const { id } = cases[0]!
  const [first, second, words] = await desk.offline(() => {
    const opId = move(id, 'researching')
    refused.add(opId)
    return [opId, move(id, 'resolved'), reply(id)] as const
  })
  expect([first, second, words].map(desk.stateOf)).toEqual(['rejected', 'settled', 'settled'])
})

it('S17: a poisonous operation is found in the same round, whatever waits beside it', async () => {
  const { desk, portal, cases, move, reply } = await aDeskThatAsks()
  await desk.offline(() => cases.slice(0, 30).map(({ id }) => move(id, 'researching')))
  const { push } = portal.client
  const poison = new Set<string>()
  portal.client.push = (request, signal) =>
    request.operations.some(({ opId }) => poison.has(opId))
      ? Promise.reject(new PortalFault('unavailable', 'HTTP 500'))
      : push(request, signal)
  const written = await desk.offline(() => {
    for (const { id } of cases.slice(0, 30)) move(id, 'in_progress')
    // Each with another change on top, which waits as well.
    const changes = cases.slice(30).flatMap(({ id }) => [move(id, 'researching'), move(id, 'in_progress')])
    const words = Array.from({ length: 40 }, (_, at) => reply(`other ${at}`))
    poison.add(words[33]!)
    return [...changes.filter((_, at) => at % 2 === 0), ...words]
  })
  const left = written.filter((opId) => desk.stateOf(opId) !== 'settled')
  expect(left).toEqual([...poison])
  expect(desk.stored(left[0]!)).toMatchObject({ state: 'waiting', attempts: 1 })
})

it('S10: what depends on a decided operation does not wait for a portal that was restored from a copy and forgot it', async () => {
  const known = new Set<string>()
  const desk = await lab({
    push: async ({ operations }) => ({
      results: operations.map((operation) => {
        const { opId, dependsOn } = operation
        if (dependsOn.some((id) => !known.has(id))) return { status: 'retry', opId, afterMs: 1000 }
        known.add(opId)
        return applied(operation)
      }),
    }),
  }).started()
  const first = desk.write('one lane')
  await desk.rest()
  known.clear()
  const second = await desk.offline(() => desk.write('other lane', { dependsOn: [first] }))
  expect([first, second].map(desk.stateOf)).toEqual(['settled', 'settled'])
})
