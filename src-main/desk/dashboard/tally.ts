import { percentile } from '#shared/domain/percentile.ts'
import type { DashboardTimes } from '#shared/rpc/dashboard.ts'

/** Durations in ms, as they come. */
export type Durations = number[]

/** Promises whose outcome is known, and those of them that were kept. */
export type Promises = { decided: number; kept: number }

export type Count = {
  opened: number
  closed: number
  open: number
  firstResponses: Durations
  resolutions: Durations
  firstPromises: Promises
  solvePromises: Promises
}

export const newCount = (): Count => ({
  ...{ opened: 0, closed: 0, open: 0, firstResponses: [], resolutions: [] },
  firstPromises: { decided: 0, kept: 0 },
  solvePromises: { decided: 0, kept: 0 },
})

/** What a case tells; `null` of a promise: none, or nobody knows yet. */
export type CaseOfTally = {
  createdAt: number
  closedAt: number | null
  firstResponseAt: number | null
  firstKept: boolean | null
  solveKept: boolean | null
}

/** Part `i` lasts from `edges[i]` to before `edges[i + 1]`, in epoch ms. */
export type Tally = { whole: Count; parts: Count[]; edges: readonly number[] }

export function newTally(edges: readonly number[]): Tally {
  return { whole: newCount(), parts: edges.slice(1).map(newCount), edges }
}

/** Which part an instant falls into; -1 outside of all. `edges` ascending: each part begins at its own and ends before the next. */
export function partOf(edges: readonly number[], at: number): number {
  if (at < edges[0]! || at >= edges.at(-1)!) return -1
  let [low, high] = [0, edges.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (edges[middle]! <= at) low = middle
    else high = middle
  }
  return low
}

/**
 * Counts a case where it was opened and where it was closed (each only within the edges). A first response belongs to the
 * part in which its case was opened, a resolution to the one in which the case was closed.
 */
export function countCase(
  { whole, parts, edges }: Tally,
  { createdAt, closedAt, firstResponseAt, firstKept, solveKept }: CaseOfTally,
  groups: readonly Count[] = [],
): void {
  const openedIn = parts[partOf(edges, createdAt)]
  if (openedIn) {
    const took = firstResponseAt === null ? null : Math.max(0, firstResponseAt - createdAt)
    for (const count of [whole, openedIn, ...groups]) countOpened(count, took, firstKept)
  }
  if (closedAt === null) return
  // A clock that was wrong may have closed a case before it began.
  const ended = Math.max(closedAt, createdAt)
  const closedIn = parts[partOf(edges, ended)]
  if (closedIn) {
    const took = ended - createdAt
    for (const count of [whole, closedIn, ...groups]) countClosed(count, took, solveKept)
  }
}

function countOpened(count: Count, took: number | null, kept: boolean | null): void {
  count.opened++
  countPromise(count.firstPromises, kept)
  if (took !== null) count.firstResponses.push(took)
}

function countClosed(count: Count, took: number, kept: boolean | null): void {
  count.closed++
  count.resolutions.push(took)
  countPromise(count.solvePromises, kept)
}

function countPromise(promises: Promises, kept: boolean | null): void {
  if (kept === null) return
  promises.decided++
  if (kept) promises.kept++
}

export function addUp(counts: readonly Count[]): Count {
  const sum = newCount()
  for (const { opened, closed, open, firstResponses, resolutions, firstPromises, solvePromises } of counts) {
    sum.firstPromises.decided += firstPromises.decided
    sum.firstPromises.kept += firstPromises.kept
    sum.solvePromises.decided += solvePromises.decided
    sum.solvePromises.kept += solvePromises.kept
    sum.opened += opened
    sum.closed += closed
    sum.open += open
    // Not spread into one call: there may be more than a call takes.
    for (const took of firstResponses) sum.firstResponses.push(took)
    for (const took of resolutions) sum.resolutions.push(took)
  }
  return sum
}

/** How many were open at the end of each part. `before`: at the first edge. */
export function openAtEnds(parts: readonly Count[], before: number): number[] {
  let open = before
  return parts.map(({ opened, closed }) => {
    open += opened - closed
    return open
  })
}

export function timesOf(durations: Durations, promises: Promises): DashboardTimes {
  const sorted = Float64Array.from(durations).sort()
  const rounded = (p: number) => {
    const value = percentile(sorted, p)
    return value === null ? null : Math.round(value)
  }
  return { count: sorted.length, median: rounded(0.5), p90: rounded(0.9), ...promises }
}

/** Those with most to tell, and the rest as one. `key` null: of what nobody or nothing is named. */
export function leading<K>(groups: ReadonlyMap<K, Count>, most: number): { shown: [K, Count][]; rest: Count | null } {
  const weight = ({ opened, closed, open }: Count) => opened + closed + open
  const ordered = [...groups].sort(([, a], [, b]) => weight(b) - weight(a))
  const rest = ordered.slice(most)
  return { shown: ordered.slice(0, most), rest: rest.length > 0 ? addUp(rest.map(([, count]) => count)) : null }
}
