import type { DeletionRequestView } from '#shared/rpc/models.ts'

const DAY = 86_400_000
/** Days before the last one from which a request is urgent. */
const SOON = 7

export type Urgency = 'calm' | 'soon' | 'late'

/** Those that wait for a decision first, then those decided here that have not reached the portal. */
export function inOrder(requests: readonly DeletionRequestView[]): DeletionRequestView[] {
  return [...requests.filter(waits), ...requests.filter((one) => !waits(one))]
}

export function waitingDeletions(requests: readonly DeletionRequestView[]): number {
  return requests.filter(waits).length
}

const waits = ({ pending }: DeletionRequestView) => pending === null

/** Whole days since then; never less than none, whatever the clocks say. */
export function daysSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / DAY))
}

/** The law gives a month; where the next one has no such day, its last day counts. */
export function answerBy(askedAt: number): number {
  const date = new Date(askedAt)
  const day = date.getDate()
  date.setMonth(date.getMonth() + 1)
  if (date.getDate() !== day) date.setDate(0)
  return date.getTime()
}

export function urgencyOf(askedAt: number, now: number): Urgency {
  const left = answerBy(askedAt) - now
  if (left < 0) return 'late'
  return left < SOON * DAY ? 'soon' : 'calm'
}
