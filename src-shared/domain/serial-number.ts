import { lookUpKey } from './look-up.ts'

/** Serial numbers as people type, paste and scan them; compared by their `lookUpKey`. */

/** Shorter ones are near to too many others. */
export const MIN_NEAR = 5
/** Numbers looked up at once. */
export const MAX_LIST = 5_000
/** The signs of a key: letters and digits without those that are folded. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** One number a line; tabs, commas and semicolons part them too, as they come from a spreadsheet. Spaces belong to a number. */
export function splitNumbers(text: string): string[] {
  return text
    .split(/[\r\n\t,;]+/)
    .map((part) => part.trim())
    .filter((part) => lookUpKey(part) !== '')
}

/**
 * How a typed key differs from a known one by one slip. `replaced`: the sign at `at` is another. `swapped`: it and the next
 * changed places. `missing`: the known one has a sign more at `at`. `extra`: the typed one has.
 */
export type Slip = { kind: 'replaced' | 'swapped' | 'missing' | 'extra'; at: number }

/** Null when they are the same, or differ by more than one slip. */
export function slipBetween(typed: string, known: string): Slip | null {
  if (typed === known || Math.abs(typed.length - known.length) > 1) return null
  let at = 0
  while (typed[at] === known[at]) at++
  const rest = (text: string, from: number) => text.slice(from)
  if (typed.length < known.length) return rest(typed, at) === rest(known, at + 1) ? { kind: 'missing', at } : null
  if (typed.length > known.length) return rest(typed, at + 1) === rest(known, at) ? { kind: 'extra', at } : null
  if (rest(typed, at + 1) === rest(known, at + 1)) return { kind: 'replaced', at }
  const swapped = typed[at] === known[at + 1] && typed[at + 1] === known[at]
  return swapped && rest(typed, at + 2) === rest(known, at + 2) ? { kind: 'swapped', at } : null
}

/** Every key that is one slip away from `key`; some more than once. */
export function* keysOneSlipAway(key: string): Generator<string> {
  for (let at = 0; at <= key.length; at++) {
    const [before, after] = [key.slice(0, at), key.slice(at + 1)]
    for (const sign of SIGNS) {
      yield before + sign + key.slice(at)
      if (at < key.length && sign !== key[at]) yield before + sign + after
    }
    if (at === key.length) continue
    yield before + after
    const [here, next] = [key[at], key[at + 1]]
    if (next !== undefined && next !== here) yield `${before}${next}${here}${key.slice(at + 2)}`
  }
}

/** A text in parts; `differs`: the signs that the other one does not have there. */
export type Part = { text: string; differs: boolean }

/** Both texts as they are written, with the signs marked in which they differ; null when that is no single slip. */
export function compareWritten(typed: string, known: string): { typed: Part[]; known: Part[]; slip: Slip } | null {
  const slip = slipBetween(lookUpKey(typed), lookUpKey(known))
  if (slip === null) return null
  const { kind, at } = slip
  const length = kind === 'swapped' ? 2 : 1
  return {
    slip,
    typed: markSigns(typed, at, kind === 'missing' ? 0 : length),
    known: markSigns(known, at, kind === 'extra' ? 0 : length),
  }
}

/** Marks `count` signs from the one that is number `from` among those that count. */
function markSigns(text: string, from: number, count: number): Part[] {
  if (count === 0) return [{ text, differs: false }]
  const places = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index)
  const begin = places[from] ?? text.length
  const end = (places[from + count - 1] ?? text.length - 1) + 1
  return [
    { text: text.slice(0, begin), differs: false },
    { text: text.slice(begin, end), differs: true },
    { text: text.slice(end), differs: false },
  ].filter((part) => part.text !== '')
}
