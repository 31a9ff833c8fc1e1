/** Times until which a case can be put off, as people say them, in the time zone of the machine. Instants are epoch ms. */

export const SNOOZE_PRESETS = ['later', 'tomorrow', 'monday'] as const
export type SnoozePreset = (typeof SNOOZE_PRESETS)[number]

const HOUR = 3_600_000
/** When the day's work begins: of a day without an hour. */
const MORNING = 8
const MONDAY = 1
/** A "later today" that would be later than this is none. */
const EVENING = 20

/** Those that make sense now: no "later today" in the evening, no Monday that is tomorrow. */
export function snoozePresets(now: number): { preset: SnoozePreset; until: number }[] {
  const later = nextHalfHour(now + 2 * HOUR)
  const tomorrow = atMorning(now, 1)
  const monday = atMorning(now, daysTo(now, MONDAY))
  return [
    ...(isSameDay(later, now) && new Date(later).getHours() < EVENING
      ? [{ preset: 'later' as const, until: later }]
      : []),
    { preset: 'tomorrow' as const, until: tomorrow },
    ...(monday === tomorrow ? [] : [{ preset: 'monday' as const, until: monday }]),
  ]
}

/** What somebody typed, in Slovene or English; null where it says no time. It may say a time that has passed. */
export function parseSnooze(text: string, now: number): number | null {
  const words = fold(text)
  if (words === '') return null
  const span = parseSpan(words)
  if (span !== null) return now + span
  const day = takeDay(words, now)
  const time = takeTime(day.rest, day.at !== null)
  if (time.rest !== '' || (day.at === null && time.clock === null)) return null
  const [hours, minutes] = time.clock ?? [MORNING, 0]
  const at = new Date(day.at ?? now)
  at.setHours(hours, minutes, 0, 0)
  // An hour that is over today means tomorrow's.
  if (day.at === null && at.getTime() <= now) at.setDate(at.getDate() + 1)
  return at.getTime()
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

const UNITS: readonly [RegExp, number][] = [
  [/^(m|min|minut[aeio]?|minutes?)$/, 60_000],
  [/^(h|u|ur|ur[aeio]|hours?|hrs?)$/, HOUR],
  [/^(d|dan|dni|dneva?|days?)$/, 24 * HOUR],
  [/^(t|w|teden|tedn[aei]|tednov|weeks?)$/, 7 * 24 * HOUR],
]

function parseSpan(words: string): number | null {
  const match = /^(?:cez|in|za)?\s*(\d{1,3})\s*([a-z]+)$/.exec(words)
  const unit = match && UNITS.find(([name]) => name.test(match[2]!))
  return match && unit ? Number(match[1]) * unit[1] : null
}

/** From Sunday on, as `Date` counts; the beginnings that tell them apart in both languages. */
const WEEKDAYS: readonly RegExp[] = [
  /^(ned(elj[aoe])?|sun(day)?)$/,
  /^(pon(edeljek)?|mon(day)?)$/,
  /^(tor(ek)?|tue(s|sday)?)$/,
  /^(sre(d[aoe])?|wed(nesday)?)$/,
  /^(cet(rtek)?|thu(rs|rsday)?)$/,
  /^(pet(ek)?|fri(day)?)$/,
  /^(sob(ot[aoe])?|sat(urday)?)$/,
]

const MONTHS: readonly RegExp[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'ma[jy]',
  'jun',
  'jul',
  'a[vu]g',
  'sep',
  'o[kc]t',
  'nov',
  'de[cz]',
].map((name) => new RegExp(`^${name}`))

type Day = { at: number | null; rest: string }

function takeDay(words: string, now: number): Day {
  const [first = '', ...others] = words.replace(/^(v|do|on|until) /, '').split(' ')
  const named = namedDay(first.replace(/,$/, ''), now)
  return named === null ? takeDate(words, now) : { at: named, rest: others.join(' ') }
}

function namedDay(word: string, now: number): number | null {
  if (/^(danes|today)$/.test(word)) return now
  if (/^(jutri|tomorrow)$/.test(word)) return atMorning(now, 1)
  if (/^pojutrisnjem$/.test(word)) return atMorning(now, 2)
  const weekday = WEEKDAYS.findIndex((name) => name.test(word))
  return weekday < 0 ? null : atMorning(now, daysTo(now, weekday))
}

function takeDate(words: string, now: number): Day {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(words)
  if (iso) return dated(words, iso[0], [Number(iso[1]), Number(iso[2]), Number(iso[3])], now)
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?(?= |,|$)/.exec(words)
  if (dotted) return dated(words, dotted[0], [yearOf(dotted[3]), Number(dotted[2]), Number(dotted[1])], now)
  const worded = /^(\d{1,2})\.? ([a-z]{3,})\.?(?: (\d{4}))?(?= |,|$)/.exec(words)
  const month = worded ? MONTHS.findIndex((name) => name.test(worded[2]!)) + 1 : 0
  if (worded && month > 0) return dated(words, worded[0], [yearOf(worded[3]), month, Number(worded[1])], now)
  return { at: null, rest: words }
}

const yearOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text))

/** Without a year: this year's, or the next one's where that has passed. */
function dated(words: string, taken: string, [year, month, day]: [number | null, number, number], now: number): Day {
  const at = new Date(year ?? new Date(now).getFullYear(), month - 1, day, MORNING)
  if (at.getMonth() !== month - 1 || at.getDate() !== day) return { at: null, rest: words }
  if (year === null && at.getTime() <= now && !isSameDay(at.getTime(), now)) at.setFullYear(at.getFullYear() + 1)
  return { at: at.getTime(), rest: words.slice(taken.length).replace(/^[ ,]+/, '') }
}

/** `9:30`, `9.30`, `ob 9h`, `3 pm`; a bare number only after "at" or a day. */
function takeTime(words: string, afterDay: boolean): { clock: [number, number] | null; rest: string } {
  if (words === '') return { clock: null, rest: '' }
  if (/^(zjutraj|morning)$/.test(words)) return { clock: [MORNING, 0], rest: '' }
  const match = /^(ob |at |@ ?)?(\d{1,2})(?:[:.](\d{2}))? ?(h|am|pm)?$/.exec(words)
  const bare = match && !afterDay && !match[1] && !match[3] && !match[4]
  if (!match || bare) return { clock: null, rest: words }
  const half = match[4] === 'pm' && Number(match[2]) < 12 ? 12 : match[4] === 'am' && Number(match[2]) === 12 ? -12 : 0
  const [hours, minutes] = [Number(match[2]) + half, Number(match[3] ?? 0)]
  return hours > 23 || minutes > 59 ? { clock: null, rest: words } : { clock: [hours, minutes], rest: '' }
}

function atMorning(now: number, days: number): number {
  const at = new Date(now)
  at.setDate(at.getDate() + days)
  return at.setHours(MORNING, 0, 0, 0)
}

/** The next such day; a week from now where it is today. */
const daysTo = (now: number, weekday: number): number => ((weekday - new Date(now).getDay() + 6) % 7) + 1

function nextHalfHour(at: number): number {
  const date = new Date(at)
  date.setMinutes(date.getMinutes() > 30 ? 60 : 30, 0, 0)
  return date.getTime()
}

const isSameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()
