import { describe, expect, it } from 'vitest'
import { createFormat } from '../../../src-renderer/components/format.ts'

const sl = createFormat('sl', 'zdaj')
const en = createFormat('en', 'now')
const now = new Date(2026, 10, 20, 14, 30).getTime()
const ago = (minutes: number) => now - minutes * 60_000

describe('times as the screen says them', () => {
  it('are short in the list', () => {
    expect(sl.brief(ago(0), now)).toBe('zdaj')
    expect(sl.brief(ago(5), now)).toBe('5 min')
    expect(sl.brief(ago(180), now)).toBe('3 h')
    expect(sl.brief(new Date(2026, 10, 19, 8, 0).getTime(), now)).toBe('včeraj')
    expect(sl.brief(new Date(2026, 1, 3).getTime(), now)).toBe('3. feb.')
    expect(sl.brief(new Date(2020, 11, 15).getTime(), now)).toBe('15. 12. 2020')
    expect(en.brief(new Date(2020, 11, 15).getTime(), now)).toBe('15/12/2020')
  })

  it('take a moment ago and a clock that is ahead as now', () => {
    expect(sl.brief(now + 3_000, now)).toBe('zdaj')
    expect(sl.relative(now - 20_000, now)).toBe('zdaj')
  })

  it('are sentences elsewhere, with the right Slovene endings', () => {
    expect(sl.relative(ago(1), now)).toBe('pred 1 minuto')
    expect(sl.relative(ago(2), now)).toBe('pred 2 minutama')
    expect(sl.relative(ago(5), now)).toBe('pred 5 minutami')
    expect(en.relative(ago(60), now)).toBe('1 hour ago')
    expect(sl.relative(now + 90_000, now)).toBe('čez 1 minuto')
    expect(sl.relative(new Date(2020, 11, 15).getTime(), now)).toBe('15. december 2020')
  })

  it('head the days of a conversation', () => {
    expect(sl.dayHeading(ago(10), now)).toBe('Danes')
    expect(sl.dayHeading(new Date(2026, 10, 19, 23, 59).getTime(), now)).toBe('Včeraj')
    expect(sl.dayHeading(new Date(2026, 10, 18, 1, 0).getTime(), now)).toBe('Sreda, 18. november')
  })
})

describe('numbers, days and order', () => {
  it('follow the language', () => {
    expect(sl.number(12345)).toBe('12.345')
    expect(en.number(12345)).toBe('12,345')
    expect(sl.day('2027-03-01')).toBe('1. 3. 2027')
    expect(sl.duration(-25 * 3_600_000)).toBe('1 dan')
    expect(en.duration(7 * 60_000)).toBe('7 minutes')
  })

  it('sort names as Slovenes do', () => {
    const names = ['Žiga', 'Zoran', 'Čarli', 'Dana', 'Cilka', 'Špela', 'Sara']
    expect(names.sort(sl.compare)).toEqual(['Cilka', 'Čarli', 'Dana', 'Sara', 'Špela', 'Zoran', 'Žiga'])
  })
})
