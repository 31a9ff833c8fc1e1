import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDatabase, openMirror } from '#main/store/open.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { IGOR, IGOR_ID, MAJA, MAJA_ID, refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy

beforeAll(async () => {
  world = await startWorld({ cases: 140 })
  proxy = await startFaultProxy(world.url)
})
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

const reopen = (desk: TestDesk) => world.openDesk({ autoSignIn: undefined, profileDir: desk.profileDir, key: desk.key })

/** Words that must not be readable anywhere in the profile. */
function expectEncrypted(profileDir: string, ...words: string[]): void {
  for (const entry of readdirSync(profileDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const { name } = entry
    const bytes = readFileSync(join(entry.parentPath, name))
    for (const word of words) expect(bytes.includes(word), `${word} in ${name}`).toBe(false)
  }
}

it('without a session only session and settings work', async () => {
  const desk = await world.openDesk({ autoSignIn: undefined })
  expect(await desk.api.session.state(undefined)).toEqual({
    agent: null,
    notice: null,
    version: '0.0.0-test',
    host: 'web',
  })
  expect(await desk.api.settings.set({ language: 'en' })).toMatchObject({ language: 'en', portalUrl: world.url })
  expect(await desk.state()).toMatchObject({ signedIn: false, problem: null })
  const calls = [
    () => desk.api.agents.list(undefined),
    () => desk.api.queues.counters(undefined),
    () => desk.api.search({ text: 'ura', limit: 10 }),
    () => desk.api.cases.get({ caseId: 'x' }),
    () => desk.api.drafts.list(undefined),
    () => desk.api.drafts.save({ caseId: 'x', mode: 'reply', body: 'x' }),
    () => desk.api.sync.now(undefined),
    () => desk.api.sync.operations({ limit: 10 }),
  ]
  for (const call of calls) expect(await refusal(call)).toMatchObject({ code: 'not_signed_in' })
})

it('wrong password and unknown agent are one answer; nothing is kept', async () => {
  const desk = await world.openDesk({ autoSignIn: undefined })
  const signIn = (email: string, password: string) =>
    refusal(() => desk.api.session.signIn({ portalUrl: world.url, email, password }))
  expect(await signIn(MAJA.email, 'ni pravo')).toMatchObject({ code: 'wrong_credentials' })
  expect(await signIn('nihce@spica.example', 'ni pravo')).toMatchObject({ code: 'wrong_credentials' })
  expect((await desk.api.session.state(undefined)).agent).toBeNull()
})

it('stays signed in over a restart, works from the local copy, and keeps everything encrypted', async () => {
  const first = await world.openDesk({ autoSignIn: undefined })
  const signedIn = await first.api.session.signIn({ portalUrl: world.url, ...MAJA })
  expect(signedIn.agent).toMatchObject({ id: MAJA_ID, name: 'Maja Kotnik' })
  await first.settled()
  await first.close()
  expectEncrypted(first.profileDir, 'Maja Kotnik', 'SQLite format 3')
  const again = await reopen(first)
  expect((await again.api.session.state(undefined)).agent).toMatchObject({ id: MAJA_ID })
  expect((await again.api.queues.counters(undefined)).open).toBeGreaterThan(0)
})

it('signing out asks while work is unsent, keeps it when told to keep, and revokes the token', async () => {
  const desk = await world.openDesk({ portalUrl: proxy.url })
  await desk.settled()
  const target = await world.takeCase(desk)
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await desk.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Še ni odšlo' })
  await desk.api.drafts.save({ caseId: target.id, mode: 'note', body: 'Osnutek' })
  expect(await refusal(() => desk.api.session.signOut({ wipe: false, force: false }))).toEqual({
    code: 'unsent_work',
    params: { count: 1 },
  })
  expect(await refusal(() => desk.api.session.signOut({ wipe: true, force: false }))).toEqual({
    code: 'unsent_work',
    params: { count: 2 },
  })
  expect((await desk.api.session.state(undefined)).agent).not.toBeNull()
  await desk.api.sync.setWorkOffline({ workOffline: false })
  await desk.settled()
  const token = proxy.seen.findLast(({ headers }) => headers.authorization)?.headers.authorization ?? ''
  await desk.api.session.signOut({ wipe: false, force: false })
  const answer = await fetch(`${world.url}/sync/v1/snapshot`, { headers: { authorization: token } })
  expect(answer.status).toBe(401)
  expect(await refusal(() => desk.api.queues.counters(undefined))).toMatchObject({ code: 'not_signed_in' })
  const asked = proxy.seen.length

  const snapshots = () => proxy.seen.slice(asked).filter(({ path }) => path === '/sync/v1/snapshot').length
  await desk.api.session.signIn({ portalUrl: proxy.url, ...MAJA })
  await desk.settled()
  expect(snapshots()).toBe(0)
  expect(await desk.api.drafts.get({ caseId: target.id, mode: 'note' })).toMatchObject({ body: 'Osnutek' })
  expect(await desk.operation(opId)).toMatchObject({ state: 'settled' })
})

it('a forced sign-out that wipes leaves nothing but the settings', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const target = await world.takeCase(desk)
  await desk.api.settings.set({ theme: 'dark' })
  await desk.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Osnutek' })
  await desk.api.session.signOut({ wipe: true, force: true })
  expect(await desk.api.settings.get(undefined)).toMatchObject({ theme: 'dark', portalUrl: world.url })
  await desk.api.session.signIn({ portalUrl: world.url, ...IGOR })
  expect((await desk.state()).firstSync).not.toBeNull()
  await desk.settled()
  expect(await desk.api.drafts.list(undefined)).toEqual([])
})

