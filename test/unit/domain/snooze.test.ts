import { describe, expect, it } from 'vitest'
import { parseSnooze, snoozePresets } from '#shared/domain/snooze.ts'

/** Of the machine's own time zone. */
const at = (day: number, hours = 8, minutes = 0, month = 10) => new Date(2026, month, day, hours, minutes).getTime()
/** A Saturday. */
const NOW = at(21, 10, 12)

describe('presets', () => {
  it('are later today, tomorrow morning and Monday', () => {
    expect(snoozePresets(NOW)).toEqual([
      { preset: 'later', until: at(21, 12, 30) },
      { preset: 'tomorrow', until: at(22) },
      { preset: 'monday', until: at(23) },
    ])
  })

  it('leave out what makes no sense: a later that is evening, a Monday that is tomorrow', () => {
    expect(snoozePresets(at(22, 19)).map(({ preset }) => preset)).toEqual(['tomorrow'])
    expect(snoozePresets(at(23, 23, 50)).map(({ preset }) => preset)).toEqual(['tomorrow', 'monday'])
    expect(snoozePresets(at(23, 9))[2]).toEqual({ preset: 'monday', until: at(30) })
  })
})

describe('a time as people write it', () => {
  it.each<[string, number]>([
    ['14:30', at(21, 14, 30)],
    ['9.15', at(22, 9, 15)],
    ['ob 17', at(21, 17)],
    ['3 pm', at(21, 15)],
    ['jutri', at(22)],
    ['Jutri 9', at(22, 9)],
    ['jutri zjutraj', at(22)],
    ['tomorrow at 16:45', at(22, 16, 45)],
    ['pojutrišnjem', at(23)],
    ['petek ob 10', at(27, 10)],
    ['v četrtek', at(26)],
    ['Friday 7:00', at(27, 7)],
    ['sobota', at(28)],
    ['25. 11. ob 8:30', at(25, 8, 30)],
    ['25.11.2026', at(25)],
    ['5. 1.', new Date(2027, 0, 5, 8).getTime()],
    ['2026-12-01 13:00', at(1, 13, 0, 11)],
    ['25 Nov 8:00', at(25)],
    ['3. december', at(3, 8, 0, 11)],
    ['čez 2 h', NOW + 2 * 3_600_000],
    ['30 min', NOW + 30 * 60_000],
    ['in 3 days', NOW + 3 * 86_400_000],
    ['čez 1 teden', NOW + 7 * 86_400_000],
  ])('%s', (text, instant) => {
    expect(new Date(parseSnooze(text, NOW)!)).toEqual(new Date(instant))
  })

  it.each(['', '9', 'kmalu', '31. 2.', '25:00', 'jutri zvečer nekoč', '14:30 in še kaj'])(
    'is no time: "%s"',
    (text) => {
      expect(parseSnooze(text, NOW)).toBeNull()
    },
  )

  it('can be one that has passed, which is for the form to say', () => {
    expect(parseSnooze('danes 8:00', NOW)).toBe(at(21, 8))
    expect(parseSnooze('1. 1. 2026', NOW)).toBeLessThan(NOW)
  })
})
