import type { OpeningHours } from '#shared/domain/working-time.ts'
import { workdayMs } from '#shared/domain/working-time.ts'
import { DEFAULT_SLA, type SlaSettings } from './rules.ts'

export class SlaSettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SlaSettingsError'
  }
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MAX_MINUTES = 1_000_000

/** What the environment says of opening hours and promises. Throws `SlaSettingsError` for the person at the terminal. */
export function chooseSlaSettings(env: NodeJS.ProcessEnv): SlaSettings {
  const { PORTAL_OPENING_HOURS: hours, PORTAL_DAYS_OFF: off } = env
  const week = hours ? readWeek(hours) : DEFAULT_SLA.week
  return {
    week,
    daysOff: off ? readDays(off) : [],
    firstResponseMinutes: promise(env, 'PORTAL_FIRST_RESPONSE', week) ?? DEFAULT_SLA.firstResponseMinutes,
    resolutionMinutes: promise(env, 'PORTAL_RESOLUTION', week) ?? DEFAULT_SLA.resolutionMinutes,
    ...nothingPromised(env),
  }
}

const NOTHING = 'none'

function nothingPromised({ PORTAL_FIRST_RESPONSE: first, PORTAL_RESOLUTION: resolution }: NodeJS.ProcessEnv) {
  return {
    ...(first === NOTHING ? { firstResponseMinutes: null } : {}),
    ...(resolution === NOTHING ? { resolutionMinutes: null } : {}),
  }
}

function promise(env: NodeJS.ProcessEnv, name: string, week: SlaSettings['week']): number | undefined {
  const text = env[name]
  if (!text || text === NOTHING) return undefined
  const minutes = readWorkingTime(text, week)
  if (minutes !== null) return minutes
  throw new SlaSettingsError(`${name} must be none or opening hours like 90m, 4h or 2d, not "${text}"`)
}

const DURATION = /^(\d{1,6})\s?([mhd])$/

/** Minutes of opening hours: `90m`, `4h`, or `2d` of the longest day of the week; null when it is neither. */
export function readWorkingTime(text: string, week: SlaSettings['week']): number | null {
  const found = DURATION.exec(text.trim())
  if (!found) return null
  const unit = { m: 1, h: 60, d: workdayMs({ week }) / 60_000 }[found[2] as 'm' | 'h' | 'd']
  const minutes = Number(found[1]) * unit
  return minutes > 0 && minutes <= MAX_MINUTES ? minutes : null
}

const PART = /^([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})$/

function readWeek(text: string): (OpeningHours | null)[] {
  const week: (OpeningHours | null)[] = WEEKDAYS.map(() => null)
  for (const part of text.toLowerCase().split(',')) {
    const [, first = '', last = first, ...clock] = PART.exec(part.trim()) ?? []
    const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)]
    const [opens = 0, opensAt = 0, closes = 0, closesAt = 0] = clock.map(Number)
    const open = { from: opens * 60 + opensAt, to: closes * 60 + closesAt }
    if (from < 0 || to < from || opensAt > 59 || closesAt > 59 || open.from >= open.to || open.to > 24 * 60) {
      throw new SlaSettingsError(
        `PORTAL_OPENING_HOURS must be like "mon-thu 8:00-16:00, fri 8:00-14:00", with one time a day, not "${text}"`,
      )
    }
    week.fill(open, from, to + 1)
  }
  return week
}

function readDays(text: string): string[] {
  return text.split(',').map((part) => {
    const day = part.trim()
    const instant = Date.parse(`${day}T00:00:00Z`)
    if (
      /^\d{4}-\d{2}-\d{2}$/.test(day) &&
      Number.isFinite(instant) &&
      new Date(instant).toISOString().startsWith(day)
    ) {
      return day
    }
    throw new SlaSettingsError(`PORTAL_DAYS_OFF must be days like 2026-12-24 with commas between, not "${text}"`)
  })
}