it('another agent sees nothing of the one before, and does not get in over unsent work', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const target = await world.takeCase(desk)
  await desk.api.drafts.save({ caseId: target.id, mode: 'reply', body: 'Majin osnutek' })
  await desk.api.session.signOut({ wipe: false, force: false })
  const signIn = () => desk.api.session.signIn({ portalUrl: world.url, ...IGOR })
  expect(await refusal(signIn)).toEqual({ code: 'unsent_work', params: { count: 1, agent: 'Maja Kotnik' } })
  await desk.api.session.signIn({ portalUrl: world.url, ...MAJA })
  await desk.settled()
  await desk.api.drafts.save({ caseId: target.id, mode: 'reply', body: '' })
  await desk.api.session.signOut({ wipe: false, force: false })
  expect((await signIn()).agent).toMatchObject({ id: IGOR_ID })
  await desk.settled()
  expect((await desk.api.sync.operations({ limit: 10 })).total).toBe(0)
})

it('another agent does not get in over forms and files that were begun either, and a wipe asks before it takes them', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  const target = await world.takeCase(desk)
  const { api } = desk
  const signIn = () => api.session.signIn({ portalUrl: world.url, ...IGOR })
  const signOut = (wipe: boolean) => api.session.signOut({ wipe, force: false })
  const begin = (entry: string | null) => [
    () => api.cases.keepEntry({ entry }),
    () => api.estimates.keepEntry({ caseId: target.id, entry }),
    () => api.rmas.keepEntry({ caseId: target.id, entry }),
    () => api.cases.keepEdits({ entry }),
    () => api.rmas.keepScanned({ entry }),
    () => api.registrations.keepEntry({ entry }),
    () => api.customers.keepEntry({ entry }),
    () => api.templates.keepEntry({ entry }),
    () => api.macros.keepEntry({ entry }),
  ]
  const forms = begin('{"a":{"text":"Začeto"}}')
  for (const keep of forms) await keep()
  const file = new File(['Zapis napake\n'.repeat(50)], 'zapis.txt')
  await api.attachments.stage({ caseId: target.id, mode: 'note', file })
  // The files of the new case are one with its form.
  await api.attachments.stage({ caseId: 'new-case', mode: 'reply', file })
  const count = forms.length + 1
  expect(await refusal(() => signOut(true))).toEqual({ code: 'unsent_work', params: { count } })
  await signOut(false)
  expect(await refusal(signIn)).toEqual({ code: 'unsent_work', params: { count, agent: 'Maja Kotnik' } })

  await api.session.signIn({ portalUrl: world.url, ...MAJA })
  expect(await api.cases.entry(undefined)).toContain('Začeto')
  for (const keep of begin(null)) await keep()
  // One file is left in each place; what is empty counts for nothing.
  for (const keep of begin('{"lines":[{"fault":"","warranty":"undecided"}],"mode":"received","sound":false}'))
    await keep()
  expect(await refusal(() => signOut(true))).toEqual({ code: 'unsent_work', params: { count: 2 } })
  for (const [caseId, mode] of [
    [target.id, 'note'],
    ['new-case', 'reply'],
  ] as const) {
    const staged = (await api.drafts.get({ caseId, mode }))?.attachments ?? []
    for (const { id } of staged) await api.attachments.unstage({ attachmentId: id })
  }
  await signOut(false)
  expect((await signIn()).agent).toMatchObject({ id: IGOR_ID })
})

