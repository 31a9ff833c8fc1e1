import { diff3Merge } from 'node-diff3'

export type MergedText = { clean: true; text: string } | { clean: false }

/** Steps that a merge may cost, some 20 ms: any title, and thousands of lines. Beyond it a person is asked. */
const MAX_STEPS = 20_000_000

/**
 * Puts two changes of one text together where they touch different words (`' '`) or lines (`'\n'`). Changes of the same
 * or of neighbouring ones overlap: the sense of what lies side by side is a person's to judge.
 */
export function mergeText(base: string, mine: string, theirs: string, separator: ' ' | '\n'): MergedText {
  if (mine === theirs || theirs === base) return { clean: true, text: mine }
  if (mine === base) return { clean: true, text: theirs }
  const { before, middles, after } = withoutSameEnds([base, mine, theirs].map((text) => text.split(separator)))
  const [from = [], a = [], b = []] = middles
  if (Math.max(stepsOf(from, a), stepsOf(from, b)) > MAX_STEPS) return { clean: false }
  const merged = [...before]
  for (const region of diff3Merge(a, from, b, { excludeFalseConflicts: true })) {
    if (!region.ok) return { clean: false }
    for (const part of region.ok) merged.push(part)
  }
  return { clean: true, text: merged.concat(after).join(separator) }
}

/** Most of a long text is the same in all of them; only what lies between has to be compared. */
function withoutSameEnds(all: string[][]): { before: string[]; middles: string[][]; after: string[] } {
  const [one = []] = all
  const shortest = Math.min(...all.map(({ length }) => length))
  let start = 0
  while (start < shortest && all.every((parts) => parts[start] === one[start])) start++
  let end = 0
  while (end < shortest - start && all.every((parts) => parts.at(-1 - end) === one.at(-1 - end))) end++
  return {
    before: one.slice(0, start),
    middles: all.map((parts) => parts.slice(start, parts.length - end)),
    after: one.slice(one.length - end),
  }
}

/** The library tries each pair of equal parts against the chains it has found: many equal lines make it cubic. */
function stepsOf(from: string[], to: string[]): number {
  const counts = new Map<string, number>()
  for (const part of to) counts.set(part, (counts.get(part) ?? 0) + 1)
  let pairs = from.length
  for (const part of from) pairs += counts.get(part) ?? 0
  return pairs * Math.min(from.length, to.length)
}
