import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUploads } from '#portal/blobs/uploads.ts'
import { forgetRequests } from '#portal/customer-cases/requests.ts'
import { forgetUploads, MAX_WAITING_UPLOADS } from '#portal/customer-cases/uploads.ts'
import { openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { attachments, blobs, customerRequests, customerUploads, notes } from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import { customerCaseDetail, newCaseResponse, uploadResponse } from '#shared/customer-api/cases.ts'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { aDocument, aLog, aPicture, sha256Of } from '#test/factories/files.ts'
import { aNote, anAttachment } from '#test/factories/rows.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { folderStore, s3Store, type TestStore } from './blob-stores.ts'
import { aCaseForm, addContact, aNoteForm, type Browser, signedIn } from './customer-browser.ts'
import { createWorld, type World } from './world.ts'

const DAY = 86_400_000
const MAX_BYTES = 3 * 1024 * 1024
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const { cases: CASES, files: FILES, uploads: UPLOADS } = CUSTOMER_PATHS

describe.each([
  ['a folder', folderStore],
  ['an S3 server', s3Store],
])('customers’ files in %s', (_title, startStore) => {
  let kept: TestStore
  let database: PortalDatabase
  let world: World
  let app: FastifyInstance
  let maja: Browser
  let other: Browser

  beforeAll(async () => {
    kept = await startStore()
    database = await openDatabase(await migratedDatabase())
    world = await createWorld(database)
  })
  beforeEach(async () => {
    for (const table of [customerUploads, customerRequests, attachments, notes, blobs]) await database.db.delete(table)
    app = await buildApp({ ...world.deps, database, blobStore: kept.store, maxAttachmentBytes: MAX_BYTES })
    maja = await signedIn(world, app, await addContact(world, { role: 'own' }))
    other = await signedIn(world, app, await addContact(world, { role: 'company' }))
  })
  afterEach(() => app.close())
  afterAll(async () => {
    await database.close()
    await kept.stop()
  })

  const send = async (bytes: Buffer | string, name?: string, who = maja) => {
    const { status, body } = await who.upload(bytes, name)
    expect([status, body]).toEqual([200, body])
    return uploadResponse.strict().parse(body)
  }
  const waiting = () => database.db.select().from(customerUploads)
  const detail = async (id: string) => customerCaseDetail.parse((await maja.get(`${CASES}/${id}`)).body)

  it('go with a new case and with a note, and come back as downloads, byte for byte', async () => {
    const picture = aPicture()
    const log = aLog(200_000)
    const first = await send(picture, 'slika omare š.png')
    const { caseId } = newCaseResponse.parse((await maja.post(CASES, aCaseForm({ files: [first.fileId] }))).body)
    const second = await send(log, 'dnevnik.log')
    await maja.post(`${CASES}/${caseId}/notes`, aNoteForm({ body: '', files: [second.fileId] }))

    const shown = await detail(caseId)
    expect(shown.attachments).toEqual([
      { id: first.fileId, fileName: 'slika omare š.png', mediaType: 'image/png', size: picture.length },
    ])
    expect(shown.thread).toMatchObject([
      {
        type: 'note',
        body: '',
        attachments: [{ id: second.fileId, fileName: 'dnevnik.log', mediaType: 'text/plain' }],
      },
    ])
    expect(await waiting()).toEqual([])
    for (const [id, bytes] of [
      [first.fileId, picture],
      [second.fileId, log],
    ] as const) {
      const answer = await maja.request({ url: `${FILES}/${id}`, headers: { 'accept-encoding': 'gzip, br' } })
      expect(answer.status).toBe(200)
      expect(sha256Of(answer.raw)).toBe(sha256Of(bytes))
      expect(answer.headers).toMatchObject({
        'content-length': String(bytes.length),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
        'content-disposition': expect.stringMatching(/^attachment; filename="/),
      })
    }
    const { headers } = await maja.get(`${FILES}/${first.fileId}`)
    expect(headers['content-disposition']).toBe(
      `attachment; filename="slika omare s.png"; filename*=UTF-8''slika%20omare%20%C5%A1.png`,
    )
  })

  it('are what their bytes say, whatever they are called and announced as', async () => {
    const page = '<!doctype html><script>alert(1)</script>'
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(500)])
    for (const [bytes, name] of [
      [page, 'slika.png'],
      [drawing, 'slika.svg'],
      [program, 'racun.pdf'],
      ['#!/bin/sh\nrm -rf /', 'dnevnik.txt'],
    ] as const) {
      const { status, body } = await maja.upload(bytes, name)
      expect([name, status, body]).toMatchObject([name, 415, { code: 'file_type_refused' }])
    }
    expect(await send(aPicture(), 'virus.exe')).toMatchObject({ mediaType: 'image/png', fileName: 'virus.exe.txt' })
    const lying = await maja.request({
      method: 'POST',
      url: `${UPLOADS}?name=x.html`,
      headers: { 'content-type': 'text/html' },
      payload: aDocument(),
    })
    expect([lying.status, lying.body]).toMatchObject([200, { mediaType: DOCUMENT, fileName: 'x.html.txt' }])
  })

  it('have names that are nothing but names', async () => {
    for (const [name, clean] of [
      ['../../etc/passwd', '__.._etc_passwd'],
      ['C:\\Windows\\win.ini', 'C__Windows_win.ini'],
      ['a\r\nSet-Cookie: x=1', 'a__Set-Cookie_ x=1'],
      ['\u202egnp.exe', '_gnp.exe.txt'],
      ['"; filename="x.html', '_; filename=_x.html.txt'],
      ['\0', '_'],
      ['', 'file'],
      [`${'š'.repeat(900)}.png`, expect.stringMatching(/^š{251}\.png$/)],
    ] as const) {
      const { fileId, fileName } = await send(aPicture(), name)
      expect([name, fileName]).toEqual([name, clean])
      const { caseId } = newCaseResponse.parse((await maja.post(CASES, aCaseForm({ files: [fileId] }))).body)
      expect((await detail(caseId)).attachments[0]?.fileName).toEqual(clean)
      const { status, headers } = await maja.get(`${FILES}/${fileId}`)
      expect([status, headers['set-cookie']]).toEqual([200, undefined])
      expect(headers['content-disposition']).toMatch(
        /^attachment; filename="[\w.() -]*"; filename\*=UTF-8''[\w.%~!*-]+$/,
      )
    }
  })

  it('are refused when they are empty or too large, as soon as that is known, and nothing stays of them', async () => {
    const before = leftovers()
    expect(await maja.upload('')).toMatchObject({
      status: 422,
      body: { code: 'invalid_fields', fields: { file: 'required' } },
    })
    expect(await maja.upload(aLog(MAX_BYTES + 1))).toMatchObject({ status: 413, body: { code: 'too_large' } })
    expect(await maja.upload(aPicture(MAX_BYTES))).toMatchObject({ status: 200 })
    // Small while it travels.
    const bomb = await maja.request({
      method: 'POST',
      url: `${UPLOADS}?name=a.txt`,
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' },
      payload: gzipSync(Buffer.alloc(64 * MAX_BYTES, 0x20)),
    })
    expect([bomb.status, bomb.body]).toMatchObject([413, { code: 'too_large' }])
    expect(await waiting()).toHaveLength(1)
    expect(leftovers()).toEqual(before)
  })

  it('whose length nobody announced are cut off at the limit; one that breaks off leaves nothing', async () => {
    const base = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    const before = leftovers()
    const headers = { cookie: maja.cookie, [CSRF_HEADER]: maja.csrf, 'content-type': 'application/octet-stream' }
    const begin = () => httpRequest(new URL(`${UPLOADS}?name=a.txt`, base), { method: 'POST', headers })

    const endless = begin()
    const answered = new Promise<number>((resolve, reject) => {
      endless.on('response', (answer) => resolve(answer.resume().statusCode ?? 0))
      endless.on('error', reject)
    })
    for (let sent = 0; sent <= MAX_BYTES + 65_536; sent += 65_536) endless.write(Buffer.alloc(65_536, 0x61))
    expect(await answered).toBe(413)
    endless.destroy()

    const broken = begin().on('error', () => {})
    broken.write(Buffer.alloc(65_536, 0x61))
    await vi.waitFor(() => expect(leftovers().length).toBeGreaterThan(before.length))
    broken.destroy()
    await vi.waitFor(() => expect(leftovers()).toEqual(before))
    expect(await waiting()).toEqual([])
  })

  it('belong to whoever sent them until they are attached, and then once', async () => {
    const { fileId } = await send(aPicture())
    const mine = await world.addCase({ contactId: maja.contact.id })
    // A colleague may see the case, but not take the file.
    const stolen = await other.post(`${CASES}/${mine.id}/notes`, aNoteForm({ files: [fileId] }))
    expect([stolen.status, stolen.body]).toMatchObject([422, { fields: { files: 'invalid' } }])
    expect((await other.delete(`${UPLOADS}/${fileId}`)).status).toBe(404)
    expect((await other.get(`${FILES}/${fileId}`)).status).toBe(404)
    // Not even the sender fetches it before it belongs to something.
    expect((await maja.get(`${FILES}/${fileId}`)).status).toBe(404)
    expect((await maja.post(CASES, aCaseForm({ files: [fileId, fileId] }))).status).toBe(422)

    expect((await maja.post(`${CASES}/${mine.id}/notes`, aNoteForm({ files: [fileId] }))).status).toBe(200)
    expect((await maja.post(`${CASES}/${mine.id}/notes`, aNoteForm({ files: [fileId] }))).status).toBe(422)
    expect((await maja.delete(`${UPLOADS}/${fileId}`)).status).toBe(404)
    expect((await other.get(`${FILES}/${fileId}`)).status).toBe(200)
    expect(await database.db.select().from(notes)).toHaveLength(1)
  })

  it('of internal notes and of others’ cases are nobody’s to fetch', async () => {
    const bytes = aDocument()
    const { fileId } = await send(bytes)
    const { caseId } = newCaseResponse.parse((await maja.post(CASES, aCaseForm({ files: [fileId] }))).body)
    const internal = aNote({ caseId, visibility: 'internal', authorKind: 'agent' })
    await database.db.insert(notes).values(internal)
    const colleagues = await world.addCase({ contactId: other.contact.id })
    const hidden = [
      anAttachment({ caseId, noteId: internal.id, sha256: sha256Of(bytes), size: bytes.length }),
      anAttachment({ caseId: colleagues.id, sha256: sha256Of(bytes), size: bytes.length }),
    ]
    await database.db.insert(attachments).values(hidden)
    for (const { id } of hidden) expect((await maja.get(`${FILES}/${id}`)).status).toBe(404)
    // What somebody knows of the content opens nothing.
    for (const id of [sha256Of(bytes), '%00', 'x'.repeat(65), '..%2f..%2fetc%2fpasswd', "'--"]) {
      expect([id, (await maja.get(`${FILES}/${id}`)).status]).toEqual([id, 404])
    }
    expect((await maja.get(`${FILES}/${fileId}`)).status).toBe(200)
  })

  it('may be taken back, and wait in a limited number', async () => {
    const { fileId } = await send(aPicture())
    expect((await maja.delete(`${UPLOADS}/${fileId}`)).status).toBe(204)
    expect((await maja.delete(`${UPLOADS}/${fileId}`)).status).toBe(404)
    const row = { contactId: maja.contact.id, fileName: 'a', mediaType: 'image/png', size: 1, sha256: 'a' }
    const many = Array.from({ length: MAX_WAITING_UPLOADS }, (_, at) => ({ ...row, id: `w${at}`, createdAt: 1 }))
    await database.db.insert(customerUploads).values(many)
    expect(await maja.upload(aPicture())).toMatchObject({ status: 422, body: { code: 'too_many_files' } })
    await send(aPicture(), 'x.png', other)
  })

  it('that were never attached are forgotten after two days, and their bytes a week later', async () => {
    const uploads = createUploads({ db: database.db, store: kept.store, now: world.clock.now })
    const upkeep = async () => {
      await forgetUploads(database.db, world.clock.now())
      await forgetRequests(database.db, world.clock.now())
      await uploads.clean()
    }
    const lone = aLog(5000)
    const used = aLog(6000)
    await send(lone)
    const { fileId } = await send(used)
    await maja.post(CASES, aCaseForm({ files: [fileId] }))
    world.clock.pass(2 * DAY)
    await upkeep()
    expect(await waiting()).toHaveLength(1)
    world.clock.pass(1)
    await upkeep()
    expect(await waiting()).toEqual([])
    world.clock.pass(7 * DAY)
    await upkeep()
    expect((await database.db.select().from(blobs)).map(({ sha256 }) => sha256)).toEqual([sha256Of(used)])
    expect(await kept.store.read(sha256Of(lone), { from: 0, to: 1 })).toBeNull()
    expect(await database.db.select().from(customerRequests)).toHaveLength(1)
    world.clock.pass(30 * DAY)
    await upkeep()
    expect(await database.db.select().from(customerRequests)).toEqual([])
  })

  it('of a form that stays open keep the bytes, however old their content is', async () => {
    const uploads = createUploads({ db: database.db, store: kept.store, now: world.clock.now })
    const bytes = aLog(7000)
    await send(bytes, 'a.log', other)
    await database.db.delete(customerUploads)
    world.clock.pass(8 * DAY)
    const again = await signedIn(world, app, maja.contact)
    const { fileId } = await send(bytes, 'b.log', again)
    await uploads.clean()
    await again.post(CASES, aCaseForm({ files: [fileId] }))
    expect((await again.get(`${FILES}/${fileId}`)).raw).toEqual(bytes)
    expect(
      await database.db
        .select()
        .from(blobs)
        .where(eq(blobs.sha256, sha256Of(bytes))),
    ).toHaveLength(1)
  })

  it('of one content sent by several at once are kept once', async () => {
    const bytes = aLog(2_500_000)
    const sent = await Promise.all([send(bytes), send(bytes, 'b.txt', other), send(bytes, 'c.txt')])
    expect(new Set(sent.map(({ fileId }) => fileId)).size).toBe(3)
    expect(await database.db.select().from(blobs)).toMatchObject([{ complete: true, size: bytes.length }])
  })
})

/** Files on their way are kept in folders of their own under the system's temporary folder. */
function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('spica-upload-'))
}
