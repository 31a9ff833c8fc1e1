import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOf, countDashboard } from '#main/desk/dashboard/report.ts'
import type { Mirror } from '#main/store/open.ts'
import { addDays, dayInLjubljana, startOfDay } from '#shared/domain/day.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { bucketsOf, bucketUnit, customPeriod, type Period } from '#shared/domain/period.ts'
import type { SlaClock } from '#shared/domain/sla.ts'
import { CASE_STATUSES, isOpen } from '#shared/domain/status.ts'
import type { CaseRow, NoteRow } from '#shared/portal-api/rows.ts'
import { AGE_BOUNDS, type Dashboard, type DashboardGroup, type DashboardQuery } from '#shared/rpc/dashboard.ts'
import { aCase, aDevice, aNote, anAccount, anAgent, FACTORY_NOW } from '#test/factories/rows.ts'
import { anUpdate, aReply, aWorld, type Rows } from '../store/support.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const NOW = FACTORY_NOW
const TODAY = dayInLjubljana(NOW)

const agents = [anAgent({ name: 'Maja Kotnik' }), anAgent({ name: 'Aleš Hribar' })]
const accounts = [anAccount({ name: 'Steklarna Hrastnik' }), anAccount({ name: 'Žagarstvo Šubic' })]
const devices = [aDevice({ model: 'Zone Touch 500' }), aDevice({ model: 'Zone Mini' }), aDevice({ model: 'Zone Mini' })]

function dashboardOf(mirror: Mirror, query: DashboardQuery, now = NOW): { dashboard: Dashboard; steps: number } {
  const steps = countDashboard(mirror, query, now)
  for (let taken = 1, step = steps.next(); ; taken++, step = steps.next()) {
    if (step.done) return { dashboard: step.value, steps: taken }
  }
}

const queryOf = (period: Period): DashboardQuery => ({ ...customPeriod(period), weekStart: 1 })
const counted = (mirror: Mirror, query: DashboardQuery) => dashboardOf(mirror, query).dashboard

// The same by the plain rules, case by case.

type Filed = { row: CaseRow; firstResponse: number | null; closedAt: number | null }

function filed(cases: readonly CaseRow[], notes: readonly NoteRow[]): Filed[] {
  const notesOf = Map.groupBy(notes, ({ caseId }) => caseId)
  return cases.map((row) => {
    const answers = (notesOf.get(row.id) ?? []).filter(
      ({ authorKind, visibility, createdAt }) =>
        authorKind === 'agent' && visibility === 'public' && createdAt >= row.createdAt,
    )
    const firstResponse =
      answers.length === 0 ? null : Math.min(...answers.map(({ createdAt }) => createdAt)) - row.createdAt
    return { row, firstResponse, closedAt: row.closedAt === null ? null : Math.max(row.closedAt, row.createdAt) }
  })
}

/** What was promised and is decided, as anybody would say it. */
function promises(clocks: readonly (SlaClock | null)[]) {
  const known = clocks.flatMap((clock) => {
    if (clock === null || clock.state === 'paused') return []
    if (clock.state === 'running') return NOW > clock.dueAt ? [false] : []
    return [clock.state === 'met']
  })
  return { decided: known.length, kept: known.filter((kept) => kept).length }
}

function times(durations: number[]) {
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share: number) => {
    if (sorted.length === 0) return null
    const place = share * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return Math.round(low + (high - low) * (place - Math.floor(place)))
  }
  return { count: sorted.length, median: at(0.5), p90: at(0.9) }
}

const isIn = (instant: number | null, { from, to }: Period) =>
  instant !== null && instant >= startOfDay(from) && instant < startOfDay(addDays(to, 1))

function naiveCounts(all: readonly Filed[], period: Period) {
  const opened = all.filter(({ row }) => isIn(row.createdAt, period))
  const closed = all.filter(({ closedAt }) => isIn(closedAt, period))
  return {
    opened: opened.length,
    closed: closed.length,
    firstResponse: {
      ...times(opened.flatMap(({ firstResponse }) => firstResponse ?? [])),
      ...promises(opened.map(({ row }) => row.firstResponse)),
    },
    resolution: {
      ...times(closed.map(({ row, closedAt }) => closedAt! - row.createdAt)),
      ...promises(closed.map(({ row }) => row.resolution)),
    },
  }
}

function naiveTotals(all: readonly Filed[], period: Period) {
  const end = startOfDay(addDays(period.to, 1))
  const openAtEnd = all.filter(({ row, closedAt }) => row.createdAt < end && (closedAt === null || closedAt >= end))
  return { ...naiveCounts(all, period), openAtEnd: openAtEnd.length }
}

function naiveGroups(all: readonly Filed[], period: Period, nameOf: (row: CaseRow) => string): DashboardGroup[] {
  return [...Map.groupBy(all, ({ row }) => nameOf(row))]
    .map(([name, some]) => ({
      ...naiveCounts(some, period),
      open: some.filter(({ row }) => isOpen(row.status)).length,
      kind: name === '' ? ('none' as const) : ('named' as const),
      name,
    }))
    .filter(({ opened, closed, open }) => opened + closed + open > 0)
}

