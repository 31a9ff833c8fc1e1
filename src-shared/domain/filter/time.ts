import { dayInLjubljana } from '../day.ts'
import type { Age, AgeUnit } from './fields.ts'

const HOUR_MS = 3_600_000
const UNIT_MS: Record<AgeUnit, number> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS }

/** The instant that an age means; epoch ms. */
export function instantOf(age: Age, now: number): number {
  return 'day' in age ? beginningOf(age.day) : now - age.count * UNIT_MS[age.unit]
}

/** Midnight in Ljubljana, which is one or two hours before that of UTC. */
function beginningOf(day: string): number {
  const there = Date.parse(`${day}T00:00:00Z`)
  const summer = there - 2 * HOUR_MS
  return dayInLjubljana(summer) === day ? summer : there - HOUR_MS
}
