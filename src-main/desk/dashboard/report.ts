import { agentName } from '#main/store/mirror/agents.ts'
import {
  accountName,
  type CaseFacts,
  type CaseTimes,
  caseFacts,
  caseTimes,
  type OpenFacts,
  openAt,
  openFacts,
  type Span,
} from '#main/store/mirror/dashboard.ts'
import type { Mirror } from '#main/store/open.ts'
import { addDays, startOfDay } from '#shared/domain/day.ts'
import { bucketsOf, bucketUnit, type Period } from '#shared/domain/period.ts'
import { isKept } from '#shared/domain/sla.ts'
import { CASE_STATUSES, type CaseStatus, isOpen } from '#shared/domain/status.ts'
import {
  AGE_BOUNDS,
  type Dashboard,
  type DashboardGroup,
  type DashboardQuery,
  type DashboardTotals,
} from '#shared/rpc/dashboard.ts'
import {
  type CaseOfTally,
  type Count,
  countCase,
  leading,
  newCount,
  newTally,
  openAtEnds,
  type Tally,
  timesOf,
} from './tally.ts'

/** Groups of one kind that are told apart. */
const MOST_GROUPS = 200
const DAY_MS = 86_400_000
/** What no name stands for: nobody, or no device that is known. */
const NONE = ''

type Groups = Map<string, Count>
type Groupings = { agent: Groups; product: Groups; company: Groups }

/**
 * Counts a dashboard, a few ms a step, and answers it with the last. `now` in epoch ms. What is written between two steps
 * may be in it or not.
 */
export function* countDashboard(
  mirror: Mirror,
  { period, former, weekStart }: DashboardQuery,
  now: number,
): Generator<void, Dashboard, void> {
  const unit = bucketUnit(period)
  const buckets = bucketsOf(period, unit, weekStart)
  const groupings: Groupings = { agent: new Map(), product: new Map(), company: new Map() }
  const tally = newTally([...buckets.map(({ from }) => startOfDay(from)), spanOf(period).until])
  for (const cases of caseFacts(mirror, spanOf(period))) {
    for (const facts of cases) countFacts(tally, groupings, facts, now)
    yield
  }
  const open: Open = {
    byStatus: new Map(CASE_STATUSES.filter(isOpen).map((status) => [status, 0])),
    byAge: noAges(),
  }
  for (const cases of openFacts(mirror)) {
    for (const facts of cases) countOpen(open, groupings, facts, now)
    yield
  }
  const formerSpan = spanOf(former)
  const before = newTally([formerSpan.from, formerSpan.until])
  for (const cases of caseTimes(mirror, formerSpan)) {
    for (const facts of cases) countTimes(before, facts, now)
    yield
  }
  const openBefore = openAt(mirror, spanOf(period).from)
  const formerOpen = openAt(mirror, formerSpan.from)
  yield
  const ends = openAtEnds(tally.parts, openBefore)
  const totals = {
    now: totalsOf(tally.whole, ends.at(-1) ?? openBefore),
    former: totalsOf(before.whole, openAtEnds(before.parts, formerOpen).at(-1) ?? formerOpen),
  }
  yield
  const parts = buckets.map((bucket, at) => ({ ...bucket, ...totalsOf(tally.parts[at]!, ends[at]!) }))
  yield
  const agent = groupsOf(groupings.agent, (id) => agentName(mirror, id))
  yield
  const product = groupsOf(groupings.product, (model) => model)
  yield
  const company = groupsOf(groupings.company, (id) => accountName(mirror, id))
  const openByStatus = [...open.byStatus].map(([status, count]) => ({ status, count }))
  return {
    asOf: now,
    unit,
    totals,
    parts,
    openByStatus,
    openByAge: open.byAge,
    groups: { agent, product, company },
  }
}

function spanOf({ from, to }: Period): Span {
  return { from: startOfDay(from), until: startOfDay(addDays(to, 1)) }
}

function countFacts(tally: Tally, groupings: Groupings, facts: CaseFacts, now: number): void {
  const [createdAt, pk, closedAt, firstResponseAt, response, resolution, ownerKey, accountId, model] = facts
  const times: CaseTimes = [createdAt, pk, closedAt, firstResponseAt, response, resolution]
  countCase(tally, caseOf(times, now), countsOf(groupings, ownerKey, accountId, model))
}

function countTimes(tally: Tally, times: CaseTimes, now: number): void {
  countCase(tally, caseOf(times, now))
}

function caseOf([createdAt, , closedAt, firstResponseAt, response, resolution]: CaseTimes, now: number): CaseOfTally {
  const [firstKept, solveKept] = [isKept(response, now), isKept(resolution, now)]
  return { createdAt, closedAt, firstResponseAt, firstKept, solveKept }
}

type Open = { byStatus: Map<CaseStatus, number>; byAge: number[] }

function countOpen(open: Open, groupings: Groupings, facts: OpenFacts, now: number): void {
  const [createdAt, , status, ownerKey, accountId, model] = facts
  open.byStatus.set(status, (open.byStatus.get(status) ?? 0) + 1)
  open.byAge[ageOf(now - createdAt)]!++
  for (const count of countsOf(groupings, ownerKey, accountId, model)) count.open++
}

/** Which of the ages; `passed` in ms. */
export function ageOf(passed: number): number {
  const at = AGE_BOUNDS.findIndex((days) => passed < days * DAY_MS)
  return at < 0 ? AGE_BOUNDS.length : at
}

const noAges = () => [...AGE_BOUNDS.map(() => 0), 0]

function countsOf({ agent, product, company }: Groupings, ownerKey: string, accountId: string, model: string | null) {
  return [countIn(agent, ownerKey), countIn(product, model ?? NONE), countIn(company, accountId)]
}

function countIn(groups: Groups, key: string): Count {
  let count = groups.get(key)
  if (!count) {
    count = newCount()
    groups.set(key, count)
  }
  return count
}

function totalsOf(count: Count, openAtEnd: number): DashboardTotals {
  const { opened, closed, firstResponses, resolutions, firstPromises, solvePromises } = count
  return {
    opened,
    closed,
    openAtEnd,
    firstResponse: timesOf(firstResponses, firstPromises),
    resolution: timesOf(resolutions, solvePromises),
  }
}

function groupsOf(groups: Groups, nameOf: (key: string) => string | null): DashboardGroup[] {
  const { shown, rest } = leading(groups, MOST_GROUPS)
  const named = shown.map(([key, count]) =>
    groupOf(count, key === NONE ? 'none' : 'named', key === NONE ? '' : (nameOf(key) ?? '')),
  )
  return rest ? [...named, groupOf(rest, 'rest', '')] : named
}

function groupOf(count: Count, kind: DashboardGroup['kind'], name: string): DashboardGroup {
  const { openAtEnd: _, ...totals } = totalsOf(count, 0)
  return { ...totals, open: count.open, kind, name }
}
