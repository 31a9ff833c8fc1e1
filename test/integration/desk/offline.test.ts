import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createPortalClient } from '#main/sync/portal-client.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { IGOR, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy
let maja: TestDesk

beforeAll(async () => {
  world = await startWorld({ cases: 200 })
  proxy = await startFaultProxy(world.url)
  maja = await world.openDesk({ portalUrl: proxy.url })
  await maja.settled()
})
beforeEach(async () => {
  await proxy.heal()
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.api.sync.now(undefined)
  await maja.settled()
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

it('acts while the portal is gone, shows everything at once, and sends it when the portal is back', async () => {
  const target = await world.takeCase(maja)
  proxy.cut()
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'Pošiljam navodila',
    status: 'waiting_for_details',
  })
  await maja.api.cases.setOwner({ caseId: target.id, ownerId: MAJA_ID })
  const { case: shown, pendingFields, ownerName } = await maja.api.cases.get({ caseId: target.id })
  expect(shown).toMatchObject({ status: 'waiting_for_details', ownerId: MAJA_ID })
  expect(ownerName).toBe('Maja Kotnik')
  expect(pendingFields.sort()).toEqual(['ownerId', 'status'])
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.at(-1)).toMatchObject({ type: 'note', body: 'Pošiljam navodila', mine: true, sending: { opId } })
  await expect.poll(() => maja.state(), { timeout: 5_000 }).toMatchObject({ online: false, waiting: 2 })
  await expect.poll(async () => (await maja.state()).problem?.code).toBe('unreachable')
  expect((await maja.state()).retryAt).toBeGreaterThan(0)

  await proxy.heal()
  await maja.api.sync.now(undefined)
  await maja.settled()
  expect(await world.statusOf(target.id)).toBe('waiting_for_details')
  expect((await world.notesOf(target.id)).filter(({ id }) => id === opId)).toEqual([
    { id: opId, body: 'Pošiljam navodila' },
  ])
  const after = await maja.api.cases.get({ caseId: target.id })
  expect(after.pendingFields).toEqual([])
  expect(after.case.status).toBe('waiting_for_details')
})

it('comes back by itself, without anybody asking', async () => {
  proxy.cut()
  await expect.poll(async () => (await maja.state()).online, { timeout: 5_000 }).toBe(false)
  await proxy.heal()
  await expect.poll(async () => (await maja.state()).online, { timeout: 20_000 }).toBe(true)
})

it('a second change offline on top of the first one does not contradict itself', async () => {
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const opIds = []
  for (const status of ['researching', 'field_service', 'resolved', 'in_progress'] as const) {
    opIds.push((await maja.api.cases.setStatus({ caseId: target.id, status })).opId)
  }
  expect((await maja.api.cases.get({ caseId: target.id })).case.status).toBe('in_progress')
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  for (const opId of opIds) expect(await maja.operation(opId)).toMatchObject({ state: 'settled', conflict: null })
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  const moves = items.flatMap((item) => (item.type === 'event' && item.field === 'status' ? [item.to] : []))
  expect(moves.slice(-4)).toEqual(['researching', 'field_service', 'resolved', 'in_progress'])
})

it('a chain of changes goes on cleanly when a colleague had made the first of them too', async () => {
  const igor = await world.openDesk({ autoSignIn: IGOR })
  await igor.settled()
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const first = await maja.api.cases.setStatus({ caseId: target.id, status: 'researching' })
  const second = await maja.api.cases.setStatus({ caseId: target.id, status: 'field_service' })
  // To the same value, by a way that makes the version another one than was predicted.
  await igor.api.cases.setStatus({ caseId: target.id, status: 'waiting_for_details' })
  await igor.api.cases.setStatus({ caseId: target.id, status: 'researching' })
  await igor.settled()
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await maja.operation(first.opId)).toMatchObject({ state: 'settled' })
  expect(await maja.operation(second.opId)).toMatchObject({ state: 'settled' })
  expect(await world.statusOf(target.id)).toBe('field_service')
})

it('a chain whose first change meets another value asks once, about the last intention', async () => {
  const igor = await world.openDesk({ autoSignIn: IGOR })
  await igor.settled()
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const first = await maja.api.cases.setStatus({ caseId: target.id, status: 'researching' })
  const second = await maja.api.cases.setStatus({ caseId: target.id, status: 'field_service' })
  await igor.api.cases.setStatus({ caseId: target.id, status: 'waiting_for_details' })
  await igor.settled()
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await world.statusOf(target.id)).toBe('waiting_for_details')
  expect(await maja.operation(first.opId)).toMatchObject({ state: 'settled' })
  const { conflicts, case: shown } = await maja.api.cases.get({ caseId: target.id })
  expect(shown.status).toBe('waiting_for_details')
  expect(conflicts).toHaveLength(1)
  expect(conflicts[0]).toMatchObject({
    opId: second.opId,
    conflict: { mine: 'field_service', theirs: 'waiting_for_details' },
    changedByName: 'Igor Vidmar',
  })
  await maja.api.sync.resolveConflict({ opId: second.opId, choice: 'mine' })
  await maja.settled()
  expect(await world.statusOf(target.id)).toBe('field_service')
})