const byName = (groups: readonly DashboardGroup[]) => groups.toSorted((a, b) => (a.name < b.name ? -1 : 1))

function expectNaive(dashboard: Dashboard, { cases = [], notes = [] }: Rows, { period, former }: DashboardQuery): void {
  const all = filed(cases, notes)
  const open = cases.filter(({ status }) => isOpen(status))
  expect(dashboard.totals).toEqual({ now: naiveTotals(all, period), former: naiveTotals(all, former) })
  const parts = bucketsOf(period, bucketUnit(period), 1)
  expect(dashboard.parts).toEqual(parts.map((part) => ({ ...part, ...naiveTotals(all, part) })))
  expect(dashboard.openByStatus).toEqual(
    CASE_STATUSES.filter(isOpen).map((status) => ({
      status,
      count: open.filter((row) => row.status === status).length,
    })),
  )
  const bounds = [0, ...AGE_BOUNDS, Number.POSITIVE_INFINITY]
  expect(dashboard.openByAge).toEqual(
    bounds.slice(1).map((bound, at) => {
      const age = ({ createdAt }: CaseRow) => (NOW - createdAt) / DAY
      return open.filter((row) => (at === 0 || age(row) >= bounds[at]!) && age(row) < bound).length
    }),
  )
  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((one) => one.id === id)?.name ?? ''
  const modelOf = ({ serialNumber }: CaseRow) =>
    devices.find((device) => serialNumber && lookUpKey(device.serialNumber) === lookUpKey(serialNumber))?.model ?? ''
  const { agent, product, company } = dashboard.groups
  expect(byName(agent)).toEqual(byName(naiveGroups(all, period, ({ ownerId }) => nameIn(agents, ownerId))))
  expect(byName(product)).toEqual(byName(naiveGroups(all, period, modelOf)))
  expect(byName(company)).toEqual(byName(naiveGroups(all, period, ({ accountId }) => nameIn(accounts, accountId))))
  for (const groups of [agent, product, company]) {
    const weights = groups.map(({ opened, closed, open: n }) => opened + closed + n)
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
  }
}

