import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { NEW_CASE } from '#shared/domain/case.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import { aDocument, aLog, aPicture, sha256Of } from '#test/factories/files.ts'
import { type FaultProxy, type Seen, startFaultProxy } from './fault-proxy.ts'
import { refusal, startWorld, type TestDesk, type World } from './world.ts'

let world: World
let proxy: FaultProxy
let desk: TestDesk
let found: CaseSummary

beforeAll(async () => {
  world = await startWorld({ cases: 300 })
})
beforeEach(async () => {
  proxy = await startFaultProxy(world.url)
  desk = await world.openDesk({ portalUrl: proxy.url })
  await desk.settled()
  found = await world.takeCase(desk)
})
afterEach(async () => {
  await desk.close()
  await proxy.close()
})
afterAll(() => world.stop())

const UNKNOWN = {
  entitlementId: null,
  customerSystemId: null,
  warrantyRepair: null,
  serialNumber: null,
  customerReference: null,
}
const fileOf = (bytes: Buffer, name = 'slika.png') => new File([new Uint8Array(bytes)], name)
const stage = (bytes: Buffer, name?: string, of: TestDesk = desk) =>
  of.api.attachments.stage({ caseId: found.id, mode: 'note', file: fileOf(bytes, name) })
const draft = () => desk.api.drafts.get({ caseId: found.id, mode: 'note' })
const send = (body = 'V prilogi.') =>
  desk.api.cases.addNote({ caseId: found.id, visibility: 'internal', body, evenSo: true })
const isBlob = ({ path, method }: Seen) => path.includes('/blobs/') && method === 'PATCH'
const sentBytes = () =>
  proxy.seen.filter(isBlob).reduce((sum, { headers }) => sum + Number(headers['content-length'] ?? 0), 0)
const rows = () =>
  world.query<{ id: string; file_name: string; media_type: string; sha256: string }>(
    'SELECT id, file_name, media_type, sha256 FROM attachments WHERE case_id = $1 ORDER BY file_name',
    [found.id],
  )
const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer())

async function noteFiles(of: TestDesk, body: string) {
  const { items } = await of.api.cases.thread({ caseId: found.id, limit: 50 })
  return items.flatMap((item) => (item.type === 'note' && item.body === body ? item.attachments : []))
}

async function sent(opId: string): Promise<void> {
  await vi.waitFor(async () => expect((await desk.operation(opId))?.state).toBe('settled'), {
    timeout: 28_000,
    interval: 30,
  })
}

test('files are staged offline, outlive a restart, go with the note, and are the draft’s again when it is withdrawn', async () => {
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const picture = aPicture(100_000)
  const view = await stage(picture)
  expect(view).toMatchObject({ fileName: 'slika.png', mediaType: 'image/png', size: 100_000, state: 'staged', sent: 0 })
  await stage(aDocument(), 'navodila.docx')
  expect((await stage(picture)).id).toBe(view.id)
  await desk.close()

  desk = await world.openDesk({ portalUrl: proxy.url, profileDir: desk.profileDir, key: desk.key })
  expect((await draft())?.attachments.map(({ fileName }) => fileName)).toEqual(['slika.png', 'navodila.docx'])
  expect((await bytesOf(await desk.api.attachments.read({ attachmentId: view.id }))).equals(picture)).toBe(true)

  const { opId } = await send('')
  expect(await draft()).toBeNull()
  expect((await desk.operation(opId))?.attachments).toMatchObject([{ state: 'uploading' }, { state: 'uploading' }])
  await desk.api.sync.withdraw({ opId })
  expect((await draft())?.attachments).toMatchObject([{ id: view.id, state: 'staged' }, { state: 'staged' }])

  const again = await send('Z dvema prilogama')
  expect(await noteFiles(desk, 'Z dvema prilogama')).toHaveLength(2)
  await desk.api.sync.setWorkOffline({ workOffline: false })
  await sent(again.opId)
  expect(await rows()).toMatchObject([
    { file_name: 'navodila.docx', media_type: expect.stringContaining('wordprocessingml') },
    { file_name: 'slika.png', media_type: 'image/png', id: view.id, sha256: sha256Of(picture) },
  ])
  await desk.settled()
  expect((await noteFiles(desk, 'Z dvema prilogama')).map(({ state }) => state)).toEqual(['here', 'here'])
})

