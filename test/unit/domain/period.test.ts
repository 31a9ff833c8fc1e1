import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayInLjubljana, daysFrom, startOfDay, weekdayOf } from '#shared/domain/day.ts'
import { percentile } from '#shared/domain/percentile.ts'
import {
  BUCKET_UNITS,
  bucketsOf,
  customPeriod,
  isPeriod,
  MAX_PERIOD,
  namedPeriod,
  PERIOD_NAMES,
} from '#shared/domain/period.ts'

const aDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('2000-01-01', days))
const aWeekStart = fc.integer({ min: 1, max: 7 })

describe('days in Ljubljana', () => {
  it('begin at midnight there, and follow each other without a gap', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const start = startOfDay(day)
        expect(dayInLjubljana(start)).toBe(day)
        expect(dayInLjubljana(start - 1)).toBe(addDays(day, -1))
        expect(daysFrom(day, addDays(day, 400))).toBe(400)
      }),
      { seed: 5 },
    )
  })

  it('are long when the clocks go back and short when they go forward', () => {
    const hours = (day: string) => (startOfDay(addDays(day, 1)) - startOfDay(day)) / 3_600_000
    expect(['2026-03-29', '2026-10-25', '2026-10-26'].map(hours)).toEqual([23, 25, 24])
  })

  it('of a month that is too short are its last', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-15', -13)).toBe('2025-02-15')
  })
})

describe('a period', () => {
  // A Saturday.
  const today = '2026-11-21'
  const named = (name: (typeof PERIOD_NAMES)[number], weekStart = 1) => {
    const { period, former } = namedPeriod(name, today, weekStart)
    return [period.from, period.to, former.from, former.to]
  }

  it('that still runs is compared with the same days before', () => {
    expect(named('this_week')).toEqual(['2026-11-16', '2026-11-21', '2026-11-09', '2026-11-14'])
    expect(named('this_week', 7)).toEqual(['2026-11-15', '2026-11-21', '2026-11-08', '2026-11-14'])
    expect(named('this_month')).toEqual(['2026-11-01', '2026-11-21', '2026-10-01', '2026-10-21'])
    expect(named('this_quarter')).toEqual(['2026-10-01', '2026-11-21', '2026-07-01', '2026-08-21'])
    expect(named('this_year')).toEqual(['2026-01-01', '2026-11-21', '2025-01-01', '2025-11-21'])
  })

  it('that is over is compared with the whole one before', () => {
    expect(named('last_week')).toEqual(['2026-11-09', '2026-11-15', '2026-11-02', '2026-11-08'])
    expect(named('last_month')).toEqual(['2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30'])
    expect(named('last_quarter')).toEqual(['2026-07-01', '2026-09-30', '2026-04-01', '2026-06-30'])
    expect(named('last_year')).toEqual(['2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31'])
    expect(named('last_12_months')).toEqual(['2025-11-22', '2026-11-21', '2024-11-22', '2025-11-21'])
    expect(named('last_30_days')).toEqual(['2026-10-23', '2026-11-21', '2026-09-23', '2026-10-22'])
  })

  it('is one whatever the day, never after it, and its former one comes before', () => {
    fc.assert(
      fc.property(aDay, aWeekStart, fc.constantFrom(...PERIOD_NAMES), (day, weekStart, name) => {
        const { period, former } = namedPeriod(name, day, weekStart)
        expect(isPeriod(period) && isPeriod(former)).toBe(true)
        expect(period.to <= day).toBe(true)
        expect(former.to < period.from).toBe(true)
        if (name === 'this_week') expect(weekdayOf(period.from)).toBe(weekStart)
      }),
      { seed: 5, numRuns: 500 },
    )
  })

  it('is never empty and not endless', () => {
    expect(isPeriod({ from: today, to: today })).toBe(true)
    expect(isPeriod({ from: today, to: addDays(today, -1) })).toBe(false)
    expect(isPeriod({ from: today, to: addDays(today, MAX_PERIOD - 1) })).toBe(true)
    expect(isPeriod({ from: today, to: addDays(today, MAX_PERIOD) })).toBe(false)
  })

  it('falls into days, weeks or months that cover it one after the other', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.integer({ min: 1, max: 800 }),
        fc.constantFrom(...BUCKET_UNITS),
        aWeekStart,
        (from, days, unit, weekStart) => {
          const { period } = customPeriod({ from, to: addDays(from, days - 1) })
          const buckets = bucketsOf(period, unit, weekStart)
          expect(buckets[0]!.from).toBe(period.from)
          expect(buckets.at(-1)!.to).toBe(period.to)
          for (const [at, { from: begin, to }] of buckets.entries()) {
            expect(begin <= to).toBe(true)
            if (at === 0) continue
            expect(begin).toBe(addDays(buckets[at - 1]!.to, 1))
            if (unit === 'week') expect(weekdayOf(begin)).toBe(weekStart)
            if (unit === 'month') expect(begin.endsWith('-01')).toBe(true)
          }
        },
      ),
      { seed: 5 },
    )
  })
})

describe('a percentile', () => {
  it('lies between two values in proportion, and among the values', () => {
    expect([percentile([], 0.5), percentile([4], 0.9), percentile([1, 2], 0.5)]).toEqual([null, 4, 1.5])
    expect(percentile([0, 10, 20, 30, 40], 0.9)).toBe(36)
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const sorted = values.toSorted((a, b) => a - b)
          const found = percentile(sorted, p)!
          expect(found).toBeGreaterThanOrEqual(sorted[0]!)
          expect(found).toBeLessThanOrEqual(sorted.at(-1)!)
        },
      ),
      { seed: 5 },
    )
  })
})
