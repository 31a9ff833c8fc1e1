import Holidays from 'date-holidays'

/** Work-free by a law for one year alone: the day of solidarity after the floods. */
const ONCE = ['2023-08-14']

/** Slovenia's work-free days of those years, both included, as `YYYY-MM-DD`; holidays on which people work are left out. */
export function workFreeDays(from: number, to: number): string[] {
  const slovenia = new Holidays('SI', { types: ['public'] })
  const years = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const yearly = years.flatMap((year) => slovenia.getHolidays(year).map(({ date }) => date.slice(0, 10)))
  const once = ONCE.filter((day) => years.includes(Number(day.slice(0, 4))))
  return [...new Set([...yearly, ...once])].sort()
}
