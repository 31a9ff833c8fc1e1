import type { Readable } from 'node:stream'

export type ByteRange = { from: number; to: number }

/**
 * Where bytes lie, by the SHA-256 of their content (lower-case hexadecimal): uploads that are not whole yet, and whole
 * files. Each method is durable when it resolves. Nothing is checked here.
 */
export type BlobStore = {
  /** Bytes of an upload at an offset that the store holds everything before; what it held from there on is replaced. */
  append(sha256: string, offset: number, bytes: Buffer): Promise<void>
  /** The first `size` bytes of an upload. Fewer come when the store does not hold them. */
  readUpload(sha256: string, size: number): AsyncIterable<Uint8Array>
  /** Makes a whole file of the upload's first `size` bytes. The same again, or after another process did it, is nothing. */
  finish(sha256: string, size: number): Promise<void>
  /** Throws an upload away; a whole file of the same content stays. */
  discardUpload(sha256: string): Promise<void>
  /** The bytes of [from, to); null when there is no such whole file. */
  read(sha256: string, range: ByteRange): Promise<Readable | null>
  remove(sha256: string): Promise<void>
}
