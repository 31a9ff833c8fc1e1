import { randomUUID } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createUploads } from '#portal/blobs/uploads.ts'
import { openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { attachments, blobs } from '#portal/db/schema.ts'
import { MAX_UPLOAD_CHUNK } from '#shared/portal-api/blobs.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { aDocument, aLog, aPicture, sha256Of, zipOf } from '#test/factories/files.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { folderStore, s3Store, type TestStore } from './blob-stores.ts'
import { type Api, aReply, createApi, createWorld, type Desk, type World } from './world.ts'

const MAX_BYTES = 30 * 1024 * 1024
describe.each([
  ['a folder', folderStore],
  ['an S3 server', s3Store],
])('blobs in %s', (_title, startStore) => {
  let kept: TestStore
  let database: PortalDatabase
  let world: World
  let api: Api
  let url: string

  beforeAll(async () => {
    kept = await startStore()
    database = await openDatabase(await migratedDatabase())
    world = await createWorld(database)
    api = await createApi(world, { blobStore: kept.store, maxAttachmentBytes: MAX_BYTES })
    url = await api.app.listen({ host: '127.0.0.1', port: 0 })
  })
  beforeEach(async () => {
    await database.db.delete(attachments)
    await database.db.delete(blobs)
  })
  afterAll(async () => {
    await api.app.close()
    await database.close()
    await kept.stop()
  })

  const call = (method: string, sha256: string, init: RequestInit = {}, { token }: Pick<Desk, 'token'> = api) =>
    fetch(`${url}${PORTAL_PATHS.blobs}/${sha256}`, {
      method,
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    })

  const patch = (bytes: Buffer, offset: number, chunk: Buffer, desk?: Desk, sha256 = sha256Of(bytes)) =>
    call(
      'PATCH',
      sha256,
      {
        body: new Uint8Array(chunk),
        headers: {
          'content-type': 'application/octet-stream',
          'upload-offset': String(offset),
          'upload-length': String(bytes.length),
        },
      },
      desk,
    )

  /** As a desk does it: from where the portal is, until it is whole. Answers how many bytes were sent. */
  async function upload(bytes: Buffer, desk?: Desk, chunkSize = 300_000): Promise<number> {
    let sent = 0
    let offset = 0
    for (;;) {
      const chunk = bytes.subarray(offset, offset + chunkSize)
      const answer = await patch(bytes, offset, chunk, desk)
      expect([204, 409]).toContain(answer.status)
      sent += chunk.length
      offset = Number(answer.headers.get('upload-offset'))
      if (answer.headers.get('upload-complete') === '?1') return sent
    }
  }

  async function attach(bytes: Buffer, overrides: { teamId?: string } = {}): Promise<string> {
    const { id: caseId } = await world.addCase(overrides)
    const id = randomUUID()
    const sha256 = sha256Of(bytes)
    const row = { id, caseId, noteId: null, fileName: 'slika.png', mediaType: 'image/png', size: bytes.length, sha256 }
    await database.db.insert(attachments).values({ ...row, createdAt: world.clock.now() })
    return sha256
  }

  const problem = async (answer: Response) => ({
    status: answer.status,
    ...((await answer.json()) as { code: string }),
  })

  test('an upload goes on where it was and is served once it is whole', async () => {
    const bytes = aPicture(700_001)
    const sha256 = await attach(bytes)
    expect((await call('HEAD', sha256)).status).toBe(404)

    const first = await patch(bytes, 0, bytes.subarray(0, 300_000))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '300000'])
    expect((await call('GET', sha256)).status).toBe(404)
    const head = await call('HEAD', sha256)
    expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual(['300000', '700001'])
    expect(head.headers.get('upload-complete')).toBeNull()

    await patch(bytes, 300_000, bytes.subarray(300_000, 600_000))
    const last = await patch(bytes, 600_000, bytes.subarray(600_000))
    expect([last.status, last.headers.get('upload-complete')]).toEqual([204, '?1'])
    expect((await call('HEAD', sha256)).headers.get('upload-complete')).toBe('?1')

    const whole = await call('GET', sha256, { headers: { 'accept-encoding': 'gzip' } })
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '700001',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
    })
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('ranges of a file', async () => {
    const bytes = aPicture(500_000)
    const sha256 = await attach(bytes)
    await upload(bytes)
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=100-299999', 100, 300_000],
      ['bytes=499999-', 499_999, 500_000],
      ['bytes=-10', 499_990, 500_000],
      ['bytes=400000-900000', 400_000, 500_000],
    ] as const) {
      const answer = await call('GET', sha256, { headers: { range } })
      expect([range, answer.status, answer.headers.get('content-range')]).toEqual([
        range,
        206,
        `bytes ${from}-${to - 1}/500000`,
      ])
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(from, to))).toBe(true)
    }
    const outside = await call('GET', sha256, { headers: { range: 'bytes=500000-' } })
    expect(await problem(outside)).toMatchObject({ status: 416, code: 'range_not_satisfiable' })
  })

  test('bytes for another place are not taken, and the answer says where the portal is', async () => {
    const bytes = aPicture(10_000)
    await patch(bytes, 0, bytes.subarray(0, 4_000))
    for (const offset of [0, 3_999, 4_001, 9_000]) {
      const answer = await patch(bytes, offset, bytes.subarray(offset, offset + 1_000))
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([409, '4000'])
    }
    expect((await patch(bytes, 4_000, bytes.subarray(4_000))).headers.get('upload-complete')).toBe('?1')
    const again = await patch(bytes, 0, bytes.subarray(0, 100))
    expect([again.status, again.headers.get('upload-complete')]).toEqual([409, '?1'])
  })

  test('other bytes than the hash says are thrown away', async () => {
    const bytes = aPicture(10_000)
    const wrong = aPicture(10_000)
    await patch(bytes, 0, bytes.subarray(0, 5_000))
    expect(await problem(await patch(bytes, 5_000, wrong.subarray(5_000)))).toMatchObject({
      status: 422,
      code: 'hash_mismatch',
    })
    expect((await call('HEAD', sha256Of(bytes))).headers.get('upload-offset')).toBe('0')
    await upload(bytes)
  })

  test('another length begins the upload anew', async () => {
    const bytes = aPicture(10_000)
    const sha256 = sha256Of(bytes)
    await patch(Buffer.alloc(20_000), 0, bytes.subarray(0, 5_000), undefined, sha256)
    const answer = await patch(bytes, 5_000, bytes.subarray(5_000))
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([409, '0'])
    await upload(bytes)
  })

  test.each([
    ['a program', Buffer.concat([Buffer.from('MZ'), aPicture(2_000)])],
    ['a page', Buffer.from('\ufeff \n<!DOCTYPE html><title>x</title>')],
    ['a drawing that can run', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a script', Buffer.from('#!/bin/sh\necho\n')],
    ['text in another encoding', Buffer.from([0x48, 0xe8, 0x61, 0x0a])],
    ['text with a NUL', Buffer.from('a\0b')],
    ['a Java archive', zipOf([['META-INF/MANIFEST.MF', 'x']])],
    ['nothing known', Buffer.from([1, 2, 3, 4, 5, 6])],
  ])('%s is refused by its content', async (_name, bytes) => {
    expect(await problem(await patch(bytes, 0, bytes))).toMatchObject({ status: 415, code: 'file_type_refused' })
    expect((await call('HEAD', sha256Of(bytes))).headers.get('upload-offset')).toBe('0')
  })

  test.each([
    ['text/plain', aLog()],
    ['text/plain', Buffer.from('<log><entry time="1"/></log>')],
    ['application/zip', zipOf([['a.txt', 'a']])],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', aDocument()],
    ['application/pdf', Buffer.from('%PDF-1.7\n%čšž\n1 0 obj\n')],
  ])('%s is found from the content', async (mediaType, bytes) => {
    await upload(bytes)
    const [row] = await database.db.select().from(blobs)
    expect(row).toMatchObject({ complete: true, mediaType, size: bytes.length, received: bytes.length })
  })

  test('what is too large is refused before anything is stored', async () => {
    const sha256 = 'a'.repeat(64)
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
    const announced = await call('PATCH', sha256, {
      body: new Uint8Array(10),
      headers: { ...headers, 'upload-length': String(MAX_BYTES + 1) },
    })
    expect(await problem(announced)).toMatchObject({ status: 413, code: 'too_large' })
    const chunk = await call('PATCH', sha256, {
      body: new Uint8Array(MAX_UPLOAD_CHUNK + 1),
      headers: { ...headers, 'upload-length': String(MAX_BYTES) },
    })
    expect(await problem(chunk)).toMatchObject({ status: 413, code: 'too_large' })
    expect(await database.db.select().from(blobs)).toEqual([])
  })

  test('requests that make no sense are refused', async () => {
    const bytes = aPicture(100)
    expect((await patch(bytes, 0, Buffer.alloc(101), undefined)).status).toBe(400)
    expect((await patch(bytes, 0, Buffer.alloc(0))).status).toBe(400)
    expect((await call('PATCH', sha256Of(bytes), { body: new Uint8Array(1) })).status).toBe(400)
    expect((await call('HEAD', 'ABC')).status).toBe(400)
    expect((await call('GET', `..%2f..%2f${'a'.repeat(58)}`)).status).toBe(400)
    for (const method of ['HEAD', 'GET']) {
      expect((await call(method, sha256Of(bytes), {}, { token: 'none' })).status).toBe(401)
    }
  })

  test('two agents that upload the same content at the same time help each other', async () => {
    const bytes = aPicture(3_000_000)
    const bor = await api.as(world.bor)
    const sent = await Promise.all([upload(bytes), upload(bytes, bor), upload(bytes, bor, 123_456)])
    const sha256 = await attach(bytes)
    expect(Buffer.from(await (await call('GET', sha256)).arrayBuffer()).equals(bytes)).toBe(true)
    expect(sent.every((count) => count > 0)).toBe(true)
    expect(await database.db.select().from(blobs)).toHaveLength(1)
  })

  test('two processes of the portal on one store', async () => {
    const bytes = aPicture(2_000_000)
    const sha256 = await attach(bytes)
    const { deps } = world
    const one = createUploads({ db: deps.db, store: kept.store, now: deps.now })
    const other = createUploads({ db: deps.db, store: kept.store, now: deps.now })
    const through = async (uploads: typeof one) => {
      for (let offset = 0; ; ) {
        const chunk = { offset, size: bytes.length, bytes: bytes.subarray(offset, offset + 200_000) }
        const result = await uploads.append(sha256, chunk)
        if (!('received' in result)) throw new Error(result.kind)
        if (result.complete) return
        offset = result.received
      }
    }
    await Promise.all([through(one), through(other)])
    expect(Buffer.from(await (await call('GET', sha256)).arrayBuffer()).equals(bytes)).toBe(true)
  })

  test('only who may see a case with that content can read it', async () => {
    const bytes = aPicture()
    await upload(bytes)
    const sha256 = sha256Of(bytes)
    expect((await call('GET', sha256)).status).toBe(404)
    const team = await world.addTeam(world.bor)
    await attach(bytes, { teamId: team.id })
    expect((await call('GET', sha256)).status).toBe(404)
    expect((await call('GET', sha256, {}, await api.as(world.bor))).status).toBe(200)
    await attach(bytes)
    expect((await call('GET', sha256)).status).toBe(200)
  })

  test('a portal that stopped between the last byte and the check makes up for it', async () => {
    const bytes = aPicture(5_000)
    const sha256 = sha256Of(bytes)
    await kept.store.append(sha256, 0, bytes)
    const at = world.clock.now()
    await database.db.insert(blobs).values({ sha256, size: 5_000, received: 5_000, createdAt: at, touchedAt: at })
    expect((await call('HEAD', sha256)).headers.get('upload-complete')).toBe('?1')
  })

  test('an upload whose bytes are gone from the store begins anew', async () => {
    const bytes = aPicture(5_000)
    await patch(bytes, 0, bytes.subarray(0, 3_000))
    await kept.store.discardUpload(sha256Of(bytes))
    expect((await patch(bytes, 3_000, bytes.subarray(3_000))).status).toBe(422)
    await upload(bytes)
  })

  test('abandoned uploads go after a day, unused files after a week, used ones never', async () => {
    const { deps, clock } = world
    const uploads = createUploads({ db: deps.db, store: kept.store, now: deps.now })
    const [abandoned, unused, used] = [aPicture(), aPicture(), aPicture()]
    await patch(abandoned, 0, abandoned.subarray(0, 100))
    await upload(unused)
    await upload(used)
    await attach(used)
    const names = async () => (await database.db.select().from(blobs)).map(({ sha256 }) => sha256).sort()
    const all = [abandoned, unused, used].map(sha256Of)

    clock.pass(23 * 3_600_000)
    await uploads.clean()
    expect(await names()).toEqual(all.toSorted())
    clock.pass(2 * 3_600_000)
    await uploads.clean()
    expect(await names()).toEqual(all.slice(1).toSorted())
    clock.pass(7 * 86_400_000)
    await uploads.clean()
    expect(await names()).toEqual(all.slice(2))
    expect(await kept.store.read(all[1]!, { from: 0, to: 10 })).toBeNull()
    expect((await call('GET', all[2]!)).status).toBe(200)
    // What was thrown away can come again.
    await upload(unused)
  })

  test('an operation waits for its bytes, and their type is what the portal found', async () => {
    const { id: caseId } = await world.addCase()
    const bytes = aPicture()
    const file = { id: randomUUID(), fileName: 'racun.pdf', mediaType: 'application/pdf' }
    const reply = aReply(caseId, { attachments: [{ ...file, size: bytes.length, sha256: sha256Of(bytes) }] })
    expect((await api.push(reply)).body.results).toMatchObject([{ status: 'retry' }])
    await upload(bytes)
    expect((await api.push(reply)).body.results).toMatchObject([{ status: 'applied' }])
    const [row] = await database.db.select().from(attachments)
    expect(row).toMatchObject({ id: file.id, noteId: reply.opId, fileName: 'racun.pdf', mediaType: 'image/png' })
  })

  test('25 MB', async () => {
    const bytes = aPicture(25 * 1024 * 1024)
    const began = performance.now()
    await upload(bytes, undefined, MAX_UPLOAD_CHUNK)
    const ms = performance.now() - began
    console.info(`25 MB uploaded and checked in ${Math.round(ms)} ms`)
    expect(ms).toBeLessThan(20_000)
  })
})