test('what may not be attached is refused with its reason, and nothing is kept', async () => {
  expect(await refusal(() => stage(Buffer.alloc(0), 'prazna.txt'))).toEqual({
    code: 'file_empty',
    params: { name: 'prazna.txt' },
  })
  for (const [name, bytes] of [
    ['slika.png', Buffer.concat([Buffer.from('MZ'), aPicture(1000)])],
    ['stran.txt', Buffer.from('<!doctype html><p>')],
    ['risba.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ] as const) {
    expect(await refusal(() => stage(bytes, name))).toMatchObject({ code: 'file_type_refused' })
  }
  const tooLarge = new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'velika.log')
  expect(
    await refusal(() => desk.api.attachments.stage({ caseId: found.id, mode: 'note', file: tooLarge })),
  ).toMatchObject({ code: 'file_too_large', params: { max: 25 * 1024 * 1024 } })
  expect(await draft()).toBeNull()

  for (let count = 0; count < 20; count++) await stage(aLog(200), `dnevnik-${count}.log`)
  expect(await refusal(() => stage(aLog(200)))).toEqual({ code: 'too_many_files', params: { max: 20 } })
  // What was taken back comes to what was begun after it.
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const sent = await desk.api.cases.addNote({ caseId: found.id, visibility: 'internal', body: 'Glej dnevnike.' })
  await stage(aLog(300), 'še-eden.log')
  await desk.api.sync.withdraw({ opId: sent.opId })
  const tooMany = { caseId: found.id, visibility: 'internal', body: 'Glej dnevnike.' } as const
  expect(await refusal(() => desk.api.cases.addNote(tooMany))).toEqual({ code: 'too_many_files', params: { max: 20 } })
  await desk.api.sync.setWorkOffline({ workOffline: false })
  const [last] = (await draft())!.attachments
  await desk.api.attachments.unstage({ attachmentId: last!.id })
  const [first] = (await draft())!.attachments
  await desk.api.attachments.unstage({ attachmentId: first!.id })
  expect((await draft())?.attachments).toHaveLength(19)
  expect(await refusal(() => desk.api.attachments.unstage({ attachmentId: first!.id }))).toMatchObject({
    code: 'not_found',
  })
})

test('names are only names', async () => {
  expect((await stage(aLog(), '../../etc/racun.pdf.exe')).fileName).toBe('__.._etc_racun.pdf.exe.txt')
})

test('an upload goes on where the line was cut, and no byte is lost or sent in vain', async () => {
  const bytes = aPicture(6_000_000)
  await stage(bytes)
  let lost = 0
  proxy.losesAnswer = (seen) => isBlob(seen) && proxy.seen.filter(isBlob).length === 4 && ++lost === 1
  const { opId } = await send()
  await sent(opId)
  expect(lost).toBe(1)
  // The answer was lost, the bytes were not: the portal is asked, and nothing of them goes again.
  expect(sentBytes()).toBe(bytes.length)
  expect(await rows()).toMatchObject([{ sha256: sha256Of(bytes) }])
})

test('a cut line and a restart cost one chunk at most', async () => {
  const bytes = aPicture(6_000_000)
  await stage(bytes)
  proxy.swallows = (seen) => isBlob(seen) && proxy.seen.filter(isBlob).length === 4
  const { opId } = await send()
  await vi.waitFor(() => expect(proxy.seen.filter(isBlob)).toHaveLength(4), { timeout: 10_000 })
  expect(await desk.operation(opId)).toMatchObject({ state: 'waiting', attachments: [{ state: 'uploading' }] })
  expect((await desk.operation(opId))!.attachments[0]!.sent).toBeGreaterThan(0)
  await desk.close()
  proxy.swallows = null
  desk = await world.openDesk({ portalUrl: proxy.url, profileDir: desk.profileDir, key: desk.key })
  await sent(opId)
  expect(sentBytes()).toBeLessThanOrEqual(bytes.length + 1024 * 1024)
  expect(await rows()).toMatchObject([{ sha256: sha256Of(bytes) }])
})

test('an upload that hangs holds back its own case alone', async () => {
  const other = await world.takeCase(desk)
  await stage(aPicture(2_000_000))
  proxy.swallows = isBlob
  const { opId } = await send()
  await vi.waitFor(() => expect(proxy.seen.some(isBlob)).toBe(true), { timeout: 10_000 })
  const after = await send('Po prilogi')
  const elsewhere = await desk.api.cases.addNote({
    caseId: other.id,
    visibility: 'internal',
    body: 'Drugje',
    evenSo: true,
  })
  await sent(elsewhere.opId)
  expect((await desk.operation(opId))?.state).toBe('waiting')
  expect((await desk.operation(after.opId))?.state).toBe('waiting')
  proxy.swallows = null
  proxy.cut()
  await proxy.heal()
  await desk.api.sync.now(undefined)
  await sent(opId)
  await sent(after.opId)
})

test('a colleague fetches a file on demand, through a line that breaks, and has it offline afterwards', async () => {
  const bytes = aPicture(5_000_000)
  await stage(bytes, 'dokaz.png')
  await sent((await send('Dokaz')).opId)

  const line = await startFaultProxy(world.url)
  const colleague = await world.openDesk({ portalUrl: line.url })
  await colleague.settled()
  const [file] = await noteFiles(colleague, 'Dokaz')
  expect(file).toMatchObject({ fileName: 'dokaz.png', state: 'remote' })
  const attachmentId = file!.id
  expect(await refusal(() => colleague.api.attachments.read({ attachmentId }))).toMatchObject({ code: 'file_not_here' })

  const gets = () => line.seen.filter(({ path, method }) => path.includes('/blobs/') && method === 'GET')
  line.losesAnswer = () => gets().length === 4
  expect(await refusal(() => colleague.api.attachments.fetch({ attachmentId }))).toMatchObject({
    code: 'file_not_here',
  })
  line.losesAnswer = null
  await colleague.api.attachments.fetch({ attachmentId })
  const starts = gets().map(({ headers }) => Number(/=(\d+)-/.exec(headers.range ?? '')?.[1]))
  expect(starts.filter((start) => start === 0)).toHaveLength(1)

  await colleague.api.sync.setWorkOffline({ workOffline: true })
  const here = await colleague.api.attachments.read({ attachmentId })
  expect([here.name, here.type]).toEqual(['dokaz.png', 'image/png'])
  expect((await bytesOf(here)).equals(bytes)).toBe(true)
  expect((await noteFiles(colleague, 'Dokaz'))[0]?.state).toBe('here')

  // A flipped bit on the disk is found, said, and mended by the portal.
  damage(colleague)
  expect(await refusal(() => colleague.api.attachments.read({ attachmentId }))).toMatchObject({ code: 'file_not_here' })
  expect(await refusal(() => colleague.api.attachments.fetch({ attachmentId }))).toMatchObject({
    code: 'file_not_here',
  })
  await colleague.api.sync.setWorkOffline({ workOffline: false })
  await colleague.settled()
  await colleague.api.attachments.fetch({ attachmentId })
  expect((await bytesOf(await colleague.api.attachments.read({ attachmentId }))).equals(bytes)).toBe(true)
  await colleague.close()
  await line.close()
})

test('an unsent file that the disk has spoiled stops its operation, with its words', async () => {
  await desk.api.sync.setWorkOffline({ workOffline: true })
  await stage(aPicture(300_000), 'edina.png')
  const { opId } = await send('Besede ostanejo')
  damage(desk)
  await desk.api.sync.setWorkOffline({ workOffline: false })
  await vi.waitFor(async () => expect((await desk.operation(opId))?.state).toBe('rejected'), { timeout: 10_000 })
  expect(await desk.operation(opId)).toMatchObject({
    body: 'Besede ostanejo',
    problem: { code: 'file_not_here', params: { name: 'edina.png' } },
    withdrawable: true,
  })
})

test('files in the profile are not readable without its key', async () => {
  await stage(Buffer.from('zaupno '.repeat(5_000)), 'zaupno.txt')
  const dir = join(desk.profileDir, 'files')
  for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name)).includes('zaupno')).toBe(false)
})