it('automatic sign-in waits for a portal that is not there yet', async () => {
  proxy.cut()
  const desk = await world.openDesk({ portalUrl: proxy.url, autoSignIn: MAJA })
  expect((await desk.api.session.state(undefined)).agent).toBeNull()
  await proxy.heal()
  await expect
    .poll(async () => (await desk.api.session.state(undefined)).agent, { timeout: 15_000 })
    .toMatchObject({ id: MAJA_ID })
  await expect.poll(() => desk.events).toContainEqual({ type: 'session' })
})

it('a token never goes along to another host', async () => {
  const desk = await world.openDesk()
  await desk.settled()
  await desk.close()
  const moved = await world.openDesk({
    autoSignIn: undefined,
    profileDir: desk.profileDir,
    key: desk.key,
    portalUrl: 'https://elsewhere.example',
  })
  expect((await moved.api.session.state(undefined)).agent).toBeNull()
  await moved.close()
})

it('a profile with another key says so everywhere, is set aside on request, and nothing of it is deleted', async () => {
  const first = await world.openDesk()
  await first.settled()
  const target = await world.takeCase(first)
  await first.api.sync.setWorkOffline({ workOffline: true })
  await first.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Dragoceno' })
  await first.close()
  const before = readFileSync(join(first.profileDir, 'outbox.db'))

  const other = await world.openDesk({ autoSignIn: undefined, profileDir: first.profileDir, key: randomBytes(32) })
  for (const call of [
    () => other.api.session.state(undefined),
    () => other.api.settings.get(undefined),
    () => other.api.session.signIn({ portalUrl: world.url, ...MAJA }),
    () => other.api.sync.state(undefined),
  ]) {
    expect(await refusal(call)).toMatchObject({ code: 'wrong_key' })
  }
  expect(other.events[0]).toMatchObject({ type: 'sync', state: { problem: { code: 'wrong_key' }, signedIn: false } })
  const { keptIn } = await other.api.session.startAnew(undefined)
  expect(existsSync(join(first.profileDir, keptIn))).toBe(true)
  expect(readFileSync(join(first.profileDir, keptIn))).toEqual(before)
  await other.api.session.signIn({ portalUrl: world.url, ...MAJA })
  await other.settled()
  expect((await other.api.sync.operations({ limit: 10 })).total).toBe(0)
  expect(await refusal(() => other.api.session.startAnew(undefined))).toMatchObject({ code: 'invalid_input' })
})

it('an outbox that cannot be read is set aside like one with another key', async () => {
  const first = await world.openDesk()
  await first.settled()
  await first.close()
  const file = join(first.profileDir, 'outbox.db')
  const bytes = readFileSync(file)
  randomBytes(bytes.length - 4096).copy(bytes, 4096)
  writeFileSync(file, bytes.length > 4096 ? bytes : randomBytes(4096))
  const other = await reopen(first)
  expect(await refusal(() => other.api.session.state(undefined))).toMatchObject({ code: 'wrong_key' })
  const { keptIn } = await other.api.session.startAnew(undefined)
  expect(existsSync(join(first.profileDir, keptIn))).toBe(true)
  expect((await other.api.session.state(undefined)).agent).toBeNull()
})

it('a broken mirror is pulled again by itself, and unsent work is still there', async () => {
  const first = await world.openDesk()
  await first.settled()
  const target = await world.takeCase(first)
  await first.api.sync.setWorkOffline({ workOffline: true })
  const { opId } = await first.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Preživi' })
  await first.close()
  writeFileSync(join(first.profileDir, 'mirror.db'), randomBytes(65_536))
  const again = await reopen(first)
  expect((await again.api.session.state(undefined)).notice).toBe('mirror_rebuilt')
  expect((await again.state()).waiting).toBe(1)
  await again.api.sync.setWorkOffline({ workOffline: false })
  await again.settled()
  expect((await world.notesOf(target.id)).filter(({ id }) => id === opId)).toHaveLength(1)
})

it('a mirror on which pending work cannot be shown is pulled again, and the desk opens all the same', async () => {
  const first = await world.openDesk()
  await first.settled()
  const target = await world.takeCase(first)
  await first.api.sync.setWorkOffline({ workOffline: true })
  await first.api.cases.addNote({ caseId: target.id, visibility: 'public', body: 'Preživi tudi to' })
  await first.close()
  const { mirror } = openMirror(join(first.profileDir, 'mirror.db'), first.key)
  mirror.exec('DROP TABLE overlay')
  closeDatabase(mirror)
  const again = await reopen(first)
  expect((await again.state()).waiting).toBe(1)
  await again.api.sync.setWorkOffline({ workOffline: false })
  await again.settled()
  expect((await world.notesOf(target.id)).filter(({ body }) => body === 'Preživi tudi to')).toHaveLength(1)
})
