/**
 * A fingerprint of a table's rows, the same on the portal and on a desk that holds the same rows. It finds what went
 * wrong by accident (a flipped byte, a lost row); it is no protection against anybody who means it.
 */
export const DIGEST_BUCKETS = 64

export type BucketDigest = {
  bucket: number
  rows: number
  /** 16 hexadecimal digits. */
  digest: string
}

export type TableDigest = {
  /** The row with its fields in the order of its wire schema. */
  add(row: { id: string }): void
  /** The same for a row that is JSON text already, exactly as `JSON.stringify` would write it. */
  addText(id: string, json: string): void
  /** All buckets in their order, empty ones too. */
  buckets(): BucketDigest[]
}

/** In which bucket a row of this id lies, from 0. */
export function digestBucket(id: string): number {
  return hashOf(id).low % DIGEST_BUCKETS
}

/** Rows may be added in any order: a bucket's digest is the sum of its rows' hashes. */
export function createTableDigest(): TableDigest {
  const counts = new Uint32Array(DIGEST_BUCKETS)
  // Sums modulo 2^32, which typed arrays keep by themselves.
  const high = new Uint32Array(DIGEST_BUCKETS)
  const low = new Uint32Array(DIGEST_BUCKETS)

  const addText = (id: string, json: string) => {
    const bucket = digestBucket(id)
    const hash = hashOf(json)
    counts[bucket] = (counts[bucket] ?? 0) + 1
    high[bucket] = (high[bucket] ?? 0) + hash.high
    low[bucket] = (low[bucket] ?? 0) + hash.low
  }
  return {
    add: (row) => addText(row.id, JSON.stringify(row)),
    addText,
    buckets: () =>
      Array.from({ length: DIGEST_BUCKETS }, (_, bucket) => ({
        bucket,
        rows: counts[bucket] ?? 0,
        digest: hex(high[bucket] ?? 0) + hex(low[bucket] ?? 0),
      })),
  }
}

const hex = (word: number) => word.toString(16).padStart(8, '0')

/**
 * 64 bits in two words over the UTF-16 units: each unit is mixed in by exclusive or, an odd factor and a rotation, all
 * of which can be undone, so that two texts which differ in one unit never end alike.
 */
function hashOf(text: string): { high: number; low: number } {
  let high = 0x51ca_0001
  let low = 0x0de5_c0de
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = rotated(Math.imul(high ^ unit, 0x9e37_79b1), 15)
    low = rotated(Math.imul(low ^ unit, 0x85eb_ca77), 11)
  }
  return { high: avalanche(high ^ text.length), low: avalanche(low ^ text.length) }
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

/** Lets every bit depend on every other (the final step of MurmurHash3). */
function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
