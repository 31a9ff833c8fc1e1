import { createHash } from 'node:crypto'
import type { PromisedMinutes } from '#shared/domain/sla.ts'
import {
  USUAL_HOURS,
  type WorkingHours,
  type WorkingTime,
  workdayMs,
  workingTime,
} from '#shared/domain/working-time.ts'
import { workFreeDays } from './holidays.ts'

/** What whoever runs the portal may choose. `daysOff`: beside the public holidays, `YYYY-MM-DD`. */
export type SlaSettings = { week: WorkingHours['week']; daysOff: readonly string[] } & PromisedMinutes

/** `mark`: the same for the same settings; a case that was worked out under another one is worked out again. */
export type SlaRules = { hours: WorkingHours; time: WorkingTime; usual: PromisedMinutes; mark: string }

/** Of which the public holidays are told: no case is older, and none lasts longer. */
const HOLIDAY_YEARS = [2010, 2050] as const

export const DEFAULT_SLA: SlaSettings = {
  week: USUAL_HOURS.week,
  daysOff: [],
  firstResponseMinutes: workdayMs(USUAL_HOURS) / 60_000,
  // When something is solved is promised by contracts alone.
  resolutionMinutes: null,
}

export function slaRules(settings: SlaSettings): SlaRules {
  const { week, daysOff, firstResponseMinutes, resolutionMinutes } = settings
  const holidays = [...new Set([...workFreeDays(...HOLIDAY_YEARS), ...daysOff])].sort()
  const hours = { timeZone: USUAL_HOURS.timeZone, week, holidays }
  const usual = { firstResponseMinutes, resolutionMinutes }
  const mark = createHash('sha256')
    .update(JSON.stringify([hours, usual]))
    .digest('base64url')
    .slice(0, 12)
  return { hours, time: workingTime(hours), usual, mark }
}

let usualRules: SlaRules | undefined

/** Where nothing was chosen. Worked out when first asked for: the holidays of forty years take a moment. */
export function defaultSlaRules(): SlaRules {
  usualRules ??= slaRules(DEFAULT_SLA)
  return usualRules
}
