const FIRST_MS = 1_000
export const LONGEST_MS = 300_000

/**
 * How long to wait before the next try, in ms: full jitter below a ceiling that doubles from 1 s to 5 min. What the
 * portal asked for wins, with a little jitter on top so that many desks do not come back in the same instant.
 * `failures` counts from 1.
 */
export function backoffMs(failures: number, retryAfterMs: number | null, random: () => number): number {
  if (retryAfterMs !== null) return Math.round(retryAfterMs + random() * Math.min(1_000, retryAfterMs / 10))
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.round(random() * ceiling)
}