test('25 MB from one desk to another', async () => {
  const bytes = aPicture(25 * 1024 * 1024)
  const began = performance.now()
  await stage(bytes)
  const staged = performance.now()
  const { opId } = await send('Velika')
  await sent(opId)
  const uploaded = performance.now()
  const colleague = await world.openDesk()
  await colleague.settled()
  const [file] = await noteFiles(colleague, 'Velika')
  const fetching = performance.now()
  await colleague.api.attachments.fetch({ attachmentId: file!.id })
  const ms = [staged - began, uploaded - staged, performance.now() - fetching].map(Math.round)
  console.info(`25 MB: staged in ${ms[0]} ms, sent in ${ms[1]} ms, fetched in ${ms[2]} ms`)
  expect((await bytesOf(await colleague.api.attachments.read({ attachmentId: file!.id }))).equals(bytes)).toBe(true)
})

/** One bit in the middle of every file of the profile. */
function damage(of: TestDesk): void {
  const dir = join(of.profileDir, 'files')
  for (const name of readdirSync(dir)) {
    const bytes = readFileSync(join(dir, name))
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    writeFileSync(join(dir, name), bytes)
  }
}

test('files of a new case go with it, and everybody sees them at the case', async () => {
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const picture = aPicture(50_000)
  const stageNew = (bytes: Buffer, name: string) =>
    desk.api.attachments.stage({ caseId: NEW_CASE, mode: 'reply', file: fileOf(bytes, name) })
  await stageNew(picture, 'nalepka.png')
  await stageNew(aLog(), 'dnevnik.txt')
  expect((await desk.api.drafts.get({ caseId: NEW_CASE, mode: 'reply' }))?.attachments).toHaveLength(2)
  const { case: known } = await desk.api.cases.get({ caseId: found.id })
  const { caseId, opId } = await desk.api.cases.create({
    caseType: 'rma',
    title: 'Terminal s počenim zaslonom',
    description: 'Stranka je poslala sliko.',
    contactId: known.contactId,
    ...UNKNOWN,
  })
  expect(await desk.api.drafts.get({ caseId: NEW_CASE, mode: 'reply' })).toBeNull()
  const files = async (of: TestDesk) => (await of.api.cases.get({ caseId })).attachments
  expect(await files(desk)).toMatchObject([{ fileName: 'nalepka.png', state: 'uploading' }, { state: 'uploading' }])

  await desk.api.sync.setWorkOffline({ workOffline: false })
  await sent(opId)
  await desk.settled()
  expect(await files(desk)).toMatchObject([{ fileName: 'nalepka.png', state: 'here' }, { state: 'here' }])
  const colleague = await world.openDesk({ portalUrl: proxy.url })
  await colleague.settled()
  const [seen] = await files(colleague)
  expect(seen).toMatchObject({ fileName: 'nalepka.png', state: 'remote' })
  await colleague.api.attachments.fetch({ attachmentId: seen!.id })
  expect((await bytesOf(await colleague.api.attachments.read({ attachmentId: seen!.id }))).equals(picture)).toBe(true)
  await colleague.close()
})

