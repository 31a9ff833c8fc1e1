import { type DueQueue, isDueQueue } from '#shared/domain/filter/index.ts'
import { CASE_STATUSES, isOpen, statusGroup } from '#shared/domain/status.ts'
import { QUEUES, type Queue, type QueueCounters } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import type { DueBounds } from './service-levels.ts'

/** The others cannot be counted when a case is written. */
export type StatusQueue = Exclude<Queue, DueQueue | 'snoozed'>

export type Counted = { status: string; ownerKey: string; caseType: string }

export function countCase(mirror: Mirror, { status, ownerKey, caseType }: Counted, by: 1 | -1): void {
  mirror
    .prepare(
      `INSERT INTO case_count (status, owner_key, case_type, n) VALUES (?, ?, ?, ?)
       ON CONFLICT (status, owner_key, case_type) DO UPDATE SET n = n + excluded.n`,
    )
    .run(status, ownerKey, caseType, by)
}

/** Which statuses a queue holds, and whose cases. */
export function queueScope(queue: StatusQueue): { statuses: readonly string[]; owner: 'any' | 'me' | 'nobody' } {
  const open = CASE_STATUSES.filter(isOpen)
  if (queue === 'open') return { statuses: open, owner: 'any' }
  if (queue === 'mine') return { statuses: open, owner: 'me' }
  if (queue === 'unassigned') return { statuses: open, owner: 'nobody' }
  return { statuses: CASE_STATUSES.filter((status) => statusGroup(status) === queue), owner: 'any' }
}

const AWAKE = 'pk NOT IN (SELECT case_pk FROM case_attention WHERE asleep = 1)'
/** Exported for the tests of plans. Few cases are due: their index is read as far as the bound. */
export const COUNT_BREACHED = `SELECT count(*) FROM cases WHERE due_at < @now AND ${AWAKE}`
export const COUNT_AT_RISK = `SELECT count(*) FROM cases WHERE due_at BETWEEN @now AND @riskUntil AND ${AWAKE}`

function countDue(mirror: Mirror, { now, riskUntil }: DueBounds): Record<DueQueue, number> {
  return {
    breached: mirror.prepare<number>(COUNT_BREACHED, { pluck: true }).get({ now }) ?? 0,
    at_risk: mirror.prepare<number>(COUNT_AT_RISK, { pluck: true }).get({ now, riskUntil }) ?? 0,
  }
}

/** Few, and in no queue but their own. */
const ASLEEP_CASES = `SELECT c.status, c.owner_key, c.case_type FROM case_attention a JOIN cases c ON c.pk = a.case_pk
  WHERE a.asleep = 1`

export function queueCounters(mirror: Mirror, me: string | null, bounds: DueBounds): QueueCounters {
  const rows = mirror
    .prepare<[string, 'me' | 'nobody' | 'other', number]>(
      `SELECT status, CASE owner_key WHEN '' THEN 'nobody' WHEN ? THEN 'me' ELSE 'other' END AS whose, sum(n)
       FROM case_count GROUP BY status, whose`,
      { raw: true },
    )
    .all(me ?? '')
  const due = countDue(mirror, bounds)
  const asleep = mirror
    .prepare<[string, 'me' | 'nobody' | 'other', number]>(
      `SELECT status, CASE owner_key WHEN '' THEN 'nobody' WHEN ? THEN 'me' ELSE 'other' END AS whose, -count(*)
       FROM (${ASLEEP_CASES}) GROUP BY status, whose`,
      { raw: true },
    )
    .all(me ?? '')
  const count = (queue: Queue) => {
    if (isDueQueue(queue)) return due[queue]
    if (queue === 'snoozed') return asleep.reduce((sum, [, , n]) => sum - n, 0)
    const { statuses, owner } = queueScope(queue)
    return [...rows, ...asleep].reduce(
      (sum, [status, whose, n]) => (statuses.includes(status) && (owner === 'any' || owner === whose) ? sum + n : sum),
      0,
    )
  }
  return Object.fromEntries(QUEUES.map((queue) => [queue, count(queue)])) as QueueCounters
}

/** The number of cases in a queue with its filters; `ownerKey` empty: nobody, undefined: anybody. */
export function countQueue(
  mirror: Mirror,
  queue: StatusQueue,
  filter: { me: string | null; caseType?: string | undefined; ownerKey?: string | undefined },
): number {
  const { statuses, owner } = queueScope(queue)
  const required = owner === 'me' ? filter.me : owner === 'nobody' ? '' : undefined
  if (required === null) return 0
  return (
    mirror
      .prepare<number>(
        `SELECT total(n) FROM (
             SELECT status, owner_key, case_type, n FROM case_count UNION ALL SELECT *, -1 FROM (${ASLEEP_CASES})
           ) WHERE status IN (SELECT value FROM json_each(@statuses))
           AND (@whose IS NULL OR owner_key = @whose) AND (@owner IS NULL OR owner_key = @owner) AND (@type IS NULL OR case_type = @type)`,
        { pluck: true },
      )
      .get({
        statuses: JSON.stringify(statuses),
        whose: required ?? null,
        owner: filter.ownerKey ?? null,
        type: filter.caseType ?? null,
      }) ?? 0
  )
}
