export type PagesResult = { rows: number; bytes: number }
export type FloorResult = { ms: number }
export type LoadResult = {
  rowsMs: number
  indexesMs: number
  longestStepMs: number
  upkeepMs: number
  peakMegabytes: number
}
export type QueriesResult = Record<string, { p50: number; p95: number }>
export type ChangesResult = { longestMs: number; p95Ms: number; slices: number; totalMs: number }
/** `blockedMs`: the longest that another question had to wait meanwhile. */
export type BulkResult = { cases: number; durableMs: number; shownMs: number; undoMs: number; blockedMs: number }

/** The key of the bench's databases. */
export const KEY = new Uint8Array(32).fill(7)
export const EPOCH = 'bench'

/** The only line of a part's standard output. */
export function answer(
  result: PagesResult | FloorResult | LoadResult | QueriesResult[] | ChangesResult | BulkResult,
): void {
  process.stdout.write(JSON.stringify(result))
}
