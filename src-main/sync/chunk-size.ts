import { MAX_UPLOAD_CHUNK } from '#shared/portal-api/blobs.ts'

const SMALLEST = 16 * 1024
const FIRST = 256 * 1024
const QUICK_MS = 1_000
const SLOW_MS = 8_000

/** Bytes of one request, so that it takes some seconds at most: what is on the way when the line breaks goes again. */
export type ChunkSize = {
  bytes(): number
  /** A chunk took so long. */
  took(ms: number): void
  /** The line broke under a chunk, or it took too long altogether. */
  failed(): void
}

export function createChunkSize(): ChunkSize {
  let size = FIRST
  const set = (next: number) => {
    size = Math.min(MAX_UPLOAD_CHUNK, Math.max(SMALLEST, next))
  }
  return {
    bytes: () => size,
    took: (ms) => {
      if (ms < QUICK_MS) set(size * 2)
      else if (ms > SLOW_MS) set(size / 2)
    },
    failed: () => set(size / 2),
  }
}
