import { lookUpKey } from './look-up.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * Makes `CAS-NNNNN-LDLDLD`: the counter on at least five digits, then letter and digit in turn.
 * `random` gives a number in [0, 1). Letters leave out I and O, which people read as digits.
 */
export function makeCaseNumber(counter: number, random: () => number): string {
  let tail = ''
  for (let i = 0; i < 3; i++) {
    tail += LETTERS[Math.floor(random() * LETTERS.length)]
    tail += Math.floor(random() * 10)
  }
  return `CAS-${String(counter).padStart(5, '0')}-${tail}`
}

/** True when both are the same case number, however they were typed. */
export function sameCaseNumber(a: string, b: string): boolean {
  return lookUpKey(a) === lookUpKey(b)
}
