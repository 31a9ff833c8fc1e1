/** What two texts have in common as people read them: from 0, nothing, to 1, the same letters in the same words. */
export function similarity(a: TrigramSet, b: TrigramSet): number {
  if (a.size === 0 || b.size === 0) return 0
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const gram of small) if (large.has(gram)) common++
  return (2 * common) / (a.size + b.size)
}

export type TrigramSet = ReadonlySet<string>

/** Of each word with its edges, without marks and capitals; the order of the words does not matter, nor do short endings. */
export function trigrams(text: string): TrigramSet {
  const grams = new Set<string>()
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  for (const word of words) {
    if (word === '') continue
    const edged = `  ${word.slice(0, 64)} `
    for (let at = 0; at + 3 <= edged.length; at++) grams.add(edged.slice(at, at + 3))
  }
  return grams
}
