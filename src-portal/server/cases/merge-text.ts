import { diff3Merge } from 'node-diff3'

export type MergedText = { clean: true; text: string } | { clean: false }

/** Comparisons that a merge may cost: a full title or some thousand lines. Beyond it a person is quicker. */
const MAX_WORK = 4_000_000

/**
 * Puts two changes of one text together where they touch different words (`' '`) or lines (`'\n'`). Changes of the same
 * or of neighbouring ones overlap: the sense of what lies side by side is a person's to judge.
 */
export function mergeText(base: string, mine: string, theirs: string, separator: ' ' | '\n'): MergedText {
  if (mine === theirs || theirs === base) return { clean: true, text: mine }
  if (mine === base) return { clean: true, text: theirs }
  const [from, a, b] = [base.split(separator), mine.split(separator), theirs.split(separator)]
  if (from.length * Math.max(a.length, b.length) > MAX_WORK) return { clean: false }
  const merged: string[] = []
  for (const region of diff3Merge(a, from, b, { excludeFalseConflicts: true })) {
    if (!region.ok) return { clean: false }
    for (const part of region.ok) merged.push(part)
  }
  return { clean: true, text: merged.join(separator) }
}
