import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAX_UPLOAD_CHUNK } from '#shared/portal-api/blobs.ts'
import { contentOf } from './content.ts'
import type { Uploads } from './uploads.ts'

export type TakenIn =
  | { kind: 'taken'; sha256: string; size: number; mediaType: string }
  | { kind: 'empty' | 'too_large' | 'file_type_refused' }

/** Another upload of the same hash may have been begun with other bytes; it is thrown away once. */
const ATTEMPTS = 3

/**
 * Takes a whole file whose hash nobody knows before it is there: kept beside until then, never in memory, and looked at
 * before the store sees any of it. Throws what `source` throws.
 */
export async function takeIn(uploads: Uploads, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<TakenIn> {
  const folder = await mkdtemp(join(tmpdir(), 'spica-upload-'))
  const path = join(folder, 'file')
  try {
    const kept = await keep(path, source, maxBytes)
    if (kept === null) return { kind: 'too_large' }
    if (kept.size === 0) return { kind: 'empty' }
    const { mediaType } = await contentOf(() => createReadStream(path))
    if (mediaType === null) return { kind: 'file_type_refused' }
    await handOver(uploads, path, kept)
    return { kind: 'taken', ...kept, mediaType }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Kept = { sha256: string; size: number }

/** Null as soon as it is too long. */
async function keep(path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Kept | null> {
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const piece of source) {
      size += piece.length
      if (size > maxBytes) return null
      hash.update(piece)
      await handle.writeFile(piece)
    }
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), size }
}

async function handOver(uploads: Uploads, path: string, { sha256, size }: Kept): Promise<void> {
  const handle = await open(path)
  try {
    let refused = 0
    let at = (await uploads.state(sha256))?.received ?? 0
    for (let whole = false; !whole; ) {
      const bytes = Buffer.alloc(Math.min(MAX_UPLOAD_CHUNK, Math.max(size - at, 0)))
      await handle.read(bytes, 0, bytes.length, at)
      const result = await uploads.append(sha256, { offset: at, size, bytes })
      if (result.kind === 'taken' || result.kind === 'elsewhere') {
        whole = result.complete
        at = result.received
      } else {
        if (++refused === ATTEMPTS) throw new Error(`The blob store does not keep ${sha256}: ${result.kind}`)
        at = 0
      }
    }
  } finally {
    await handle.close()
  }
}
