import { assertNever } from './assert-never.ts'
import { addDays, addMonths, daysFrom, weekdayOf } from './day.ts'

/** Days in Ljubljana, both included; `from` is never after `to`. */
export type Period = { from: string; to: string }

/** A period and the one that it is compared with. */
export type ComparedPeriod = { period: Period; former: Period }

export const PERIOD_NAMES = [
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
  'last_30_days',
  'last_12_months',
] as const
export type PeriodName = (typeof PERIOD_NAMES)[number]

export const BUCKET_UNITS = ['day', 'week', 'month'] as const
export type BucketUnit = (typeof BUCKET_UNITS)[number]

/** Days; more is no dashboard any more. */
export const MAX_PERIOD = 3_700

/** Longest periods, in days, that are shown day by day and week by week. */
const BY_DAY = 35
const BY_WEEK = 190

/**
 * What a name means today, and the period before it: the same days of the week, month, quarter or year before for one that still
 * runs. `weekStart`: 1 for Monday to 7 for Sunday.
 */
export function namedPeriod(name: PeriodName, today: string, weekStart: number): ComparedPeriod {
  const week = startOfWeek(today, weekStart)
  const month = `${today.slice(0, 7)}-01`
  const quarter = startOfQuarter(today)
  const year = `${today.slice(0, 4)}-01-01`
  switch (name) {
    case 'this_week':
      return { period: { from: week, to: today }, former: { from: addDays(week, -7), to: addDays(today, -7) } }
    case 'last_week':
      return customPeriod({ from: addDays(week, -7), to: addDays(week, -1) })
    case 'this_month':
      return { period: { from: month, to: today }, former: { from: addMonths(month, -1), to: addMonths(today, -1) } }
    case 'last_month':
      return whole(addMonths(month, -1), month, 1)
    case 'this_quarter':
      return {
        period: { from: quarter, to: today },
        former: { from: addMonths(quarter, -3), to: addMonths(today, -3) },
      }
    case 'last_quarter':
      return whole(addMonths(quarter, -3), quarter, 3)
    case 'last_30_days':
      return customPeriod({ from: addDays(today, -29), to: today })
    case 'this_year':
      return { period: { from: year, to: today }, former: { from: addMonths(year, -12), to: addMonths(today, -12) } }
    case 'last_year':
      return whole(addMonths(year, -12), year, 12)
    case 'last_12_months': {
      const after = addDays(today, 1)
      return whole(addMonths(after, -12), after, 12)
    }
    default:
      return assertNever(name)
  }
}

/** Compared with as many days right before it. */
export function customPeriod(period: Period): ComparedPeriod {
  const days = daysFrom(period.from, period.to) + 1
  return { period, former: { from: addDays(period.from, -days), to: addDays(period.from, -1) } }
}

export function isPeriod({ from, to }: Period): boolean {
  const days = daysFrom(from, to)
  return days >= 0 && days < MAX_PERIOD
}

export function bucketUnit({ from, to }: Period): BucketUnit {
  const days = daysFrom(from, to) + 1
  return days <= BY_DAY ? 'day' : days <= BY_WEEK ? 'week' : 'month'
}

/** The period's days, weeks or months in order, without gaps; the first and the last may be cut short. */
export function bucketsOf({ from, to }: Period, unit: BucketUnit, weekStart: number): Period[] {
  const buckets: Period[] = []
  for (let day = from; day <= to; ) {
    const next = nextBucket(day, unit, weekStart)
    const last = addDays(next, -1)
    buckets.push({ from: day, to: last < to ? last : to })
    day = next
  }
  return buckets
}

function nextBucket(day: string, unit: BucketUnit, weekStart: number): string {
  switch (unit) {
    case 'day':
      return addDays(day, 1)
    case 'week':
      return addDays(startOfWeek(day, weekStart), 7)
    case 'month':
      return addMonths(`${day.slice(0, 7)}-01`, 1)
    default:
      return assertNever(unit)
  }
}

export function startOfWeek(day: string, weekStart: number): string {
  return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7))
}

/** Of the quarter of a year that the day lies in. */
function startOfQuarter(day: string): string {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

/** The months from one day to the one before `after`, and as many months before. */
function whole(from: string, after: string, months: number): ComparedPeriod {
  return {
    period: { from, to: addDays(after, -1) },
    former: { from: addMonths(from, -months), to: addDays(from, -1) },
  }
}
