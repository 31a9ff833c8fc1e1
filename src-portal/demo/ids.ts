import type { Random } from './random.ts'

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** A UUIDv7 for an instant in epoch ms: text order is creation order, the rest comes from `random`. */
export function timeId(at: number, random: Random): string {
  const time = hex(at, 12)
  const tail = hex(random.int(0, 0xffffff), 6) + hex(random.int(0, 0xffffff), 6)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random.int(0, 0xfff), 3)}-${hex(random.int(0x8000, 0xbfff), 4)}-${tail}`
}
