/**
 * The value below which the share `p` (0 to 1) of the values lies, between two of them in proportion; the median at 0.5.
 * `sorted` ascending; null of none.
 */
export function percentile(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null
  const at = p * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  const above = sorted[Math.ceil(at)]!
  return below + (above - below) * (at - Math.floor(at))
}
