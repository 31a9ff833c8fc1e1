/** A small seeded source of randomness: the same parts give the same numbers on every machine. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** An item by weight; weights need not add up to one. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T
}

function mix(hash: number, part: number): number {
  let h = Math.imul(hash ^ (part >>> 0), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** sfc32 (Chris Doty-Humphrey's small fast counter), seeded by hashing the parts. */
export function seededRandom(...parts: number[]): Random {
  let a = parts.reduce(mix, 0x9e3779b9)
  let b = mix(a, 0x243f6a88)
  let c = mix(b, 0xb7e15162)
  let counter = 1
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let i = 0; i < 12; i++) next()

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)]!,
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return items.at(-1)![0]
    },
  }
}
