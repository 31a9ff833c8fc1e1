import type { Language } from '#shared/domain/case.ts'
import { LOCALES } from '#shared/i18n/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Everything that reads differently in each language. Instants are epoch ms; days are `YYYY-MM-DD`. */
export type SpanUnit = 'minute' | 'hour' | 'day'

export type Format = {
  /** As short as a list row wants it: "now", "5 min", "3 h", "yesterday", "12. dec.", "12. 12. 2020". */
  brief: (instant: number, now: number) => string
  /** In a sentence: "5 minutes ago", "yesterday", then the date. */
  relative: (instant: number, now: number) => string
  clock: (instant: number) => string
  /** Of a day: "pon.". */
  weekday: (instant: number) => string
  /** A time to come: "pon., 23. nov. 08:00". */
  moment: (instant: number) => string
  exact: (instant: number) => string
  /** Without seconds: "sob., 21. nov. 2026, 10:05". */
  exactMinute: (instant: number) => string
  date: (instant: number) => string
  day: (day: string) => string
  /** With its weekday: "sobota, 5. december 2026"; empty for what is no day. */
  longDay: (day: string) => string
  /** Heading of a day in the thread: "today", "yesterday", else the date. */
  dayHeading: (instant: number, now: number) => string
  /** Of a day: "november 2026", "nov.", "12. nov.". */
  month: (day: string) => string
  shortMonth: (day: string) => string
  dayMonth: (day: string) => string
  /** From a day to another: "1.–12. november 2026", "1.–12. nov. 2026". */
  days: (from: string, to: string) => string
  shortDays: (from: string, to: string) => string
  number: (value: number) => string
  percent: (share: number) => string
  duration: (ms: number) => string
  /** How long cases take, to compare: "45 min", "3,5 h", "12,4 dni". */
  span: (ms: number) => string
  /** So many of a unit: "3 h". */
  inUnit: (count: number, unit: SpanUnit) => string
  /** How long something took: "0.4 s", "12 s", "3 min". */
  took: (ms: number) => string
  /** "640 B", "12 kB", "3.4 MB". */
  bytes: (size: number) => string
  /** Euros out of cents: "1.234,50 €". */
  money: (cents: number) => string
  /** Hundredths of whatever is counted: "1,5". */
  hundredths: (value: number) => string
  /** Cents as an amount without its currency: "1.234,50". */
  amount: (cents: number) => string
  /** Of VAT: "9,5 %". */
  rate: (percent: number) => string
  /** What stands between thousands. */
  groupSign: '.' | ','
  /** Of an ISO 3166-1 code: "Slovenija"; what is no code stays as it is. */
  country: (code: string) => string
  compare: (a: string, b: string) => number
}