test('the files of a new case that is taken back are in the recovery list until they are removed', async () => {
  await desk.api.sync.setWorkOffline({ workOffline: true })
  const picture = aPicture(10_000)
  await desk.api.attachments.stage({ caseId: NEW_CASE, mode: 'reply', file: fileOf(picture) })
  const { case: known } = await desk.api.cases.get({ caseId: found.id })
  const { opId } = await desk.api.cases.create({
    caseType: 'support',
    title: 'Vzeto nazaj',
    description: 'S sliko.',
    contactId: known.contactId,
    ...UNKNOWN,
  })
  await desk.api.sync.withdraw({ opId })
  const [words] = await desk.api.sync.recovered(undefined)
  expect(words).toMatchObject({ kind: 'case', attachments: [{ fileName: 'slika.png', state: 'staged' }] })
  const [file] = words!.attachments
  expect((await bytesOf(await desk.api.attachments.read({ attachmentId: file!.id }))).equals(picture)).toBe(true)
  expect((await desk.api.sync.exportUnsent(undefined)).text).toContain('slika.png')
  await desk.api.sync.removeRecovered({ id: words!.id })
  expect(await desk.api.sync.recovered(undefined)).toEqual([])
  expect(await refusal(() => desk.api.attachments.read({ attachmentId: file!.id }))).toMatchObject({
    code: 'not_found',
  })
})

test('S23: the bytes of files leave the machine with the case; what is unsent stays', async () => {
  const picture = aPicture(20_000)
  await stage(picture, 'odhaja.png')
  const { opId } = await send('Priloga, ki gre s primerom')
  await sent(opId)
  await desk.settled()
  const [file] = await noteFiles(desk, 'Priloga, ki gre s primerom')
  expect(file).toMatchObject({ state: 'here' })
  const unsent = aPicture(30_000)
  await stage(unsent, 'neposlana.png')
  const bytes = () => readdirSync(join(desk.profileDir, 'files')).length
  expect(bytes()).toBe(2)
  const [team] = await world.query<{ team_id: string }>('SELECT team_id FROM cases WHERE id = $1', [found.id])
  await world.query(`INSERT INTO teams (id, name) VALUES ('daleč', 'Daleč') ON CONFLICT DO NOTHING`)
  await world.query(`UPDATE cases SET team_id = 'daleč' WHERE id = $1`, [found.id])
  await vi.waitFor(() => expect(bytes()).toBe(1), { timeout: 15_000, interval: 30 })
  const [words] = await desk.api.sync.recovered(undefined)
  expect(words).toMatchObject({ reason: 'out_of_scope', attachments: [{ fileName: 'neposlana.png' }] })
  await world.query('UPDATE cases SET team_id = $1 WHERE id = $2', [team!.team_id, found.id])
})
