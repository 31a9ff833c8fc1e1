import { describe, expect, it } from 'vitest'
import { clockOf, DEFAULT_NOTICES, isQuiet, minutesOf } from '#shared/domain/notice.ts'

/** Of the machine's own time zone; the 23rd is a Monday. */
const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime()

describe('quiet hours', () => {
  const weekdays = { on: true, from: 17 * 60, to: 7 * 60, days: [1, 2, 3, 4, 5] }
  it.each<[string, number, boolean]>([
    ['Monday in the afternoon', at(23, 16, 59), false],
    ['Monday in the evening', at(23, 17), true],
    ['Tuesday before work', at(24, 6, 59), true],
    ['Tuesday at work', at(24, 7), false],
    ['Saturday in the morning, after Friday', at(28, 6), true],
    ['Saturday in the evening, which is none of the days', at(28, 20), false],
    ['Monday in the morning, after Sunday', at(30, 6), false],
  ])('over midnight: %s', (_, now, quiet) => {
    expect(isQuiet({ quiet: weekdays, quietUntil: 0 }, now)).toBe(quiet)
  })

  it('can be within a day, can be off, and "not now" is always possible', () => {
    const lunch = { on: true, from: 12 * 60, to: 13 * 60, days: [1] }
    expect(
      [at(23, 12, 30), at(23, 13), at(24, 12, 30)].map((now) => isQuiet({ quiet: lunch, quietUntil: 0 }, now)),
    ).toEqual([true, false, false])
    expect(isQuiet({ quiet: { ...lunch, on: false }, quietUntil: 0 }, at(23, 12, 30))).toBe(false)
    const until = { ...DEFAULT_NOTICES, quietUntil: at(23, 12) }
    expect([isQuiet(until, at(23, 11, 59)), isQuiet(until, at(23, 12))]).toEqual([true, false])
    // From a clock that was set back.
    expect(isQuiet(until, at(20, 12))).toBe(false)
  })

  it('are written as clocks', () => {
    expect([clockOf(425), minutesOf('07:05'), minutesOf('24:00'), minutesOf('x')]).toEqual(['07:05', 425, null, null])
  })
})
