import { expect, it } from 'vitest'
import { mirrorState } from '#main/store/mirror/state.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { anAccount } from '#test/factories/rows.ts'
import { fakePortal } from './fake-portal.ts'
import { aGuardedDesk as aDesk, rowsIn } from './guarded-desk.ts'
import { lab } from './lab.ts'

const MINUTE = 60_000

it('S20: a pull that would delete more than a fifth of the rows deletes nothing and asks', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 71))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(350)
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 71, of: 350 })
})

it('S20: a fifth is not too much', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 70))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(280)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
})

it('S20: fifty rows are never too much, however few there are', async () => {
  const portal = fakePortal()
  const accounts = Array.from({ length: 60 }, () => anAccount())
  portal.put('accounts', ...accounts)
  const desk = await lab(portal.calls).started()
  portal.remove(
    'accounts',
    accounts.slice(0, 50).map(({ id }) => id),
  )
  desk.scheduler.syncNow()
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(10)
})

it('S20: all pages of a pull count together, and none of them is applied before the answer', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk({ pageSize: 20 })
  // The deletions lie on pages of twenty; no page by itself is a fifth.
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(350)
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 100, of: 350 })
})

it('S20: what goes with an evicted case counts, and only once', async () => {
  const { desk, portal, cases, ids, pull } = await aDesk()
  portal.remove('cases', ids(cases, 24), 'eviction')
  await pull()
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 72, of: 350 })
})

it('S21: allowed, it goes on with exactly what was asked about', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk({ pageSize: 30 })
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  expect(desk.scheduler.answerDeletions(true)).toBe(true)
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(250)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
  // The next mass deletion is another question.
  portal.remove('accounts', ids(accounts.slice(100), 60))
  await pull()
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 60, of: 250 })
  expect(rowsIn(desk.mirror)).toBe(250)
})

it('S21: allowed, it goes on while others work, and nobody is asked again', async () => {
  const { desk, portal, accounts, cases, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  portal.put('cases', { ...cases[0]!, title: 'Medtem spremenjeno' })
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(desk.scheduler.state().heldDeletions).toBeNull()
  expect(rowsIn(desk.mirror)).toBe(250)
  expect(mirrorState(desk.mirror).cursor).toBe(`${portal.epoch()}.${portal.seq()}`)
  expect(desk.mirror.prepare('SELECT title FROM cases WHERE id = ?', { pluck: true }).get(cases[0]!.id)).toBe(
    'Medtem spremenjeno',
  )
})

it('S21: what is deleted while the question is open is another question, and what was allowed goes', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  portal.remove('accounts', ids(accounts.slice(100), 60))
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(250)
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 60, of: 250 })
  // The first answer is no answer to the second question, also after a restart.
  await desk.restart()
  expect(rowsIn(desk.mirror)).toBe(250)
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(190)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
})

it('S21: an answer counts that comes while the portal is looked at once more', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk({ pageSize: 30 })
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  const { changes } = portal.client
  let asked = 0
  portal.client.changes = (cursor, signal) => {
    asked += 1
    if (asked === 2) desk.scheduler.answerDeletions(true)
    return changes(cursor, signal)
  }
  await pull()
  expect(rowsIn(desk.mirror)).toBe(250)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
})

it('S21: refused, the rows stay until the portal has them again, and then everything is loaded', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  desk.scheduler.answerDeletions(false)
  await desk.rest()
  // The portal still has so much less: the same question about loading everything.
  expect(rowsIn(desk.mirror)).toBe(350)
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 100, of: 350 })
  portal.put('accounts', ...accounts.slice(0, 100))
  portal.asked.length = 0
  await pull()
  expect(portal.asked).toContain('head')
  expect(rowsIn(desk.mirror)).toBe(350)
  expect(desk.scheduler.state()).toMatchObject({ heldDeletions: null, problem: null })
})

it('S21: the question survives a restart, and work is sent meanwhile', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  await desk.restart()
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 100, of: 350 })
  const opId = desk.write()
  await desk.rest()
  expect(desk.stateOf(opId)).toBe('settled')
  expect(rowsIn(desk.mirror)).toBe(350)
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(250)
})

it('S21: the question goes away by itself when the rows are there again', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  portal.remove('accounts', ids(accounts, 100))
  await pull()
  portal.put('accounts', ...accounts.slice(0, 100))
  await desk.pass(6 * MINUTE)
  expect(desk.scheduler.state().heldDeletions).toBeNull()
  expect(rowsIn(desk.mirror)).toBe(350)
})

