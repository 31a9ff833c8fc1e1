import { expect, it } from 'vitest'
import { beginSnapshot } from '#main/store/mirror/snapshot.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import { resultsBeyond } from '#main/store/outbox/result-seqs.ts'
import { keepResults } from '#main/sync/results.ts'
import { aGuardedDesk } from './guarded-desk.ts'

const MINUTE = 60_000

/** A desk whose change has arrived and been pulled, and a portal that is then put back to the time before it. */
async function aRestoredPortal() {
  const world = await aGuardedDesk({ carriesOut: true })
  const { desk, portal, cases, accounts, move, pull } = world
  const restore = portal.backUp()
  portal.put('accounts', ...accounts.slice(0, 100))
  const { id } = cases[0]!
  const lost = move(id, 'researching')
  await desk.rest()
  await pull()
  expect(desk.stored(lost)).toMatchObject({ state: 'settled', seq: 451 })
  expect(mirrorState(desk.mirror).cursor).toBe('one.451')
  return { ...world, caseId: id, restore }
}

it('S3: of a portal that was put back the desk shows what that one has, also where it had more before', async () => {
  const { desk, caseId, restore, statusOf, pull } = await aRestoredPortal()
  expect(statusOf(caseId)).toBe('researching')
  restore()
  await pull()
  expect(mirrorState(desk.mirror).cursor).toBe('one.350')
  expect(statusOf(caseId)).toBe('in_progress')
  expect(resultsBeyond(desk.outbox, 350)).toEqual([])
})

it('S3: work on a case goes on after its portal was put back, and costs no more requests than before', async () => {
  const { desk, portal, caseId, restore, move, reply, statusOf, pull } = await aRestoredPortal()
  const onTop = await desk.offline(() => {
    restore()
    return [move(caseId, 'resolved'), reply(caseId)]
  })
  await pull()
  portal.asked.length = 0
  await desk.pass(60 * MINUTE)
  expect(onTop.map(desk.stateOf)).toEqual(['settled', 'settled'])
  expect(statusOf(caseId)).toBe('resolved')
  expect(portal.asked.length).toBeLessThan(100)
})

it('S3: so it does where it was stopped as it began to load', async () => {
  const { desk, portal, caseId, restore, statusOf } = await aRestoredPortal()
  restore()
  await desk.scheduler.stop()
  beginSnapshot(desk.mirror, await portal.client.snapshotHead(new AbortController().signal))
  await desk.restart()
  expect(statusOf(caseId)).toBe('in_progress')
  expect(resultsBeyond(desk.outbox, 350)).toEqual([])
})

it('S11: a result that comes between the head and the rows is in the rows', async () => {
  const { desk, portal, caseId, restore, reply, notesOf, pull } = await aRestoredPortal()
  let failing = true
  const { push, snapshotHead } = portal.client
  portal.client.push = async (request, signal) => {
    const answer = await push(request, signal)
    return failing ? { results: request.operations.map(({ opId }) => ({ status: 'retry', opId, afterMs: 1 })) } : answer
  }
  restore()
  const words = reply(caseId)
  portal.client.snapshotHead = async (signal) => {
    const head = await snapshotHead(signal)
    // As when the agent asks to take it back, and hears that it has arrived.
    failing = false
    const { results } = await push({ clientId: '', operations: [desk.stored(words)!.operation] }, signal)
    keepResults(desk, results, desk.now())
    return head
  }
  await pull()
  expect(desk.stored(words)).toMatchObject({ state: 'settled', seq: 0 })
  expect(notesOf(caseId).filter((id) => id === words)).toHaveLength(1)
  expect(desk.mirror.prepare('SELECT local FROM notes WHERE id = ?', { pluck: true }).get(words)).toBeNull()
})

it('S11: a number beyond the head is of a feed that is no more, also where the cursor is not', async () => {
  const { desk, portal, accounts, cases, ids, move, reply, pull } = await aGuardedDesk({ carriesOut: true })
  const restore = portal.backUp()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  // Nothing is pulled while the question is open; to answer it, somebody puts the portal back.
  const { id } = cases[0]!
  const lost = move(id, 'researching')
  await desk.rest()
  expect(desk.stored(lost)).toMatchObject({ state: 'settled', seq: 451 })
  restore()
  await desk.pass(10 * MINUTE)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
  const onTop = [move(id, 'resolved'), reply(id)]
  await desk.rest()
  expect(onTop.map(desk.stateOf)).toEqual(['settled', 'settled'])
})
