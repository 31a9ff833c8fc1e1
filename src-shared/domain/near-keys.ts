import { slipBetween } from './serial-number.ts'

/**
 * Finds, among any number of known keys that are shown to it one by one, those that are one slip away from a wanted one.
 * Each slip leaves some part of both keys the same; hashes of these parts are kept of the wanted keys and looked up for each
 * known one, so a known key costs about two look-ups a sign, however many are wanted.
 */
export type NearFinder = {
  /** The wanted keys that `known` is near to. */
  near(known: string): readonly string[]
}

const FACTOR = 0x01000193
/** Undoes `FACTOR` modulo 2^32. */
const INVERSE = inverseOf(FACTOR)
const FILTER_BITS = 1 << 23
const HEADS = 1 << 18
const WILD = 0x9e3779b1
const SHORTER = 0x85ebca6b
const WHOLE = 0xc2b2ae35

export function createNearFinder(wanted: Iterable<string>): NearFinder {
  const keys = [...new Set(wanted)]
  const room = keys.reduce((sum, { length }) => sum + 3 * length + 1, 0)
  const filter = new Uint32Array(FILTER_BITS >>> 5)
  // Chains of hashes in flat arrays: a map of as many objects would take longer than all look-ups. 0 ends a chain.
  const heads = new Int32Array(HEADS)
  const nexts = new Int32Array(room + 1)
  const hashes = new Int32Array(room + 1)
  const owners = new Int32Array(room + 1)
  let used = 0
  const add = (hash: number, owner: number) => {
    const bit = hash & (FILTER_BITS - 1)
    filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31))
    used += 1
    hashes[used] = hash
    owners[used] = owner
    nexts[used] = heads[hash & (HEADS - 1)] as number
    heads[hash & (HEADS - 1)] = used
  }

  for (const [owner, key] of keys.entries()) {
    const { length } = key
    const whole = hashOf(key)
    add(tagged(whole, length, SHORTER, 0), owner)
    let before = 0
    let power = 1
    for (let at = 0; at < length; at++) {
      const sign = Math.imul(key.charCodeAt(at), power)
      add(tagged((whole - sign) | 0, length, WILD, at), owner)
      add(tagged(without(whole, before, sign), length - 1, WHOLE, 0), owner)
      if (at + 1 < length) {
        const swap = key.charCodeAt(at + 1) - key.charCodeAt(at)
        const swapped = (whole + Math.imul(swap, power) - Math.imul(swap, Math.imul(power, FACTOR))) | 0
        add(tagged(swapped, length, WHOLE, 0), owner)
      }
      before = (before + sign) | 0
      power = Math.imul(power, FACTOR)
    }
  }

  const maybe = (hash: number) => {
    const bit = hash & (FILTER_BITS - 1)
    return ((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
  }
  function collect(hash: number, known: string, before: readonly string[]): readonly string[] {
    let found = before
    for (let at = heads[hash & (HEADS - 1)] as number; at !== 0; at = nexts[at] as number) {
      if (hashes[at] !== hash) continue
      const key = keys[owners[at] as number] as string
      if (!found.includes(key) && slipBetween(key, known) !== null) found = [...found, key]
    }
    return found
  }

  return {
    near(known) {
      let found = NONE
      const { length } = known
      const whole = hashOf(known)
      const exact = tagged(whole, length, WHOLE, 0)
      if (maybe(exact)) found = collect(exact, known, found)
      let before = 0
      let power = 1
      for (let at = 0; at < length; at++) {
        const sign = Math.imul(known.charCodeAt(at), power)
        const wild = tagged((whole - sign) | 0, length, WILD, at)
        if (maybe(wild)) found = collect(wild, known, found)
        const shorter = tagged(without(whole, before, sign), length - 1, SHORTER, 0)
        if (maybe(shorter)) found = collect(shorter, known, found)
        before = (before + sign) | 0
        power = Math.imul(power, FACTOR)
      }
      return found
    },
  }
}

const NONE: readonly string[] = []

/** The hash of a key without the sign that adds `sign` to `whole`, what comes after it moved up; `before`: of what stands before. */
function without(whole: number, before: number, sign: number): number {
  return (before + Math.imul((whole - before - sign) | 0, INVERSE)) | 0
}

/** The sum of the signs, each times its power of `FACTOR`, modulo 2^32. */
function hashOf(key: string): number {
  let hash = 0
  let power = 1
  for (let at = 0; at < key.length; at++) {
    hash = (hash + Math.imul(key.charCodeAt(at), power)) | 0
    power = Math.imul(power, FACTOR)
  }
  return hash
}

/** With what it is a hash of, its bits spread over the filter. */
function tagged(hash: number, length: number, kind: number, at: number): number {
  let mixed = Math.imul(hash ^ Math.imul(length * 256 + at + 1, kind), 0x85ebca6b)
  mixed ^= mixed >>> 13
  return Math.imul(mixed, 0xc2b2ae35) ^ (mixed >>> 16)
}

function inverseOf(odd: number): number {
  let inverse = odd
  // Each round doubles the number of right bits.
  for (let bits = 3; bits < 32; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}
