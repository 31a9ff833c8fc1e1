const DAY_THERE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Ljubljana' })

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** The day in Ljubljana, `YYYY-MM-DD`. `now` in epoch ms. */
export function dayInLjubljana(now: number): string {
  return DAY_THERE.format(now)
}

/** The instant at which a day begins in Ljubljana, in epoch ms; days of a clock change have 23 or 25 hours. */
export function startOfDay(day: string): number {
  const inSummer = utcOf(day) - 2 * HOUR_MS
  return dayInLjubljana(inSummer) === day ? inSummer : inSummer + HOUR_MS
}

/** `days` may be negative. */
export function addDays(day: string, days: number): string {
  return dayOf(utcOf(day) + days * DAY_MS)
}

/** How many days `to` is after `from`. */
export function daysFrom(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / DAY_MS)
}

/** The same date some months on (or back), or the month's last where it has none: 31 January and a month is 28 February. */
export function addMonths(day: string, months: number): string {
  const date = new Date(utcOf(day))
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return dayOf(first.getTime() + (Math.min(date.getUTCDate(), last) - 1) * DAY_MS)
}

/** 1: Monday, 7: Sunday. */
export function weekdayOf(day: string): number {
  return new Date(utcOf(day)).getUTCDay() || 7
}

function utcOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function dayOf(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10)
}