it('S22: a resync that comes back with a fifth less asks before it empties anything', async () => {
  const { desk, portal, accounts, ids, pull } = await aDesk()
  const gone = new Set(ids(accounts, 100))
  portal.beginEpoch('two', (id) => !gone.has(id))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(350)
  expect(desk.scheduler.state().heldDeletions).toEqual({ rows: 100, of: 350 })
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(rowsIn(desk.mirror)).toBe(250)
  expect(mirrorState(desk.mirror).cursor).toMatch(/^two\./)
})

/** A new feed with lower numbers, and much less in it. */
async function aDeskBeforeReload() {
  const world = await aDesk({ carriesOut: true })
  const gone = new Set(world.ids(world.accounts, 100))
  return { ...world, beginFeed: () => world.portal.beginEpoch('two', (id) => !gone.has(id), 300) }
}

it('S22: what is sent while the question is open stays in the thread, and is there once after the answer', async () => {
  const { desk, cases, pull, beginFeed, reply, move, notesOf, statusOf } = await aDeskBeforeReload()
  beginFeed()
  await pull()
  const { id } = cases[0]!
  const words = reply(id)
  const status = move(id, 'researching')
  await desk.rest()
  expect([words, status].map(desk.stateOf)).toEqual(['settled', 'settled'])
  await desk.pass(10 * MINUTE)
  await desk.restart()
  expect(notesOf(id)).toContain(words)
  expect(statusOf(id)).toBe('researching')
  const next = move(id, 'resolved')
  await desk.pass(10 * MINUTE)
  expect(desk.stateOf(next)).toBe('waiting')
  desk.scheduler.answerDeletions(true)
  await desk.rest()
  expect(mirrorState(desk.mirror).cursor).toMatch(/^two\./)
  expect(notesOf(id).filter((note) => note === words)).toHaveLength(1)
  expect(desk.mirror.prepare('SELECT local FROM notes WHERE id = ?', { pluck: true }).get(words)).toBeNull()
  expect(desk.stateOf(next)).toBe('settled')
  expect(statusOf(id)).toBe('resolved')
  expect(desk.mirror.prepare('SELECT count(*) FROM overlay', { pluck: true }).get()).toBe(0)
})

it('S22: what was sent before the desk heard of the other feed stays in the thread, too', async () => {
  const { desk, cases, beginFeed, reply, notesOf } = await aDeskBeforeReload()
  await desk.pass(MINUTE)
  const { id } = cases[0]!
  const words = await desk.offline(() => {
    beginFeed()
    return reply(id)
  })
  expect(desk.stateOf(words)).toBe('settled')
  expect(desk.scheduler.state().heldDeletions).not.toBeNull()
  expect(notesOf(id)).toContain(words)
  // The next time it is already known.
  const second = reply(id)
  await desk.pass(10 * MINUTE)
  expect(notesOf(id)).toEqual(expect.arrayContaining([words, second]))
})

it('S22: a resync with as much as before does not ask', async () => {
  const { desk, portal, pull } = await aDesk()
  portal.beginEpoch('two', () => true)
  await pull()
  expect(desk.scheduler.state()).toMatchObject({ heldDeletions: null, problem: null })
  expect(mirrorState(desk.mirror).cursor).toMatch(/^two\./)
})

it('S23: another scope takes the rows away before anything else is asked, and does not ask a person', async () => {
  const { desk, portal, cases, ids, answerOnce, pull } = await aDesk()
  const opId = await desk.offline(() => desk.write(cases[0]!.id))
  const gone = new Set(ids(cases, 40))
  portal.beginEpoch('one', (id) => !gone.has(id))
  let rowsAtHead = -1
  const { snapshotHead } = portal.client
  portal.client.snapshotHead = (signal) => {
    rowsAtHead = rowsIn(desk.mirror)
    return snapshotHead(signal)
  }
  answerOnce(new PortalFault('scope_changed'))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(portal.count())
  expect(desk.scheduler.state()).toMatchObject({ heldDeletions: null, problem: null })
  expect(desk.stored(opId)).not.toBeNull()
  expect(rowsAtHead).toBe(0)
})

it('S23: nothing outside the new scope comes back when the portal goes away right after it said so', async () => {
  const { desk, answerOnce, portal, pull } = await aDesk()
  portal.client.snapshotHead = () => Promise.reject(new PortalFault('unreachable'))
  answerOnce(new PortalFault('scope_changed'))
  await pull()
  expect(rowsIn(desk.mirror)).toBe(0)
  expect(mirrorState(desk.mirror)).toEqual({ cursor: null, firstSync: null })
})
