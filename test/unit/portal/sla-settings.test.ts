import { describe, expect, it } from 'vitest'
import { chooseSlaSettings, readWorkingTime, SlaSettingsError } from '#portal/server/sla/choose-sla.ts'
import { readPromise } from '#portal/server/sla/promises.ts'
import { DEFAULT_SLA, slaRules } from '#portal/server/sla/rules.ts'

const DAY = { from: 480, to: 960 }

describe('opening hours and promises from the environment', () => {
  it('are Monday to Friday from 8 to 16 and eight hours to a first response unless told otherwise', () => {
    expect(chooseSlaSettings({})).toEqual({
      week: [DAY, DAY, DAY, DAY, DAY, null, null],
      daysOff: [],
      firstResponseMinutes: 480,
      resolutionMinutes: null,
    })
  })

  it('are read as they are written', () => {
    const chosen = chooseSlaSettings({
      PORTAL_OPENING_HOURS: 'Mon-Thu 7:30-15.30, fri 7:30-14:00,sun 0:00-24:00',
      PORTAL_DAYS_OFF: '2026-12-24, 2026-12-31',
      PORTAL_FIRST_RESPONSE: '90m',
      PORTAL_RESOLUTION: '2d',
    })
    const long = { from: 450, to: 930 }
    expect(chosen).toEqual({
      week: [long, long, long, long, { from: 450, to: 840 }, null, { from: 0, to: 1440 }],
      daysOff: ['2026-12-24', '2026-12-31'],
      firstResponseMinutes: 90,
      // The longest day is a day.
      resolutionMinutes: 2 * 1440,
    })
    expect(chooseSlaSettings({ PORTAL_FIRST_RESPONSE: 'none' }).firstResponseMinutes).toBeNull()
  })

  it.each([
    ['PORTAL_OPENING_HOURS', 'mon 16:00-8:00'],
    ['PORTAL_OPENING_HOURS', 'fri-mon 8:00-16:00'],
    ['PORTAL_OPENING_HOURS', 'every day'],
    ['PORTAL_OPENING_HOURS', 'mon 8:75-16:00'],
    ['PORTAL_DAYS_OFF', '24. 12. 2026'],
    ['PORTAL_DAYS_OFF', '2026-02-30'],
    ['PORTAL_FIRST_RESPONSE', '0h'],
    ['PORTAL_FIRST_RESPONSE', 'soon'],
    ['PORTAL_RESOLUTION', '4'],
  ])('%s=%s is refused with its name', (name, value) => {
    expect(() => chooseSlaSettings({ [name]: value })).toThrow(SlaSettingsError)
    expect(() => chooseSlaSettings({ [name]: value })).toThrow(name)
  })

  it('promise of a contract: both times, or what is usual', () => {
    const read = (text: string) => readPromise(text, DEFAULT_SLA.week)
    expect(read('Pogodba A=B=2h/3d')).toEqual({
      name: 'Pogodba A=B',
      firstResponseMinutes: 120,
      resolutionMinutes: 1440,
    })
    expect(read('Pogodba=4h/-')).toEqual({ name: 'Pogodba', firstResponseMinutes: 240, resolutionMinutes: null })
    for (const wrong of ['Pogodba', 'Pogodba=4h', '=4h/2d', 'Pogodba=4h/2d/1d', 'Pogodba=4h/x']) {
      expect(() => read(wrong), wrong).toThrow(SlaSettingsError)
    }
    expect(readWorkingTime('1000000h', DEFAULT_SLA.week)).toBeNull()
  })

  it('have one mark for the same rules, and another for others', () => {
    const { mark } = slaRules(DEFAULT_SLA)
    expect(slaRules({ ...DEFAULT_SLA }).mark).toBe(mark)
    expect(slaRules({ ...DEFAULT_SLA, daysOff: ['2026-12-24'] }).mark).not.toBe(mark)
    expect(slaRules({ ...DEFAULT_SLA, firstResponseMinutes: 60 }).mark).not.toBe(mark)
  })
})