const ago = (max: number) => fc.integer({ min: 0, max }).map((ms) => NOW - ms)
const SERIALS = [...devices.map(({ serialNumber }) => serialNumber), 'UNKNOWN-1', null]
const aClock: fc.Arbitrary<SlaClock | null> = fc.oneof(
  fc.constant(null),
  fc.record({ state: fc.constant('running' as const), dueAt: fc.integer({ min: NOW - 9 * DAY, max: NOW + 9 * DAY }) }),
  fc.constantFrom<SlaClock>(
    { state: 'paused', left: HOUR },
    { state: 'missed', dueAt: NOW - DAY },
    { state: 'met', at: NOW - DAY, left: 0 },
    { state: 'late', at: NOW - DAY, dueAt: NOW - 2 * DAY },
  ),
)
const aStory = fc
  .record({
    createdAt: ago(500 * DAY),
    status: fc.constantFrom(...CASE_STATUSES),
    // Some clocks were wrong: closed before the case began.
    took: fc.integer({ min: -DAY, max: 60 * DAY }),
    ownerId: fc.constantFrom(...agents.map(({ id }) => id), null),
    accountId: fc.constantFrom(...accounts.map(({ id }) => id)),
    serial: fc.constantFrom(...SERIALS),
    firstResponse: aClock,
    resolution: aClock,
    typed: fc.constantFrom('as it is', 'small, with spaces'),
    notes: fc.array(
      fc.record({
        after: fc.integer({ min: -DAY, max: 20 * DAY }),
        authorKind: fc.constantFrom('agent' as const, 'customer' as const),
        visibility: fc.constantFrom('public' as const, 'internal' as const),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ createdAt, status, took, serial, typed, notes, ...rest }) => {
    const closedAt = isOpen(status) ? null : createdAt + took
    const serialNumber = typed === 'as it is' ? serial : (serial?.toLowerCase().replaceAll('-', ' ') ?? null)
    const row = aCase({ createdAt, status, closedAt, serialNumber, ...rest })
    return { row, notes: notes.map(({ after, ...n }) => aNote({ ...n, caseId: row.id, createdAt: createdAt + after })) }
  })
const somePeriod = fc
  .record({ end: fc.integer({ min: 0, max: 300 }), days: fc.integer({ min: 1, max: 400 }) })
  .map(({ end, days }) => ({ from: addDays(TODAY, -end - days + 1), to: addDays(TODAY, -end) }))

test('what is counted is what a count case by case finds, for any cases and period', () => {
  fc.assert(
    fc.property(fc.array(aStory, { maxLength: 50 }), fc.array(somePeriod, { minLength: 4 }), (stories, periods) => {
      const rows: Rows = {
        agents,
        accounts,
        devices,
        cases: stories.map(({ row }) => row),
        notes: stories.flatMap(({ notes }) => notes),
      }
      const { mirror } = aWorld(rows)
      for (const query of periods.map(queryOf)) expectNaive(counted(mirror, query), rows, query)
    }),
    { numRuns: 15, seed: 5 },
  )
})

test('thousands of cases are counted in steps, none of them twice or never, also where many began at once', () => {
  const cases = Array.from({ length: 7_000 }, (_, at) => {
    const createdAt = NOW - (at % 50 === 0 ? 30 * DAY : Math.floor((at * 7919) % 7_000) * 2 * HOUR)
    const closed = at % 4 !== 0
    return aCase({
      createdAt,
      status: closed ? 'resolved' : 'researching',
      closedAt: closed ? createdAt + (at % 90) * 12 * HOUR : null,
      ownerId: agents[at % 2]!.id,
      accountId: accounts[at % 2]!.id,
    })
  })
  const notes = cases
    .filter((_, at) => at % 3 === 0)
    .map(({ id, createdAt }, at) => aNote({ caseId: id, authorKind: 'agent', createdAt: createdAt + (at % 50) * HOUR }))
  const rows: Rows = { agents, accounts, devices, cases, notes }
  const { mirror } = aWorld(rows)
  const query = queryOf({ from: addDays(TODAY, -364), to: TODAY })
  const { dashboard, steps } = dashboardOf(mirror, query)
  expect(dashboard.unit).toBe('month')
  expect(dashboard.totals.now.opened).toBeGreaterThan(2_000)
  expectNaive(dashboard, rows, query)
  expect(steps).toBeGreaterThan(8)
})

test('no cases make a dashboard of zeros', () => {
  const dashboard = counted(aWorld().mirror, queryOf({ from: addDays(TODAY, -6), to: TODAY }))
  expect(dashboard.parts).toHaveLength(7)
  const none = { count: 0, median: null, p90: null, decided: 0, kept: 0 }
  expect(dashboard.totals.now).toEqual({ opened: 0, closed: 0, openAtEnd: 0, firstResponse: none, resolution: none })
  expect(dashboard.groups).toEqual({ agent: [], product: [], company: [] })
})

test('what waits to be sent counts as done, but no customer has read it', () => {
  const at = NOW - 2 * HOUR
  const rows = [aCase({ createdAt: at, accountId: accounts[0]!.id }), aCase({ createdAt: at })]
  const world = aWorld({ accounts, cases: rows })
  world.act(aReply(rows[0]!.id))
  const resolved = { to: 'resolved', base: { value: 'in_progress', version: 1 } } as const
  world.act(anUpdate(rows[1]!.id, { status: resolved, authoredAt: NOW - HOUR }))
  const { totals, groups } = counted(world.mirror, queryOf({ from: TODAY, to: TODAY }))
  expect(totals.now).toMatchObject({ opened: 2, closed: 1, openAtEnd: 1, firstResponse: { count: 0 } })
  expect(totals.now.resolution).toMatchObject({ count: 1, median: HOUR, p90: HOUR })
  // The second company is in no table of this desk.
  expect(groups.company.map(({ kind, name }) => [kind, name]).sort()).toEqual([
    ['named', ''],
    ['named', 'Steklarna Hrastnik'],
  ])
})

test('an evening belongs to its day in Ljubljana, on both sides of a change of the clocks', () => {
  // 25 October 2026 has 25 hours there.
  const cases = [
    aCase({ createdAt: Date.UTC(2026, 9, 24, 21, 59) }),
    aCase({ createdAt: Date.UTC(2026, 9, 24, 22, 0) }),
    aCase({ createdAt: Date.UTC(2026, 9, 25, 22, 59) }),
    aCase({ createdAt: Date.UTC(2026, 9, 25, 23, 0) }),
  ]
  const { parts } = counted(aWorld({ cases }).mirror, queryOf({ from: '2026-10-24', to: '2026-10-26' }))
  expect(parts.map(({ opened }) => opened)).toEqual([1, 2, 1])
})

test('the smallest groups are put together, with all their durations', () => {
  const promised: Partial<CaseRow> = {
    firstResponse: { state: 'met', at: NOW, left: HOUR },
    resolution: { state: 'late', at: NOW, dueAt: NOW - HOUR },
  }
  const closed: Partial<CaseRow> = { createdAt: NOW - HOUR, status: 'resolved', closedAt: NOW }
  const cases = Array.from({ length: 230 }, () => aCase({ ...closed, ...promised }))
  const dashboard = counted(aWorld({ cases }).mirror, queryOf({ from: TODAY, to: TODAY }))
  expect(dashboard.groups.company).toHaveLength(201)
  expect(dashboard.groups.company.at(-1)).toEqual({
    kind: 'rest',
    name: '',
    opened: 30,
    closed: 30,
    open: 0,
    firstResponse: { count: 0, median: null, p90: null, decided: 30, kept: 30 },
    resolution: { count: 30, median: HOUR, p90: HOUR, decided: 30, kept: 0 },
  })
})

test('ages include their lower bound', () => {
  expect([-5, 0, DAY - 1, DAY, 3 * DAY, 90 * DAY - 1, 90 * DAY].map(ageOf)).toEqual([0, 0, 0, 1, 2, 5, 6])
})
