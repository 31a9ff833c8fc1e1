import type { TFunction } from 'i18next'
import { clockStanding, type SlaClock, type SlaGoal, type SlaStanding } from '#shared/domain/sla.ts'
import type { Format } from '../../components/format.ts'
import type { Opening } from './opening.ts'

export type Watched = { goal: SlaGoal; clock: SlaClock }
/** `brief`: for a row of a list, empty where the row need not say anything; `full` says everything. */
export type SlaWords = { standing: SlaStanding; brief: string; full: string }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** From so many days on nobody asks for hours. */
const WHOLE_DAYS = 3

/** How a promise stands at `now`, which counts by the minute. */
export function slaWords(
  { goal, clock }: Watched,
  now: number,
  { time, dayMs, riskMs }: Opening,
  { t, format }: { t: TFunction; format: Format },
): SlaWords {
  const minute = Math.floor(now / MINUTE) * MINUTE
  const { standing, left, over } = clockStanding(clock, minute, time, riskMs)
  const span = workingSpan(over > 0 ? Math.max(over, MINUTE) : left, dayMs, format)
  return { standing, brief: briefWords(standing, span), full: t(`sla.${goal}.${standing}`, { time: span }) }
}

function briefWords(standing: SlaStanding, span: string): string {
  if (standing === 'met' || standing === 'late') return ''
  return standing === 'breached' ? `−${span}` : span
}

/** Opening hours in words: "45 min", "2 h 15 min", "1 day 3 h", "12 days"; a day is a working one of `dayMs`. */
export function workingSpan(ms: number, dayMs: number, format: Format): string {
  const minutes = Math.floor(ms / MINUTE)
  const days = Math.floor(ms / dayMs)
  if (days >= WHOLE_DAYS) return format.inUnit(days, 'day')
  const hours = Math.floor((ms - days * dayMs) / HOUR)
  const parts = [
    days > 0 ? format.inUnit(days, 'day') : '',
    hours > 0 ? format.inUnit(hours, 'hour') : '',
    days === 0 && minutes % 60 > 0 ? format.inUnit(minutes % 60, 'minute') : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? format.inUnit(0, 'minute') : parts.join(' ')
}
