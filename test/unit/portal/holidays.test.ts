import { describe, expect, it } from 'vitest'
import { workFreeDays } from '#portal/server/sla/holidays.ts'

/**
 * Work-free days by the Public Holidays and Work-free Days in the Republic of Slovenia Act (ZPDPD), as the government lists
 * them on https://www.gov.si/teme/drzavni-prazniki-in-dela-prosti-dnevi/; Easter and Whitsun from the calendar of the year.
 */
const EVERY_YEAR = [
  ...['01-01', '02-08', '04-27', '05-01', '05-02', '06-25', '08-15', '10-31', '11-01', '12-25', '12-26'],
]
/** Easter Sunday and Monday, Whit Sunday; 2 January, which was a working day from 2013 to 2016; days of one year alone. */
const OF_THE_YEAR: Record<number, string[]> = {
  2014: ['04-20', '04-21', '06-08'],
  2016: ['03-27', '03-28', '05-15'],
  2017: ['01-02', '04-16', '04-17', '06-04'],
  2021: ['01-02', '04-04', '04-05', '05-23'],
  2022: ['01-02', '04-17', '04-18', '06-05'],
  // The day of solidarity after the floods.
  2023: ['01-02', '04-09', '04-10', '05-28', '08-14'],
  2024: ['01-02', '03-31', '04-01', '05-19'],
  2025: ['01-02', '04-20', '04-21', '06-08'],
  2026: ['01-02', '04-05', '04-06', '05-24'],
  2027: ['01-02', '03-28', '03-29', '05-16'],
}

/**
 * Holidays on which people work: Primož Trubar, the union of Prekmurje, the return of Primorska, sport, sovereignty, Rudolf
 * Maister; and days that are only kept.
 */
const WORKED = ['06-08', '08-17', '09-15', '09-23', '10-25', '11-23', '03-08', '04-23', '11-11', '12-06']

describe('Slovene holidays', () => {
  it.each(Object.keys(OF_THE_YEAR).map(Number))('of %i are the official work-free days', (year) => {
    const official = [...EVERY_YEAR, ...OF_THE_YEAR[year]!].map((day) => `${year}-${day}`)
    expect(workFreeDays(year, year)).toEqual([...new Set(official)].sort())
  })

  it('leave out the holidays on which people work', () => {
    const days = new Set(workFreeDays(2026, 2026))
    expect(WORKED.filter((day) => days.has(`2026-${day}`))).toEqual([])
    // Whit Sunday fell on Trubar's day then.
    expect(workFreeDays(2025, 2025)).toContain('2025-06-08')
  })

  it('of many years are those of each of them, in order', () => {
    expect(workFreeDays(2022, 2024)).toEqual([2022, 2023, 2024].flatMap((year) => workFreeDays(year, year)))
  })
})
