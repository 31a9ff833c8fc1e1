import { createHash } from 'node:crypto'
import type { S3Client } from './s3-client.ts'
import type { BlobStore } from './store.ts'

/**
 * In a bucket of an S3-compatible service. Objects cannot be appended to, so an upload is one object a chunk, named by its
 * offset, until it is whole; any process of the portal can take any chunk.
 */
export function createS3Store(client: S3Client): BlobStore {
  const fileOf = (sha256: string) => `blobs/${sha256.slice(0, 2)}/${sha256}`
  const uploadOf = (sha256: string) => `incoming/${sha256}/`
  /** Their names sort as their offsets do. */
  const chunkOf = (sha256: string, offset: number) => `${uploadOf(sha256)}${String(offset).padStart(15, '0')}`
  const offsetOf = (key: string) => Number(key.slice(key.lastIndexOf('/') + 1))

  async function* readUpload(sha256: string, size: number): AsyncGenerator<Uint8Array> {
    let at = 0
    for (const key of await client.list(uploadOf(sha256))) {
      if (at >= size) return
      // Left over from an upload in chunks of other sizes that was begun anew.
      if (offsetOf(key) < at) continue
      const bytes = offsetOf(key) === at ? await client.get(key) : null
      if (bytes === null) return
      for await (const piece of bytes as AsyncIterable<Buffer>) {
        const kept = piece.subarray(0, size - at)
        at += kept.length
        yield kept
      }
    }
  }

  async function discardUpload(sha256: string): Promise<void> {
    for (const key of await client.list(uploadOf(sha256))) await client.remove(key)
  }

  return {
    append: (sha256, offset, bytes) =>
      client.put(chunkOf(sha256, offset), {
        bytes,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }),
    readUpload,
    async finish(sha256, size) {
      // The service checks the bytes against the hash once more, because it is part of the signature.
      await client.put(fileOf(sha256), { bytes: readUpload(sha256, size), size, sha256 })
      // The file is whole; chunks that stay behind cost space alone.
      await discardUpload(sha256).catch(() => {})
    },
    discardUpload,
    read: (sha256, range) => client.get(fileOf(sha256), range),
    remove: (sha256) => client.remove(fileOf(sha256)),
  }
}