export function createFormat(language: Language, nowWord: string): Format {
  const locale = LOCALES[language]
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' })
  const toMinute = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  const fullDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const medium = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const longMonth = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })
  const shortMonth = new Intl.DateTimeFormat(locale, { month: 'short' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const shortWeekday = new Intl.DateTimeFormat(locale, { weekday: 'short' })
  const toCome = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' })
  const numeric = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' })
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const numbers = new Intl.NumberFormat(locale)
  const tenthsOf = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' })
  const rates = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const twoDecimals = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: 'always',
  })
  const upToTwo = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const unit = (name: string, display: 'short' | 'long' | 'narrow', maximumFractionDigits = 0) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: display, maximumFractionDigits })
  const minutes = unit('minute', 'short')
  const hours = unit('hour', 'short')
  const tenthsOfHours = unit('hour', 'short', 1)
  const tenthsOfDays = unit('day', 'short', 1)
  const seconds = unit('second', 'narrow')
  const tenths = unit('second', 'narrow', 1)
  const longMinutes = unit('minute', 'long')
  const longHours = unit('hour', 'long')
  const longDays = unit('day', 'long')
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const collator = new Intl.Collator(language === 'sl' ? 'sl' : 'en', { numeric: true, sensitivity: 'base' })

  const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()

  function brief(instant: number, now: number): string {
    const passed = Math.max(0, now - instant)
    const days = daysBetween(instant, now)
    if (passed < MINUTE) return nowWord
    if (passed < HOUR) return minutes.format(Math.floor(passed / MINUTE))
    if (days <= 0 || passed < 6 * HOUR) return hours.format(Math.floor(passed / HOUR))
    if (days === 1) return ago.format(-1, 'day')
    return (sameYear(instant, now) ? dayMonth : numeric).format(instant)
  }

  function relative(instant: number, now: number): string {
    const passed = now - instant
    const future = passed < 0
    const size = Math.abs(passed)
    const sign = future ? 1 : -1
    if (size < MINUTE) return future ? ago.format(Math.ceil(size / 1000), 'second') : nowWord
    if (size < HOUR) return ago.format(sign * Math.floor(size / MINUTE), 'minute')
    if (size < 12 * HOUR) return ago.format(sign * Math.floor(size / HOUR), 'hour')
    const days = daysBetween(instant, now)
    if (Math.abs(days) < 7) return ago.format(-days, 'day')
    return long.format(instant)
  }

  return {
    brief,
    relative,
    clock: (instant) => time.format(instant),
    weekday: (instant) => shortWeekday.format(instant),
    moment: (instant) => `${toCome.format(instant)} ${time.format(instant)}`,
    exact: (instant) => full.format(instant),
    exactMinute: (instant) => toMinute.format(instant),
    date: (instant) => numeric.format(instant),
    day: (day) => numeric.format(localDay(day)),
    longDay: (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? fullDay.format(localDay(day)) : ''),
    dayHeading: (instant, now) => {
      const days = daysBetween(instant, now)
      if (days === 0 || days === 1) return capitalise(ago.format(-days, 'day'), locale)
      return sameYear(instant, now) ? capitalise(weekday.format(instant), locale) : long.format(instant)
    },
    month: (day) => longMonth.format(localDay(day)),
    shortMonth: (day) => shortMonth.format(localDay(day)),
    dayMonth: (day) => dayMonth.format(localDay(day)),
    days: (from, to) => long.formatRange(localDay(from), localDay(to)),
    shortDays: (from, to) => medium.formatRange(localDay(from), localDay(to)),
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    duration: (ms) => {
      const size = Math.abs(ms)
      if (size < HOUR) return longMinutes.format(Math.max(1, Math.round(size / MINUTE)))
      if (size < DAY) return longHours.format(Math.round(size / HOUR))
      return longDays.format(Math.round(size / DAY))
    },
    span: (ms) => {
      if (ms < HOUR) return minutes.format(Math.round(ms / MINUTE))
      return ms < 2 * DAY ? tenthsOfHours.format(ms / HOUR) : tenthsOfDays.format(ms / DAY)
    },
    inUnit: (count, name) => ({ minute: minutes, hour: tenthsOfHours, day: tenthsOfDays })[name].format(count),
    took: (ms) => {
      if (ms >= MINUTE) return minutes.format(Math.round(ms / MINUTE))
      return (ms < 10_000 ? tenths : seconds).format(Math.max(0.1, ms / 1000))
    },
    bytes: (size) => {
      if (size < 1_000) return `${numbers.format(size)} B`
      if (size < 1_000_000) return `${numbers.format(Math.round(size / 1_000))} kB`
      return `${tenthsOf.format(size / 1_000_000)} MB`
    },
    money: (cents) => euros.format(cents / 100),
    hundredths: (value) => upToTwo.format(value / 100),
    amount: (cents) => twoDecimals.format(cents / 100),
    rate: (percent) => rates.format(percent / 100),
    groupSign: language === 'sl' ? '.' : ',',
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    compare: collator.compare,
  }
}

/** Whole calendar days from `instant` to `now`, by the machine's own time zone. */
function daysBetween(instant: number, now: number): number {
  const midnight = (value: number) => {
    const date = new Date(value)
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  }
  return Math.round((midnight(now) - midnight(instant)) / DAY)
}

function localDay(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

function capitalise(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
