import { type WorkingHours, type WorkingTime, workdayMs, workingTime } from '#shared/domain/working-time.ts'
import { useOpeningHours, useSettings } from '../../rpc/reads.ts'

/** What promises are counted by; durations in ms. */
export type Opening = { time: WorkingTime; dayMs: number; riskMs: number }

/** Years of opening hours are worked out once, for all rows together. */
const KNOWN = new WeakMap<WorkingHours, { time: WorkingTime; dayMs: number }>()

function openingOf(hours: WorkingHours): { time: WorkingTime; dayMs: number } {
  const known = KNOWN.get(hours) ?? { time: workingTime(hours), dayMs: workdayMs(hours) }
  KNOWN.set(hours, known)
  return known
}

const HOUR_MS = 3_600_000

/** Null until it is known. */
export function useOpening(): Opening | null {
  const { data: hours } = useOpeningHours()
  const { data: settings } = useSettings()
  return hours && settings ? { ...openingOf(hours), riskMs: settings.riskHours * HOUR_MS } : null
}
