import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closeDatabase, openOutbox } from '#main/store/open.ts'
import { appendOperation } from '#main/store/outbox/operations.ts'
import { OPERATION_SCHEMA_VERSION, type PushRequest } from '#shared/portal-api/operations.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy
let maja: TestDesk

const isPush = ({ path }: { path: string }) => path === '/sync/v1/push'
const pushes = () => proxy.seen.filter(isPush).map(({ body }) => JSON.parse(body) as PushRequest)

beforeAll(async () => {
  world = await startWorld({ cases: 200 })
  proxy = await startFaultProxy(world.url)
  maja = await world.openDesk({ portalUrl: proxy.url })
  await maja.settled()
})
afterEach(() => {
  Object.assign(proxy, { reply: null, losesAnswer: null, swallows: null, holds: null, rewrite: null })
  proxy.seen.length = 0
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

it('an answer that is lost after the portal has committed is asked for again under the same id', async () => {
  const target = await world.takeCase(maja)
  let lost = 0
  proxy.losesAnswer = (seen) => isPush(seen) && lost++ < 3
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'Enkrat',
    status: 'researching',
  })
  await maja.settled()
  expect(lost).toBeGreaterThanOrEqual(3)
  expect(new Set(pushes().flatMap(({ operations }) => operations.map((operation) => operation.opId)))).toEqual(
    new Set([opId]),
  )
  expect((await world.notesOf(target.id)).filter(({ id }) => id === opId)).toHaveLength(1)
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.filter((item) => item.type === 'note' && item.body === 'Enkrat')).toHaveLength(1)
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', conflict: null })
})

it('keeps the order within a case, whatever is lost', async () => {
  const [one, two] = [await world.takeCase(maja), await world.takeCase(maja)]
  await maja.api.sync.setWorkOffline({ workOffline: true })
  for (let i = 0; i < 40; i++) {
    await maja.api.cases.addNote({ caseId: one.id, visibility: 'internal', body: `prvi ${i}` })
    await maja.api.cases.addNote({ caseId: two.id, visibility: 'internal', body: `drugi ${i}` })
  }
  let pushesSeen = 0
  proxy.losesAnswer = (seen) => isPush(seen) && pushesSeen++ % 2 === 0
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  const written = async (caseId: string, name: string) =>
    (await world.notesOf(caseId)).map(({ body }) => body).filter((body) => body.startsWith(name))
  const expected = (name: string) => Array.from({ length: 40 }, (_, i) => `${name} ${i}`)
  expect(await written(one.id, 'prvi')).toEqual(expected('prvi'))
  expect(await written(two.id, 'drugi')).toEqual(expected('drugi'))
  for (const { operations } of pushes()) expect(operations.length).toBeLessThanOrEqual(50)
})

it('an operation stays on screen until the rows that it made have come', async () => {
  const target = await world.takeCase(maja)
  let holdChanges = true
  proxy.reply = ({ path }) => (path === '/sync/v1/changes' && holdChanges ? { status: 503, body: '' } : null)
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'Vidna ves čas',
    status: 'field_service',
  })
  await expect.poll(async () => (await maja.operation(opId))?.state).toBe('settled')
  const shown = async () => {
    const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
    const { case: row } = await maja.api.cases.get({ caseId: target.id })
    return [row.status, items.filter((item) => item.id === opId).length]
  }
  expect(await shown()).toEqual(['field_service', 1])
  holdChanges = false
  await maja.settled()
  expect(await shown()).toEqual(['field_service', 1])
})

it('halves a batch that is too large, and refuses only the one that is too large by itself', async () => {
  const target = await world.takeCase(maja)
  await maja.api.sync.setWorkOffline({ workOffline: true })
  const opIds: string[] = []
  for (let i = 0; i < 8; i++) {
    const body = i === 5 ? `predolg ${'x'.repeat(5_000)}` : `kratek ${i}`
    opIds.push((await maja.api.cases.addNote({ caseId: target.id, visibility: 'internal', body })).opId)
  }
  proxy.reply = (seen) => (isPush(seen) && seen.body.length > 4_000 ? { status: 413, body: '' } : null)
  await maja.api.sync.setWorkOffline({ workOffline: false })
  await maja.settled()
  const bad = await maja.operation(opIds[5]!)
  expect(bad).toMatchObject({ state: 'rejected', problem: { code: 'rejected' } })
  expect(bad?.body).toContain('predolg')
  expect(await maja.state()).toMatchObject({ rejected: 1 })
  const there = (await world.notesOf(target.id)).map(({ id }) => id)
  expect(there).toEqual(expect.arrayContaining(opIds.filter((_, i) => i !== 5)))
  expect(there).not.toContain(opIds[5])

  // The words can be tried again, or taken back into the draft.
  proxy.reply = null
  await maja.api.sync.retry({ opId: opIds[5]! })
  await maja.settled()
  expect((await world.notesOf(target.id)).map(({ id }) => id)).toContain(opIds[5])
})

it('what the portal rejects keeps its words and can be taken back', async () => {
  const target = await world.takeCase(maja)
  const { opId } = await maja.api.cases.addNote({
    caseId: target.id,
    visibility: 'public',
    body: 'z znakom \0 v sredini',
  })
  await expect.poll(async () => (await maja.operation(opId))?.state).toBe('rejected')
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.find((item) => item.id === opId)).toMatchObject({ sending: { state: 'rejected' } })
  await maja.api.sync.withdraw({ opId })
  expect((await maja.api.drafts.get({ caseId: target.id, mode: 'reply' }))?.body).toContain('v sredini')
  expect(await maja.state()).toMatchObject({ rejected: 0 })
})

