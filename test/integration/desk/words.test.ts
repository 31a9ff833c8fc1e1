import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { IGOR, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy
let maja: TestDesk
let igor: TestDesk

const isPush = ({ path }: { path: string }) => path === '/sync/v1/push'

beforeAll(async () => {
  world = await startWorld({ cases: 240 })
  proxy = await startFaultProxy(world.url)
  maja = await world.openDesk({ portalUrl: proxy.url })
  igor = await world.openDesk({ autoSignIn: IGOR })
  await Promise.all([maja.settled(), igor.settled()])
})
afterEach(async () => {
  Object.assign(proxy, { reply: null, losesAnswer: null, swallows: null, rewrite: null })
  await maja.api.settings.set({ undoSendSeconds: 0 })
  await maja.api.sync.setWorkOffline({ workOffline: false })
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

const offline = (workOffline: boolean) => maja.api.sync.setWorkOffline({ workOffline })
const draft = async (caseId: string) => (await maja.api.drafts.get({ caseId, mode: 'reply' }))?.body ?? null
const reply = (caseId: string, body: string, evenSo?: boolean) =>
  maja.api.cases.addNote({ caseId, visibility: 'public', body, evenSo })

it('a reply can be taken back in its time; then it goes out by itself', async () => {
  const target = await world.takeCase(maja)
  await maja.api.settings.set({ undoSendSeconds: 2 })
  const before = Date.now()
  const { opId, undoUntil } = await reply(target.id, 'Premislil sem si')
  expect(undoUntil).toBeGreaterThanOrEqual(before + 2_000)
  const { items } = await maja.api.cases.thread({ caseId: target.id, limit: 50 })
  expect(items.find(({ id }) => id === opId)).toMatchObject({ sending: { state: 'waiting', undoUntil } })
  expect(await maja.operation(opId)).toMatchObject({ undoUntil, withdrawable: true, editable: true })
  await maja.api.sync.now(undefined)
  await maja.api.sync.withdraw({ opId })
  expect(await draft(target.id)).toBe('Premislil sem si')

  const again = await reply(target.id, 'Zdaj pa res')
  const note = await maja.api.cases.addNote({ caseId: target.id, visibility: 'internal', body: 'Ne čaka' })
  expect(note.undoUntil).toBeNull()
  await maja.settled()
  expect(Date.now()).toBeGreaterThanOrEqual(before + 2_000)
  const there = (await world.notesOf(target.id)).map(({ id }) => id)
  expect(there).not.toContain(opId)
  expect(there).toEqual(expect.arrayContaining([again.opId, note.opId]))
  expect(await maja.operation(again.opId)).toMatchObject({ state: 'settled', undoUntil: null, withdrawable: false })
})

it('a desk that is closed in that time sends it at its next start', async () => {
  const target = await world.takeCase(maja)
  await maja.api.settings.set({ undoSendSeconds: 2 })
  const { opId } = await reply(target.id, 'Pred zaprtjem')
  await maja.close()
  expect((await world.notesOf(target.id)).map(({ id }) => id)).not.toContain(opId)
  const { profileDir, key } = maja
  maja = await world.openDesk({ portalUrl: proxy.url, profileDir, key, undoSendSeconds: null })
  await maja.settled()
  expect((await world.notesOf(target.id)).map(({ id }) => id)).toContain(opId)
})

it('words are held back while others wrote since they were begun, and go when their author says so', async () => {
  const target = await world.takeCase(maja)
  await maja.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Začeto prej' })
  expect(await maja.api.drafts.get({ caseId: target.id, mode: 'reply' })).toMatchObject({ changedMeanwhile: null })
  const theirs = await world.customerWrites(target.id, 'Že dela, hvala!')
  const changed = async () => (await maja.api.drafts.get({ caseId: target.id, mode: 'reply' }))?.changedMeanwhile
  await expect.poll(changed, { timeout: 10_000 }).toMatchObject({ notes: 1, byName: target.contactName })
  expect(await refusal(() => reply(target.id, 'Začeto prej, dopolnjeno'))).toEqual({
    code: 'case_changed',
    params: { byName: target.contactName, notes: 1 },
  })
  expect(await draft(target.id)).toBe('Začeto prej, dopolnjeno')
  const { opId } = await reply(target.id, 'Začeto prej, dopolnjeno', true)
  await maja.settled()
  expect((await world.notesOf(target.id)).map(({ id }) => id)).toEqual(expect.arrayContaining([theirs, opId]))
  expect(await maja.operation(opId)).toMatchObject({ overtook: 0 })
  // Begun after everything was seen: never held.
  await maja.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Novo' })
  await reply(target.id, 'Novo')
})

it('what came before words that were written offline is told afterwards', async () => {
  const target = await world.takeCase(maja)
  await offline(true)
  const { opId } = await reply(target.id, 'Napisano na poti')
  await world.customerWrites(target.id, 'Medtem')
  await world.customerWrites(target.id, 'In še')
  await offline(false)
  await maja.settled()
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled', overtook: 2 })
})

it('an operation that may have left is closed at the portal before its words come back', async () => {
  const target = await world.takeCase(maja)
  proxy.reply = (seen) => (isPush(seen) ? { status: 503, body: '' } : null)
  const { opId } = await reply(target.id, 'Morda že tam')
  await expect.poll(async () => (await maja.operation(opId))?.problem?.code).toBe('portal_unavailable')
  expect(await maja.operation(opId)).toMatchObject({ withdrawable: true, editable: true })
  await maja.api.sync.withdraw({ opId })
  expect(await draft(target.id)).toBe('Morda že tam')
  proxy.reply = null
  await maja.settled()
  expect((await world.notesOf(target.id)).map(({ id }) => id)).not.toContain(opId)
})

it('one that has arrived cannot be taken back any more, and what became of it is known then', async () => {
  const target = await world.takeCase(maja)
  proxy.losesAnswer = isPush
  const { opId } = await reply(target.id, 'Je že tam')
  await expect.poll(async () => (await world.notesOf(target.id)).some(({ id }) => id === opId)).toBe(true)
  await expect.poll(async () => (await maja.operation(opId))?.state).toBe('waiting')
  expect(await refusal(() => maja.api.sync.withdraw({ opId }))).toMatchObject({ code: 'cannot_withdraw' })
  expect(await maja.operation(opId)).toMatchObject({ state: 'settled' })
  expect(await draft(target.id)).toBeNull()
  proxy.losesAnswer = null
  await maja.settled()
})

it('without the portal one that may have left stays, and says why', async () => {
  const target = await world.takeCase(maja)
  proxy.reply = (seen) => (isPush(seen) || seen.path.includes('cancel') ? { status: 503, body: '' } : null)
  const { opId } = await reply(target.id, 'Ne vemo')
  await expect.poll(async () => (await maja.operation(opId))?.problem?.code).toBe('portal_unavailable')
  expect(await refusal(() => maja.api.sync.withdraw({ opId }))).toMatchObject({ code: 'portal_unavailable' })
  await offline(true)
  expect(await refusal(() => maja.api.sync.withdraw({ opId }))).toMatchObject({ code: 'work_offline' })
  expect(await maja.operation(opId)).toMatchObject({ state: 'waiting', body: 'Ne vemo' })
  proxy.reply = null
  await offline(false)
  await maja.settled()
})

it('other words go out anew, whether the former ones ever left or not', async () => {
  const target = await world.takeCase(maja)
  proxy.reply = (seen) => (isPush(seen) ? { status: 503, body: '' } : null)
  const first = await reply(target.id, 'Prvo besedilo')
  await expect.poll(async () => (await maja.operation(first.opId))?.problem?.code).toBe('portal_unavailable')
  await offline(true)
  const second = await reply(target.id, 'Drugo besedilo')
  const secondEdited = await maja.api.sync.edit({ opId: second.opId, text: 'Drugo, popravljeno' })
  expect(await refusal(() => maja.api.sync.edit({ opId: second.opId, text: 'x' }))).toMatchObject({ code: 'not_found' })
  expect(await refusal(() => maja.api.sync.edit({ opId: secondEdited.opId, text: ' ' }))).toMatchObject({
    code: 'note_empty',
  })
  proxy.reply = null
  proxy.swallows = isPush
  await offline(false)
  const firstEdited = await maja.api.sync.edit({ opId: first.opId, text: 'Prvo, popravljeno' })
  proxy.swallows = null
  await offline(true)
  await offline(false)
  await maja.settled()
  const written = (await world.notesOf(target.id)).filter(({ body }) => /^(Prvo|Drugo)/.test(body))
  expect(written).toEqual([
    { id: firstEdited.opId, body: 'Prvo, popravljeno' },
    { id: secondEdited.opId, body: 'Drugo, popravljeno' },
  ])
})

it('a title is changed, merged where both changed other words of it, and decided where they contradict', async () => {
  const target = await world.takeCase(maja)
  const titleOf = async () =>
    (await world.query<{ title: string }>('SELECT title FROM cases WHERE id = $1', [target.id]))[0]?.title
  await maja.api.cases.setTitle({ caseId: target.id, title: '  Rampa na parkirišču stoji ' })
  expect((await maja.api.cases.get({ caseId: target.id })).pendingFields).toEqual(['title'])
  await maja.settled()
  expect(await titleOf()).toBe('Rampa na parkirišču stoji')
  await igor.settled()
  await expect
    .poll(async () => (await igor.api.cases.get({ caseId: target.id })).case.title)
    .toBe('Rampa na parkirišču stoji')

  await offline(true)
  const mine = await maja.api.cases.setTitle({ caseId: target.id, title: 'Rampa na parkirišču se ne dvigne' })
  await igor.api.cases.setTitle({ caseId: target.id, title: 'Rampa na parkirišču je dvignjena' })
  await igor.settled()
  await offline(false)
  await maja.settled()
  expect(await maja.operation(mine.opId)).toMatchObject({
    state: 'conflict',
    changedByName: 'Igor Vidmar',
    conflict: { field: 'title', mine: 'Rampa na parkirišču se ne dvigne', theirs: 'Rampa na parkirišču je dvignjena' },
  })
  expect((await maja.api.cases.get({ caseId: target.id })).case.title).toBe('Rampa na parkirišču je dvignjena')
  await maja.api.sync.resolveConflict({ opId: mine.opId, choice: 'edited', text: 'Rampa: ne dvigne se / dvignjena' })
  await maja.settled()
  expect(await titleOf()).toBe('Rampa: ne dvigne se / dvignjena')
  expect(await maja.state()).toMatchObject({ conflicts: 0 })
  expect(await refusal(() => maja.api.cases.setTitle({ caseId: target.id, title: '  ' }))).toMatchObject({
    code: 'invalid_input',
  })
})

it('a title that is edited twice offline ends as it was written last', async () => {
  const target = await world.takeCase(maja)
  await offline(true)
  const first = await maja.api.cases.setTitle({ caseId: target.id, title: 'Prvi naslov' })
  await maja.api.cases.setTitle({ caseId: target.id, title: 'Drugi naslov' })
  await maja.api.sync.edit({ opId: first.opId, text: 'Prvi naslov, popravljen' })
  expect((await maja.api.cases.get({ caseId: target.id })).case.title).toBe('Drugi naslov')
  await offline(false)
  await maja.settled()
  const detail = await maja.api.cases.get({ caseId: target.id })
  expect(detail).toMatchObject({ case: { title: 'Drugi naslov' }, conflicts: [], pendingFields: [] })
})

it('what exists here alone can be had as a file, for reading and for machines', async () => {
  const target = await world.takeCase(maja)
  await offline(true)
  await reply(target.id, 'Neposlan odgovor')
  await maja.api.cases.setDescription({ caseId: target.id, description: 'Nov opis' })
  await maja.api.drafts.save({ caseId: target.id, mode: 'note', body: 'Osnutek opombe' })
  const file = new File(['dnevnik'], 'dnevnik.txt')
  const staged = await maja.api.attachments.stage({ caseId: target.id, mode: 'note', file })
  const { fileName, text, json } = await maja.api.sync.exportUnsent(undefined)
  expect(fileName).toMatch(/^spica-desk-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/)
  for (const part of [
    'Neposlan odgovor',
    'Nov opis',
    'Osnutek opombe',
    target.caseNumber,
    'Odgovor stranki',
    'dnevnik.txt',
  ]) {
    expect(text).toContain(part)
  }
  const parsed = JSON.parse(json) as { operations: { operation: { kind: string } }[]; drafts: { body: string }[] }
  expect(parsed.operations.map(({ operation }) => operation.kind)).toEqual(['note.create', 'case.update'])
  expect(parsed.drafts).toContainEqual(expect.objectContaining({ caseId: target.id, body: 'Osnutek opombe' }))
  await maja.api.settings.set({ language: 'en' })
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('Reply to the customer')
  await maja.api.settings.set({ language: 'sl' })
  await maja.api.attachments.unstage({ attachmentId: staged.id })
  for (const { caseId, mode } of await maja.api.drafts.list(undefined)) {
    await maja.api.drafts.save({ caseId, mode, body: '' })
  }
  await offline(false)
  await maja.settled()
  expect((await maja.api.sync.exportUnsent(undefined)).text).toContain('Vse je poslano')
})
