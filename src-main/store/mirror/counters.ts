import { type DueQueue, isDueQueue } from '#shared/domain/filter/index.ts'
import { CASE_STATUSES, isOpen, statusGroup } from '#shared/domain/status.ts'
import { QUEUES, type Queue, type QueueCounters } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { countOnce } from './counts-kept.ts'
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
  return countOnce(mirror, `due ${now} ${riskUntil}`, () => ({
    breached: mirror.prepare<number>(COUNT_BREACHED, { pluck: true }).get({ now }) ?? 0,
    at_risk: mirror.prepare<number>(COUNT_AT_RISK, { pluck: true }).get({ now, riskUntil }) ?? 0,
  }))
}

type Group = Counted & { n: number }

/** Few, and in no queue but their own. */
function countAsleep(mirror: Mirror): Group[] {
  return countOnce(mirror, 'asleep', () =>
    mirror
      .prepare<Group>(
        `SELECT c.status, c.owner_key AS ownerKey, c.case_type AS caseType, count(*) AS n
         FROM case_attention a JOIN cases c ON c.pk = a.case_pk
         WHERE a.asleep = 1 GROUP BY c.status, c.owner_key, c.case_type`,
      )
      .all(),
  )
}

/** Cases by what they are counted by, without those that are asleep. */
function countAwake(mirror: Mirror): Group[] {
  const all = mirror
    .prepare<Group>('SELECT status, owner_key AS ownerKey, case_type AS caseType, n FROM case_count')
    .all()
  return [...all, ...countAsleep(mirror).map((group) => ({ ...group, n: -group.n }))]
}

const sumOf = (groups: readonly Group[]): number => groups.reduce((sum, { n }) => sum + n, 0)

export function queueCounters(mirror: Mirror, me: string | null, bounds: DueBounds): QueueCounters {
  const awake = countAwake(mirror)
  const due = countDue(mirror, bounds)
  const count = (queue: Queue) => {
    if (isDueQueue(queue)) return due[queue]
    if (queue === 'snoozed') return sumOf(countAsleep(mirror))
    return sumOf(ofQueue(awake, queue, me))
  }
  return Object.fromEntries(QUEUES.map((queue) => [queue, count(queue)])) as QueueCounters
}

function ofQueue(groups: readonly Group[], queue: StatusQueue, me: string | null): Group[] {
  const { statuses, owner } = queueScope(queue)
  const whose = owner === 'me' ? me : owner === 'nobody' ? '' : undefined
  return groups.filter(
    ({ status, ownerKey }) => statuses.includes(status) && (whose === undefined || ownerKey === whose),
  )
}

/** The number of cases in a queue with its filters; `ownerKey` empty: nobody, undefined: anybody. */
export function countQueue(
  mirror: Mirror,
  queue: StatusQueue,
  filter: { me: string | null; caseType?: string | undefined; ownerKey?: string | undefined },
): number {
  const groups = ofQueue(countAwake(mirror), queue, filter.me)
  return sumOf(
    groups.filter(
      ({ ownerKey, caseType }) =>
        (filter.ownerKey === undefined || ownerKey === filter.ownerKey) &&
        (filter.caseType === undefined || caseType === filter.caseType),
    ),
  )
}
