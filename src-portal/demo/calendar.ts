import { DAY, fromWallClock, hours, isWorkingDay, startOfDay, toWallClock } from './ljubljana.ts'
import type { Random } from './random.ts'

/** How many cases come in an hour of a working day, from 6:00 on. */
const HOURLY = [1, 6, 12, 13, 13, 11, 9, 9, 8, 5, 2, 1, 0.7, 0.5, 0.3]
const FIRST_HOUR = 6
/** Monday brings most, Friday least; weekends and holidays next to nothing. */
const WEEKDAY = [0.04, 1.25, 1.1, 1, 1, 0.85, 0.05]
/** July and August are quiet, January (new year's rules and balances) is not. */
const MONTHLY = [1.25, 1.05, 1.05, 1, 0.95, 0.95, 0.75, 0.65, 1.05, 1.05, 1, 0.95]

/** How much busier the end of the period is than its beginning, as a power of e. */
const GROWTH = 1.8

/**
 * Maps a share of all cases in [0, 1) to the instant (epoch ms) when it was reached, between `from` and `to`:
 * never falling, dense in office hours, thin at weekends.
 */
export function arrivals(from: number, to: number): (share: number) => number {
  const starts: number[] = []
  const widths: number[] = []
  const reached: number[] = []
  let sum = 0
  const age = (at: number) => (to - at) / (to - from)
  for (let day = startOfDay(toWallClock(from)); day <= toWallClock(to); day += DAY) {
    const date = new Date(day)
    const works = isWorkingDay(day)
    const weekday = date.getUTCDay()
    const perDay = (works ? WEEKDAY[weekday]! : 0.05) * MONTHLY[date.getUTCMonth()]! * Math.exp(-GROWTH * age(day))
    HOURLY.forEach((weight, index) => {
      const start = fromWallClock(day + hours(FIRST_HOUR + index))
      const width = Math.min(hours(1), to - start)
      if (start < from || width <= 0) return
      sum += perDay * weight * (width / hours(1))
      starts.push(start)
      widths.push(width)
      reached.push(sum)
    })
  }
  return (share) => {
    const wanted = share * sum
    let low = 0
    let high = reached.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (reached[middle]! > wanted) high = middle
      else low = middle + 1
    }
    const before = low === 0 ? 0 : reached[low - 1]!
    const within = (wanted - before) / (reached[low]! - before)
    return Math.floor(starts[low]! + Math.min(Math.max(within, 0), 0.999_999) * widths[low]!)
  }
}

/** The first moment at or after `at` when somebody is at work between the hours `opens` and `closes`. */
export function atWork(at: number, opens: number, closes: number, random: Random): number {
  const wall = toWallClock(at)
  let day = startOfDay(wall)
  if (isWorkingDay(day) && wall >= day + hours(opens) && wall < day + hours(closes)) return at
  if (!isWorkingDay(day) || wall >= day + hours(closes)) {
    do day += DAY
    while (!isWorkingDay(day))
  }
  return fromWallClock(day + hours(opens) + random.int(0, hours(2.5)))
}
