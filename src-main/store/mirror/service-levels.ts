import type { PromisedMinutes } from '#shared/domain/sla.ts'
import { USUAL_HOURS, type WorkingHours, type WorkingTime, workingTime } from '#shared/domain/working-time.ts'
import type { Mirror } from '../open.ts'

/** When the help desk is open, and what is promised where no contract says otherwise. */
export type ServiceLevels = { hours: WorkingHours; time: WorkingTime; usual: PromisedMinutes }

type Stored = [timeZone: string, week: string, holidays: string, first: number | null, resolution: number | null]

const UNKNOWN: ServiceLevels = {
  hours: USUAL_HOURS,
  time: workingTime(USUAL_HOURS),
  usual: { firstResponseMinutes: null, resolutionMinutes: null },
}

/** Of each open mirror what its row was last read as: years of opening hours are worked out once. */
const KNOWN = new WeakMap<Mirror, { row: Stored; levels: ServiceLevels }>()

/** The portal's; usual hours without a promise until they are here. */
export function serviceLevels(mirror: Mirror): ServiceLevels {
  const row = mirror
    .prepare<Stored>(
      `SELECT time_zone, week, holidays, first_response_minutes, resolution_minutes FROM service_levels ORDER BY id LIMIT 1`,
      { raw: true },
    )
    .get()
  if (!row) return UNKNOWN
  const known = KNOWN.get(mirror)
  if (known?.row.every((value, at) => value === row[at])) return known.levels
  const levels = levelsOf(row)
  KNOWN.set(mirror, { row, levels })
  return levels
}

function levelsOf([timeZone, week, holidays, firstResponseMinutes, resolutionMinutes]: Stored): ServiceLevels {
  const hours = {
    timeZone,
    week: JSON.parse(week) as WorkingHours['week'],
    holidays: JSON.parse(holidays) as string[],
  }
  return { hours, time: workingTime(hours), usual: { firstResponseMinutes, resolutionMinutes } }
}

const MINUTE_MS = 60_000

/** `now` and the last instant at which something due is at risk, both of the minute; `riskMs`: of opening hours. */
export type DueBounds = { now: number; riskUntil: number }

export function dueBounds(mirror: Mirror, now: number, riskMs: number): DueBounds {
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS
  return { now: minute, riskUntil: serviceLevels(mirror).time.after(minute, riskMs) }
}