test('the folder keeps nothing but whole files and uploads under way', async () => {
  const kept = await folderStore()
  const bytes = aPicture()
  const sha256 = sha256Of(bytes)
  await kept.store.append(sha256, 0, bytes)
  expect(readdirSync(join(kept.name, 'incoming'))).toEqual([sha256])
  await kept.store.finish(sha256, bytes.length)
  await kept.store.finish(sha256, bytes.length)
  expect(readdirSync(join(kept.name, 'incoming'))).toEqual([])
  expect(readdirSync(join(kept.name, sha256.slice(0, 2)))).toEqual([sha256])
  await kept.stop()
})

test('a store that does not answer is an outage, not a failure of the request', async () => {
  const kept = await s3Store()
  const database = await openDatabase(await migratedDatabase())
  const world = await createWorld(database)
  const api = await createApi(world, { blobStore: kept.store })
  await kept.stop()
  const bytes = aPicture()
  const answer = await api.app.inject({
    method: 'PATCH',
    url: `${PORTAL_PATHS.blobs}/${sha256Of(bytes)}`,
    headers: {
      authorization: `Bearer ${api.token}`,
      'content-type': 'application/octet-stream',
      'upload-offset': '0',
      'upload-length': String(bytes.length),
    },
    payload: bytes,
  })
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'unavailable'])
  await api.app.close()
  await database.close()
})

test('a folder where the disk refuses to be written', async () => {
  const kept = await folderStore()
  writeFileSync(join(kept.name, 'incoming'), 'in the way')
  await expect(kept.store.append('a'.repeat(64), 0, aPicture())).rejects.toThrow()
  await kept.stop()
})
