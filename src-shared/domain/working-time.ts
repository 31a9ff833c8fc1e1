const MINUTE = 60_000

/** Minutes after midnight, by the clock on the wall. */
export type OpeningHours = { from: number; to: number }

export type WorkingHours = {
  /** IANA name. */
  timeZone: string
  /** From Monday to Sunday; null on days without work. At least one is open. */
  week: readonly (OpeningHours | null)[]
  /** Days without work, `YYYY-MM-DD`. */
  holidays: readonly string[]
}

const USUAL_DAY: OpeningHours = { from: 8 * 60, to: 16 * 60 }

/** Until the portal has said otherwise. */
export const USUAL_HOURS: WorkingHours = {
  timeZone: 'Europe/Ljubljana',
  week: [USUAL_DAY, USUAL_DAY, USUAL_DAY, USUAL_DAY, USUAL_DAY, null, null],
  holidays: [],
}

/** What "a day" is where time is counted in opening hours: the longest of the week, in ms. */
export function workdayMs({ week }: Pick<WorkingHours, 'week'>): number {
  return Math.max(...week.map((day) => (day ? (day.to - day.from) * MINUTE : 0)))
}

/** Instants are epoch ms, durations are ms of opening hours. */
export type WorkingTime = {
  /** What of the time between two instants was worked; 0 when `to` is not after `from`. */
  between(from: number, to: number): number
  /** The instant at which `duration` has been worked since `from`. */
  after(from: number, duration: number): number
}

const DAY = 86_400_000

/** One year's opening hours one after the other; `worked[n]` is what they come to before the nth. */
type Year = { opens: number[]; closes: number[]; worked: number[]; total: number }

/** Years are worked out when they are first asked for. */
export function workingTime(hours: WorkingHours): WorkingTime {
  const open = hours.week.filter((day) => day !== null)
  if (hours.week.length !== 7 || open.length === 0) throw new RangeError('A week has seven days, one of them open')
  if (open.some(({ from, to }) => from < 0 || to > 24 * 60 || from >= to))
    throw new RangeError('Opening hours end after they begin')
  const holidays = new Set(hours.holidays)
  const offsetAt = offsetsOf(hours.timeZone)
  const years = new Map<number, Year>()

  /** The instant at which the wall shows `minutes` of that day; in the hour that a clock skips, the moment of the skip. */
  function instant(midnight: number, minutes: number): number {
    const wall = midnight + minutes * MINUTE
    return wall - offsetAt(wall - offsetAt(wall))
  }

  function year(number: number): Year {
    const known = years.get(number)
    if (known) return known
    const made: Year = { opens: [], closes: [], worked: [], total: 0 }
    for (let midnight = Date.UTC(number, 0, 1); midnight < Date.UTC(number + 1, 0, 1); midnight += DAY) {
      const day = hours.week[(new Date(midnight).getUTCDay() + 6) % 7]
      if (!day || holidays.has(new Date(midnight).toISOString().slice(0, 10))) continue
      const opens = instant(midnight, day.from)
      const closes = instant(midnight, day.to)
      made.opens.push(opens)
      made.closes.push(closes)
      made.worked.push(made.total)
      made.total += closes - opens
    }
    years.set(number, made)
    return made
  }

  /** What of that year was worked before `at`. */
  function workedBefore({ opens, closes, worked }: Year, at: number): number {
    const nth = countBelow(opens, at) - 1
    return nth < 0 ? 0 : worked[nth]! + Math.min(at, closes[nth]!) - opens[nth]!
  }

  /** Wherever it is, the wall shows the year of UTC but for some hours at its ends: only then is the zone asked. */
  function yearAt(at: number): number {
    const early = new Date(at - DAY).getUTCFullYear()
    return early === new Date(at + DAY).getUTCFullYear() ? early : new Date(at + offsetAt(at)).getUTCFullYear()
  }

  function between(from: number, to: number): number {
    if (to <= from) return 0
    const last = yearAt(to)
    let sum = -workedBefore(year(yearAt(from)), from)
    for (let number = yearAt(from); number < last; number += 1) sum += year(number).total
    return sum + workedBefore(year(last), to)
  }

  function after(from: number, duration: number): number {
    if (duration <= 0) return from
    let number = yearAt(from)
    let left = duration + workedBefore(year(number), from)
    for (; left > year(number).total; number += 1) left -= year(number).total
    const { opens, worked } = year(number)
    const nth = countBelow(worked, left) - 1
    return opens[nth]! + left - worked[nth]!
  }

  return { between, after }
}

/** How many of a rising list are below `limit`. */
function countBelow(rising: readonly number[], limit: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** By how much the wall is ahead of UTC, in ms. */
function offsetsOf(timeZone: string): (at: number) => number {
  const wall = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (at) => {
    const whole = Math.floor(at / MINUTE) * MINUTE
    const parts = Object.fromEntries(wall.formatToParts(whole).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - whole
  }
}