it('others’ changes arrive while a push goes wrong', async () => {
  const [mine, theirs] = [await world.takeCase(maja), await world.takeCase(maja)]
  proxy.reply = (seen) => (isPush(seen) ? { status: 500, body: '' } : null)
  const { opId } = await maja.api.cases.addNote({ caseId: mine.id, visibility: 'public', body: 'Počaka' })
  await expect.poll(async () => (await maja.state()).problem?.code).toBe('portal_unavailable')
  expect(await maja.state()).toMatchObject({ online: true, waiting: 1 })
  await world.customerWrites(theirs.id, 'Vmes')
  const arrived = async () =>
    (await maja.api.cases.thread({ caseId: theirs.id, limit: 50 })).items.some(
      (item) => item.type === 'note' && item.body === 'Vmes',
    )
  await expect.poll(arrived, { timeout: 5_000 }).toBe(true)
  proxy.reply = null
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled' })
})

it('"retry" results wait as long as the portal says, and cost no attempt', async () => {
  const target = await world.takeCase(maja)
  let told = 0
  proxy.rewrite = (seen, _headers, body) => {
    if (!isPush(seen) || told > 0) return body
    told += 1
    const { operations } = JSON.parse(seen.body) as PushRequest
    return JSON.stringify({ results: operations.map(({ opId }) => ({ status: 'retry', opId, afterMs: 300 })) })
  }
  const { opId } = await maja.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Potrpežljiv' })
  await expect.poll(() => told).toBe(1)
  expect(await maja.operation(opId)).toMatchObject({ state: 'waiting' })
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', attempts: 0 })
  expect(pushes().length).toBeGreaterThanOrEqual(2)
})

it('works off ten thousand operations while the screen stays quick, and keeps the rest over a restart', async () => {
  const list = { sort: 'number', direction: 'asc', anchor: { at: 'start' }, limit: 500 } as const
  const [open, closed] = await Promise.all([
    maja.api.queues.page({ queue: 'open', ...list }),
    maja.api.queues.page({ queue: 'closed', ...list }),
  ])
  const targets = [...open.rows, ...closed.rows]
  await maja.api.sync.setWorkOffline({ workOffline: true })
  await maja.close()
  queueNotes(
    maja,
    Array.from({ length: 10_000 }, (_, i) => ({ caseId: targets[i % targets.length]!.id, body: `čaka ${i}` })),
  )
  maja = await world.openDesk({ portalUrl: proxy.url, profileDir: maja.profileDir, key: maja.key })
  expect((await maja.state()).waiting).toBe(10_000)
  const held = Promise.withResolvers<void>()
  proxy.holds = (seen) => (isPush(seen) ? held.promise : null)
  await maja.api.sync.setWorkOffline({ workOffline: false })
  const work = { page: [], thread: [], operations: [], reply: [] } as Record<string, number[]>
  const measured = async (name: keyof typeof work, call: () => unknown) => {
    const before = process.threadCpuUsage()
    await call()
    const { user, system } = process.threadCpuUsage(before)
    work[name]?.push((user + system) / 1000)
  }
  const asTheScreenDoes = async () => {
    await measured('page', () => maja.api.queues.page({ queue: 'open', ...list, limit: 100 }))
    await measured('thread', () => maja.api.cases.thread({ caseId: targets[0]!.id, limit: 50 }))
    await measured('operations', () => maja.api.sync.operations({ limit: 200 }))
    await measured('reply', () =>
      maja.api.cases.addNote({ caseId: targets[0]!.id, visibility: 'internal', body: 'vmes' }),
    )
    return (await maja.state()).waiting
  }
  // No call waits for a push: all of them are answered while one hangs.
  await expect.poll(() => pushes().length, { timeout: 20_000 }).toBe(1)
  for (let calls = 1; calls <= 5; calls++) expect(await asTheScreenDoes()).toBe(10_000 + calls)
  expect(pushes()).toHaveLength(1)
  held.resolve()
  await expect.poll(asTheScreenDoes, { timeout: 100_000, interval: 100 }).toBeLessThan(9_000)
  // What a call costs by itself, however busy the machine is: the work of this thread alone, a few ms.
  for (const [name, costs] of Object.entries(work)) {
    const mean = costs.reduce((sum, ms) => sum + ms, 0) / costs.length
    expect(mean, `ms of work a ${name}`).toBeLessThan(100)
  }

  await maja.close()
  const arrived = async () =>
    (
      await world.query<{ body: string }>(`SELECT body FROM notes WHERE body LIKE 'čaka %' ORDER BY created_at, id`)
    ).map(({ body }) => body)
  const there = await arrived()
  expect(new Set(there).size).toBe(there.length)
  maja = await world.openDesk({ portalUrl: proxy.url, profileDir: maja.profileDir, key: maja.key })
  const { operations } = await maja.api.sync.operations({ limit: 1_000 })
  const waiting = operations.filter(({ state }) => state === 'waiting' || state === 'sending')
  expect(waiting.length).toBe(1_000)
  expect((await maja.state()).waiting + there.length).toBeGreaterThanOrEqual(10_000)
  await maja.api.sync.setWorkOffline({ workOffline: true })
}, 180_000)

/** As a long time offline leaves them, but in one transaction: ten thousand of their own take a minute on a slow disk. */
function queueNotes({ profileDir, key }: TestDesk, notes: { caseId: string; body: string }[]): void {
  const outbox = openOutbox(join(profileDir, 'outbox.db'), key)
  outbox.transaction(() => {
    for (const { caseId, body } of notes) {
      const common = { opId: uuidv7(), caseId, schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: Date.now() }
      const note = { kind: 'note.create' as const, visibility: 'internal' as const, body, attachments: [] }
      appendOperation(outbox, { ...common, dependsOn: [], ...note })
    }
  })
  closeDatabase(outbox)
}
