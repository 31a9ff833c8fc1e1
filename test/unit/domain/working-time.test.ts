import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WorkingHours, workingTime } from '#shared/domain/working-time.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = { from: 8 * 60, to: 16 * 60 }
const HOURS: WorkingHours = {
  timeZone: 'Europe/Ljubljana',
  week: [DAY, DAY, DAY, DAY, { from: 8 * 60, to: 14 * 60 }, null, null],
  holidays: ['2026-01-01', '2026-01-02', '2026-12-25', '2027-01-01'],
}
const time = workingTime(HOURS)
const at = (text: string) => Date.parse(text)
const instants = fc.integer({ min: at('2025-06-01T00:00Z'), max: at('2028-06-01T00:00Z') })

describe('working time', () => {
  it('counts opening hours alone: nights, weekends and holidays pass without it', () => {
    expect(time.between(at('2026-11-20T09:00+01:00'), at('2026-11-20T10:30+01:00'))).toBe(1.5 * HOUR)
    // Friday noon to Monday nine.
    expect(time.between(at('2026-11-20T12:00+01:00'), at('2026-11-23T09:00+01:00'))).toBe(3 * HOUR)
    expect(time.between(at('2026-12-24T15:00+01:00'), at('2026-12-28T09:00+01:00'))).toBe(2 * HOUR)
    expect(time.between(at('2025-12-31T15:00+01:00'), at('2026-01-05T08:30+01:00'))).toBe(1.5 * HOUR)
    expect(time.between(10, 10)).toBe(0)
    expect(time.between(at('2026-11-20T12:00+01:00'), at('2026-11-20T09:00+01:00'))).toBe(0)
  })

  it('ends at closing time where the time is up there, and begins with the next opening', () => {
    expect(time.after(at('2026-11-20T12:00+01:00'), 2 * HOUR)).toBe(at('2026-11-20T14:00+01:00'))
    expect(time.after(at('2026-11-20T12:00+01:00'), 2 * HOUR + MINUTE)).toBe(at('2026-11-23T08:01+01:00'))
    expect(time.after(at('2026-11-21T03:00+01:00'), HOUR)).toBe(at('2026-11-23T09:00+01:00'))
    expect(time.after(at('2026-12-31T15:00+01:00'), 2 * HOUR)).toBe(at('2027-01-04T09:00+01:00'))
  })

  it('opens by the clock on the wall before and after it is moved', () => {
    expect(time.after(at('2026-03-27T13:00+01:00'), 2 * HOUR)).toBe(at('2026-03-30T09:00+02:00'))
    expect(time.after(at('2026-10-23T13:00+02:00'), 2 * HOUR)).toBe(at('2026-10-26T09:00+01:00'))
  })

  it('counts what a night shift really worked when the clock is moved', () => {
    const nights = workingTime({
      timeZone: 'Europe/Ljubljana',
      week: Array(7).fill({ from: 0, to: 6 * 60 }),
      holidays: [],
    })
    expect(nights.between(at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z'))).toBe(5 * HOUR)
    expect(nights.between(at('2026-10-24T22:00Z'), at('2026-10-25T23:00Z'))).toBe(7 * HOUR)
  })

  it('agrees with itself: after and between are each other’s inverse, and parts add up', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 2_000 * HOUR }), (from, duration) => {
        expect(time.between(from, time.after(from, duration))).toBe(duration)
      }),
    )
    fc.assert(
      fc.property(instants, instants, instants, (...three) => {
        const [a, b, c] = three.toSorted((x, y) => x - y) as [number, number, number]
        expect(time.between(a, b) + time.between(b, c)).toBe(time.between(a, c))
        expect(time.between(a, c)).toBeLessThanOrEqual(c - a)
      }),
    )
  })

  it('agrees with counting minute by minute', () => {
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: HOURS.timeZone, dateStyle: 'short', timeStyle: 'short' })
    const isOpen = (now: number) => {
      const [day, clock] = wall.format(now).split(' ') as [string, string]
      const hours = HOURS.week[(new Date(day).getUTCDay() + 6) % 7]
      const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
      return hours && !HOURS.holidays.includes(day) && minute >= hours.from && minute < hours.to
    }
    fc.assert(
      fc.property(instants, fc.nat(4 * 24 * 60), (anywhere, minutes) => {
        const from = Math.floor(anywhere / MINUTE) * MINUTE
        let open = 0
        for (let minute = 0; minute < minutes; minute += 1) if (isOpen(from + minute * MINUTE)) open += 1
        expect(time.between(from, from + minutes * MINUTE)).toBe(open * MINUTE)
      }),
      { numRuns: 30 },
    )
  })

  it('refuses hours that never open or that end before they begin', () => {
    expect(() => workingTime({ ...HOURS, week: Array(7).fill(null) })).toThrow(RangeError)
    expect(() => workingTime({ ...HOURS, week: [DAY] })).toThrow(RangeError)
    expect(() => workingTime({ ...HOURS, week: [{ from: 600, to: 600 }, ...Array(6).fill(null)] })).toThrow(RangeError)
  })
})
