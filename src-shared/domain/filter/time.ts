import { addDays, dayInLjubljana } from '../day.ts'
import { type WorkingHours, type WorkingTime, workdayMs } from '../working-time.ts'
import type { Age, AgeUnit, Due } from './fields.ts'

const HOUR_MS = 3_600_000
const UNIT_MS: Record<AgeUnit, number> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS }

/** The instant that an age means; epoch ms. */
export function instantOf(age: Age, now: number): number {
  return 'day' in age ? beginningOf(age.day) : now - age.count * UNIT_MS[age.unit]
}

/**
 * The instant up to which (`<`), or after which (`>`), something is due. Hours are opening hours, days and weeks working
 * ones; a day that is named is not part of either.
 */
export function dueInstantOf({ sign, age }: Due, now: number, { hours, time }: Opening): number {
  if ('day' in age) return beginningOf(sign === '<' ? age.day : addDays(age.day, 1)) - 1
  const days = { h: 0, d: 1, w: hours.week.filter((day) => day !== null).length }[age.unit]
  const duration = age.count * (days === 0 ? HOUR_MS : days * workdayMs(hours))
  return time.after(now, Math.min(duration, MOST_DAYS * workdayMs(hours)))
}

/** Nothing is promised for so long: what is further on need not be worked out. */
const MOST_DAYS = 1_500

type Opening = { hours: WorkingHours; time: WorkingTime }

/** Midnight in Ljubljana, which is one or two hours before that of UTC. */
function beginningOf(day: string): number {
  const there = Date.parse(`${day}T00:00:00Z`)
  const summer = there - 2 * HOUR_MS
  return dayInLjubljana(summer) === day ? summer : there - HOUR_MS
}