it('takes back what has not left; its words are the draft again, and what was built on it still goes', async () => {
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const note = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'internal',
    body: 'Premislil sem se',
    status: 'researching',
  })
  const second = await maja.api.cases.setStatus({ caseId: target.id, status: 'field_service' })
  await maja.api.sync.withdraw({ opId: note.opId })
  expect(await maja.api.drafts.get({ caseId: target.id, mode: 'note' })).toMatchObject({ body: 'Premislil sem se' })
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  expect(await maja.operation(second.opId)).toMatchObject({ state: 'settled' })
  expect(await world.statusOf(target.id)).toBe('field_service')
  expect((await world.notesOf(target.id)).some(({ body }) => body === 'Premislil sem se')).toBe(false)
  expect(await refusal(() => maja.api.sync.withdraw({ opId: second.opId }))).toMatchObject({ code: 'cannot_withdraw' })
})

it('"work offline" cuts all traffic at once, also the stream, and survives a restart', async () => {
  await expect.poll(() => proxy.openSockets()).toBeGreaterThan(0)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  await expect.poll(() => proxy.openSockets(), { timeout: 2_000 }).toBe(0)
  const asked = proxy.seen.length
  const target = await world.takeCase(maja)
  await maja.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Kasneje' })
  expect(await refusal(() => maja.api.sync.now(undefined))).toMatchObject({ code: 'work_offline' })
  await maja.close()
  maja = await world.openDesk({ portalUrl: proxy.url, profileDir: maja.profileDir, key: maja.key })
  expect(await maja.state()).toMatchObject({ workOffline: true, online: false, waiting: 1 })
  expect(proxy.seen.length).toBe(asked)
  expect(proxy.openSockets()).toBe(0)
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.at(-1)).toMatchObject({ body: 'Kasneje', sending: { state: 'waiting' } })
})

it('polls when the stream cannot be had', async () => {
  const quick = { clock: Date.now, random: () => 0 }
  proxy.reply = ({ path }) => (path === '/sync/v1/events' ? { status: 404, body: 'no streams here' } : null)
  const igor = await world.openDesk({ portalUrl: proxy.url, autoSignIn: IGOR, deps: { random: quick.random } })
  await igor.settled()
  const target = await world.takeCase(maja)
  await world.customerWrites(target.id, 'Tudi brez toka')
  await expect
    .poll(
      async () =>
        (await igor.api.cases.thread({ caseId: target.id, limit: 50 })).items.some(
          (item) => item.type === 'note' && item.body === 'Tudi brez toka',
        ),
      { timeout: 10_000 },
    )
    .toBe(true)
  proxy.reply = null
  await igor.close()
})

it('drafts survive a restart, per case and mode', async () => {
  const target = await world.takeCase(maja)
  await maja.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Spoštovani, ' })
  await maja.api.drafts.save({ caseId: target.id, mode: 'note', body: 'Vprašaj Aleša' })
  await maja.close()
  maja = await world.openDesk({ portalUrl: proxy.url, profileDir: maja.profileDir, key: maja.key })
  expect(await maja.api.drafts.get({ caseId: target.id, mode: 'reply' })).toMatchObject({ body: 'Spoštovani, ' })
  expect(await maja.api.drafts.get({ caseId: target.id, mode: 'note' })).toMatchObject({ body: 'Vprašaj Aleša' })
  await maja.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Spoštovani, vse dela.' })
  expect(await maja.api.drafts.get({ caseId: target.id, mode: 'reply' })).toBeNull()
  expect(await maja.api.drafts.list(undefined)).toContainEqual(
    expect.objectContaining({ caseId: target.id, mode: 'note' }),
  )
})

it('a silent stream is found dead by its missing heartbeats', async () => {
  const clients: AbortSignal[] = []
  const watchdogs = new Set<() => void>()
  const igor = await world.openDesk({
    portalUrl: proxy.url,
    autoSignIn: IGOR,
    deps: {
      createPortalClient: (options) => {
        const real = createPortalClient(options)
        return {
          ...real,
          events: (_handlers, signal) => {
            clients.push(signal)
            return new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(new Error('aborted'))),
            )
          },
        }
      },
      timers: {
        after(ms, fn) {
          if (ms === 45_000) {
            watchdogs.add(fn)
            return { cancel: () => watchdogs.delete(fn) }
          }
          const timer = setTimeout(fn, ms)
          return { cancel: () => clearTimeout(timer) }
        },
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
      },
    },
  })
  await igor.settled()
  expect(clients).toHaveLength(1)
  expect(watchdogs.size).toBe(1)
  for (const fire of watchdogs) fire()
  expect(clients[0]?.aborted).toBe(true)
  await expect.poll(() => clients.length, { timeout: 5_000 }).toBe(2)
  await igor.close()
})
