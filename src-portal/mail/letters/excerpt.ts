const MAX_WORDS = 10_000

/** As much of somebody's words as belongs into a mail; no character is cut in two. */
export function shortened(words: string): { text: string; cut: boolean } {
  const text = words.trim()
  if (text.length <= MAX_WORDS) return { text, cut: false }
  return { text: `${text.slice(0, MAX_WORDS).replace(/[\uD800-\uDBFF]$/, '')}…`, cut: true }
}
