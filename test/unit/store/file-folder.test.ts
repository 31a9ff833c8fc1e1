import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FileFolder, openFileFolder } from '#main/store/file-folder/index.ts'
import { PIECE } from '#main/store/file-folder/sealed-file.ts'
import { sha256Of } from '#test/factories/files.ts'

const KEY = Buffer.alloc(32, 7)
let dir: string
let now: number
let folder: FileFolder

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spica-files-'))
  now = Date.UTC(2026, 2, 2, 8)
  folder = openFileFolder(dir, KEY, () => now)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function keep(bytes: Buffer): Promise<string> {
  const sha256 = hashOf(bytes)
  await folder.put(sha256, inPieces(bytes))
  return sha256
}

async function readAll(sha256: string, range?: { from: number; to: number }): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of folder.read(sha256, range)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const files = () => readdirSync(dir).map((name) => join(dir, name))

describe('what was put is read again', () => {
  test.each([1, PIECE - 1, PIECE, PIECE + 1, 16 * PIECE, 16 * PIECE + 1, 3_000_001])(
    '%i bytes, whole and in ranges',
    async (size) => {
      const bytes = randomBytes(size)
      const sha256 = await keep(bytes)
      expect(folder.has(sha256)).toBe(true)
      expect((await readAll(sha256)).equals(bytes)).toBe(true)
      for (const [from, to] of [
        [0, 1],
        [size - 1, size],
        [Math.floor(size / 3), Math.floor(size / 2) + 1],
        [0, size + 5],
        [size, size + 5],
      ] as const) {
        expect((await readAll(sha256, { from, to })).equals(bytes.subarray(from, to))).toBe(true)
      }
    },
  )

  test('nothing of the content, its hash or the key is on the disk', async () => {
    const bytes = Buffer.from('zaupno besedilo stranke '.repeat(8_000))
    const sha256 = await keep(bytes)
    const [file] = files()
    const sealed = readFileSync(file!)
    expect(sealed.includes('zaupno')).toBe(false)
    expect(file).not.toContain(sha256)
    expect(statSync(file!).mode & 0o077).toBe(0)
    const strangers = openFileFolder(dir, Buffer.alloc(32, 8), () => now)
    expect(strangers.has(sha256)).toBe(false)
  })

  test('a file that is not here is said to be missing', async () => {
    await expect(readAll('0'.repeat(64))).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('a file that was changed on the disk is found out', () => {
  test('a bit anywhere', async () => {
    const sha256 = await keep(randomBytes(3 * PIECE + 100))
    const [file] = files()
    const good = readFileSync(file!)
    for (const at of [0, 10, 40, 60, PIECE, 2 * PIECE + 50, good.length - 1]) {
      const bad = Buffer.from(good)
      bad[at]! ^= 1
      writeFileSync(file!, bad)
      await expect(readAll(sha256), `byte ${at}`).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  test('an end that was cut off, also at a piece', async () => {
    const sha256 = await keep(randomBytes(3 * PIECE))
    const [file] = files()
    const { size } = statSync(file!)
    for (const length of [size - 1, 36 + 2 * (PIECE + 28), 36 + 10, 36, 3, 0]) {
      truncateSync(file!, length)
      await expect(readAll(sha256), `${length} bytes`).rejects.toMatchObject({ code: 'damaged' })
    }
  })

  test('pieces that changed places, and a file under the name of another', async () => {
    const bytes = randomBytes(3 * PIECE)
    const sha256 = await keep(bytes)
    const [file] = files()
    const good = readFileSync(file!)
    const piece = (at: number) => good.subarray(36 + at * (PIECE + 28), 36 + (at + 1) * (PIECE + 28))
    writeFileSync(file!, Buffer.concat([good.subarray(0, 36), piece(1), piece(0), piece(2)]))
    await expect(readAll(sha256)).rejects.toMatchObject({ code: 'damaged' })

    const other = await keep(randomBytes(100))
    const otherFile = files().find((name) => name !== file)!
    writeFileSync(otherFile, good)
    await expect(readAll(other)).rejects.toMatchObject({ code: 'damaged' })
  })
})

describe('a file that comes in parts', () => {
  test('goes on where it was, and is here once its hash is right', async () => {
    const bytes = randomBytes(5 * PIECE + 7)
    const sha256 = hashOf(bytes)
    let part = await folder.openPart(sha256)
    expect(part.offset).toBe(0)
    await part.append(bytes.subarray(0, 3 * PIECE + 5))
    await part.close()
    expect(folder.has(sha256)).toBe(false)

    part = await openFileFolder(dir, KEY, () => now).openPart(sha256)
    expect(part.offset).toBe(3 * PIECE)
    await part.append(bytes.subarray(part.offset))
    expect(await part.finish()).toBe(true)
    expect((await readAll(sha256)).equals(bytes)).toBe(true)
    expect(files()).toHaveLength(1)
  })

  test('other bytes than announced are thrown away', async () => {
    const sha256 = hashOf(randomBytes(10))
    const part = await folder.openPart(sha256)
    await part.append(randomBytes(10))
    expect(await part.finish()).toBe(false)
    expect(folder.has(sha256)).toBe(false)
    const again = await folder.openPart(sha256)
    expect(again.offset).toBe(0)
    await again.close()
  })

  test('a part damaged on the disk begins anew', async () => {
    const bytes = randomBytes(4 * PIECE)
    const sha256 = hashOf(bytes)
    const part = await folder.openPart(sha256)
    await part.append(bytes)
    await part.close()
    const [file] = files()
    const bad = readFileSync(file!)
    bad[PIECE]! ^= 1
    writeFileSync(file!, bad)
    const again = await folder.openPart(sha256)
    await again.append(bytes.subarray(again.offset))
    expect(await again.finish()).toBe(false)
    expect(files()).toEqual([])
  })
})

test('the longest unused go first, unsent ones never', async () => {
  const hashes: string[] = []
  for (let index = 0; index < 5; index++) {
    now += 60_000
    hashes.push(await keep(randomBytes(1_000)))
  }
  now += 60_000
  await readAll(hashes[1]!)
  expect(await folder.evict(2_000, new Set([hashes[0]!]))).toBe(3)
  expect(hashes.map((hash) => folder.has(hash))).toEqual([true, true, false, false, false])
  expect(await folder.evict(0, new Set([hashes[0]!, hashes[1]!]))).toBe(0)
})

test('what is being downloaded is not thrown away to make room', async () => {
  const coming = randomBytes(1_000)
  const part = await folder.openPart(sha256Of(coming))
  await part.append(coming)
  await folder.evict(0, new Set())
  expect(await part.finish()).toBe(true)
  expect(folder.has(sha256Of(coming))).toBe(true)
})

test('only what is still named stays, and nothing of what was coming', async () => {
  const kept = await keep(randomBytes(1_000))
  const gone = await keep(randomBytes(1_000))
  for (const bytes of [randomBytes(50), randomBytes(60)]) {
    const part = await folder.openPart(sha256Of(bytes))
    await part.append(bytes.subarray(0, 20))
    await part.close()
  }
  const coming = randomBytes(1_000_000)
  const part = await folder.openPart(sha256Of(coming))
  await part.append(coming.subarray(0, 600_000))
  await part.close()
  expect(await folder.retain(new Set([kept]), () => [sha256Of(coming)])).toBe(3)
  expect([folder.has(kept), folder.has(gone)]).toEqual([true, false])
  const goesOn = await folder.openPart(sha256Of(coming))
  expect(goesOn.offset).toBeGreaterThan(0)
  await goesOn.close()
})

test('what a killed process left half written is removed when the folder is opened', async () => {
  await keep(randomBytes(10))
  writeFileSync(join(dir, 'abc.123.tmp'), 'half')
  openFileFolder(dir, KEY, () => now)
  expect(files()).toHaveLength(1)
})

test('a source that fails leaves nothing', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield randomBytes(2 * PIECE)
    throw new Error('gone')
  }
  await expect(folder.put('a'.repeat(64), broken())).rejects.toThrow('gone')
  expect(files()).toEqual([])
})

test('a long file is never in memory whole', async () => {
  const piece = randomBytes(1024 * 1024)
  const hash = createHash('sha256')
  for (let count = 0; count < 200; count++) hash.update(piece)
  const sha256 = hash.digest('hex')
  const before = process.memoryUsage().arrayBuffers
  let peak = 0
  const watch = () => {
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
  }
  async function* long(): AsyncGenerator<Buffer> {
    for (let count = 0; count < 200; count++) {
      watch()
      yield piece
    }
  }
  await folder.put(sha256, long())
  const read = createHash('sha256')
  for await (const bytes of folder.read(sha256)) {
    watch()
    read.update(bytes)
  }
  expect(read.digest('hex')).toBe(sha256)
  // Of 200 MB; what has been read and is not collected yet is counted, too.
  expect(peak).toBeLessThan(180 * 1024 * 1024)
})
