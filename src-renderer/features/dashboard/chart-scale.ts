import type { SpanUnit } from '../../components/format.ts'

/** Round whole steps of an axis from 0 to at least `max`, at most five of them; one step of 1 where there is nothing. */
export function ticks(max: number): number[] {
  if (max <= 0) return [0, 1]
  const raw = max / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = STEPS.map((factor) => factor * power).find((size) => size >= raw && Number.isInteger(size)) ?? 1
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, at) => at * step)
}

const STEPS = [1, 2, 2.5, 5, 10]

const UNITS: readonly [SpanUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Of an axis of durations: the largest unit of which the longest is at least two. `max` in ms. */
export function spanUnitOf(max: number): { unit: SpanUnit; ms: number } {
  const [unit, ms] = UNITS.find(([, size]) => max >= 2 * size) ?? ['minute', 60_000]
  return { unit, ms }
}

/** Every how many labels of `count` find room in `width`, each `each` wide. All in pixels. */
export function labelStep(count: number, width: number, each: number): number {
  return Math.max(1, Math.ceil((count * each) / Math.max(1, width)))
}

/** The runs of points that have a value, for a line with gaps. */
export function runsOf(values: readonly (number | null)[]): { at: number; value: number }[][] {
  const runs: { at: number; value: number }[][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    if (at > 0 && values[at - 1] !== null) runs.at(-1)?.push({ at, value })
    else runs.push([{ at, value }])
  }
  return runs
}
