import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { FileFault } from './file-fault.ts'

/**
 * A file as it lies on the disk: magic, salt, then pieces of 64 KiB, each with its own nonce and tag. A piece is bound to
 * its place and to being the last one or not, the key to the salt and to the content's hash; so nothing can be cut off,
 * moved about or put under another name without being found out. However long the file, one batch of pieces is in memory.
 */
export const PIECE = 64 * 1024
const MAGIC = Buffer.from('SDF1')
const SALT_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = MAGIC.length + SALT_BYTES
const SEALED_PIECE = NONCE_BYTES + PIECE + TAG_BYTES
const CIPHER = 'aes-256-gcm'
/** Pieces that are read or written at once. */
const BATCH = 16

/** `key`: the profile's 32 bytes. */
export type SealOptions = { key: Uint8Array; sha256: string }

export type SealedWriter = {
  /** Bytes taken so far, those of a piece that is not full yet included. */
  readonly written: number
  write(bytes: Uint8Array): Promise<void>
  /** Writes what is left as the last piece and makes it durable. */
  finish(): Promise<void>
}

/** Writes from the beginning of an empty file. */
export async function createSealed(handle: FileHandle, options: SealOptions): Promise<SealedWriter> {
  const salt = randomBytes(SALT_BYTES)
  await handle.write(Buffer.concat([MAGIC, salt]), 0, HEADER_BYTES, 0)
  return writer(handle, fileKey(options, salt), 0)
}

/** Goes on with an unfinished file after its last full piece; what follows that is cut off. */
export async function resumeSealed(handle: FileHandle, options: SealOptions): Promise<SealedWriter> {
  const { size } = await handle.stat()
  const salt = size < HEADER_BYTES ? null : await readSalt(handle)
  if (salt === null) {
    await handle.truncate(0)
    return createSealed(handle, options)
  }
  const pieces = Math.floor((size - HEADER_BYTES) / SEALED_PIECE)
  await handle.truncate(HEADER_BYTES + pieces * SEALED_PIECE)
  return writer(handle, fileKey(options, salt), pieces)
}

function writer(handle: FileHandle, key: Buffer, firstPiece: number): SealedWriter {
  let piece = firstPiece
  let rest = Buffer.alloc(0)
  const put = async (plain: Buffer[], last: boolean) => {
    const first = piece
    const sealed = plain.map((bytes, at) => seal(key, bytes, first + at, last && at === plain.length - 1))
    const bytes = Buffer.concat(sealed)
    await handle.write(bytes, 0, bytes.length, HEADER_BYTES + first * SEALED_PIECE)
    piece += plain.length
  }
  return {
    get written() {
      return piece * PIECE + rest.length
    },
    async write(bytes) {
      let left = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes])
      // The last full piece is held back: it may turn out to be the last one of the file.
      while (left.length > PIECE) {
        const batch: Buffer[] = []
        while (left.length > PIECE && batch.length < BATCH) {
          batch.push(left.subarray(0, PIECE))
          left = left.subarray(PIECE)
        }
        await put(batch, false)
      }
      rest = Buffer.from(left)
    },
    async finish() {
      await put([rest], true)
      rest = Buffer.alloc(0)
      await handle.sync()
    },
  }
}

/** The plain bytes of [from, to). Throws `FileFault` `damaged` at the first piece that is not as it was written. */
export async function* readSealed(
  handle: FileHandle,
  options: SealOptions,
  { from = 0, to = Number.POSITIVE_INFINITY }: { from?: number; to?: number } = {},
): AsyncGenerator<Buffer, void, void> {
  const { size } = await handle.stat()
  const salt = size <= HEADER_BYTES ? null : await readSalt(handle)
  if (salt === null) throw new FileFault('damaged')
  const key = fileKey(options, salt)
  const last = Math.ceil((size - HEADER_BYTES) / SEALED_PIECE) - 1
  const end = Math.min(last, Math.ceil(to / PIECE) - 1)
  for (let piece = Math.floor(from / PIECE); piece <= end; piece += BATCH) {
    const batch = Buffer.alloc(Math.min(BATCH, end - piece + 1) * SEALED_PIECE)
    const { bytesRead } = await handle.read(batch, 0, batch.length, HEADER_BYTES + piece * SEALED_PIECE)
    for (let at = 0; at * SEALED_PIECE < bytesRead; at++) {
      const index = piece + at
      const sealed = batch.subarray(at * SEALED_PIECE, Math.min((at + 1) * SEALED_PIECE, bytesRead))
      const plain = open(key, sealed, index, index === last)
      const start = Math.max(0, from - index * PIECE)
      yield plain.subarray(start, Math.max(start, Math.min(plain.length, to - index * PIECE)))
    }
  }
}

/** How many plain bytes a whole file of that length on the disk has. */
export function plainSize(sealedSize: number): number {
  const body = sealedSize - HEADER_BYTES
  return Math.max(0, body - Math.ceil(body / SEALED_PIECE) * (NONCE_BYTES + TAG_BYTES))
}

async function readSalt(handle: FileHandle): Promise<Buffer | null> {
  const header = Buffer.alloc(HEADER_BYTES)
  await handle.read(header, 0, HEADER_BYTES, 0)
  return header.subarray(0, MAGIC.length).equals(MAGIC) ? header.subarray(MAGIC.length) : null
}

function fileKey({ key, sha256 }: SealOptions, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `spica-desk file ${sha256}`, 32))
}

function seal(key: Buffer, plain: Buffer, piece: number, last: boolean): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(place(piece, last))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, sealed: Buffer, piece: number, last: boolean): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new FileFault('damaged')
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(place(piece, last))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
  try {
    decipher.final()
  } catch (error) {
    throw new FileFault('damaged', error)
  }
  return plain
}

function place(piece: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(9)
  bytes.writeBigUInt64BE(BigInt(piece))
  bytes[8] = last ? 1 : 0
  return bytes
}
