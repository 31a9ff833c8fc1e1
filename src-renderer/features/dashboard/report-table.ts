import type { TFunction } from 'i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type {
  Dashboard,
  DashboardGroup,
  DashboardGrouping,
  DashboardPart,
  DashboardTimes,
  DashboardTotals,
} from '#shared/rpc/dashboard.ts'
import { AGE_BOUNDS, DASHBOARD_GROUPS } from '#shared/rpc/dashboard.ts'
import type { CsvCell } from '../../components/csv.ts'
import type { Format } from '../../components/format.ts'

/** `span`: a duration in ms. `share`: per cent. */
export type Column = { label: string; kind: 'count' | 'span' | 'share' }
/** `short`: for the axis of a chart. */
export type Row = { label: string; short: string; cells: (number | null)[] }
/** Which columns a chart draws. */
export type Chart = { kind: 'bars' | 'line' | 'rows'; columns: number[] }

export const TABLES = ['flow', 'times', 'promises', 'status', 'age', ...DASHBOARD_GROUPS] as const
export type TableId = (typeof TABLES)[number]

/** The truth of a card: its table, its charts and its file are made from it. */
export type ReportTable = {
  id: TableId
  title: string
  head: string
  columns: Column[]
  rows: Row[]
  charts: Chart[]
  /** Two such cards share a line where there is room. */
  half?: true
}

type Words = { t: TFunction; format: Format }

export function reportTables(dashboard: Dashboard, words: Words): ReportTable[] {
  const { t } = words
  const { parts, unit, openByStatus, openByAge, groups } = dashboard
  const count = (label: string): Column => ({ label, kind: 'count' })
  const open = [count(t('dashboard.cases'))]
  return [
    {
      id: 'flow',
      title: t('dashboard.tables.flow'),
      head: t(`dashboard.unit.${unit}`),
      columns: [count(t('dashboard.opened')), count(t('dashboard.closed')), count(t('dashboard.openAtEnd'))],
      rows: parts.map((part) => partRow(dashboard, part, words, [part.opened, part.closed, part.openAtEnd])),
      charts: [
        { kind: 'bars', columns: [0, 1] },
        { kind: 'line', columns: [2] },
      ],
    },
    {
      id: 'times',
      title: t('dashboard.tables.times'),
      head: t(`dashboard.unit.${unit}`),
      columns: (['firstMedian', 'firstP90', 'solveMedian', 'solveP90'] as const).map((name) => ({
        label: t(`dashboard.${name}`),
        kind: 'span' as const,
      })),
      rows: parts.map((part) =>
        partRow(dashboard, part, words, [
          part.firstResponse.median,
          part.firstResponse.p90,
          part.resolution.median,
          part.resolution.p90,
        ]),
      ),
      charts: [
        { kind: 'line', columns: [0] },
        { kind: 'line', columns: [2] },
      ],
    },
    {
      id: 'promises',
      title: t('dashboard.tables.promises'),
      head: t(`dashboard.unit.${unit}`),
      columns: [
        share(t('dashboard.firstKept')),
        count(t('dashboard.firstDecided')),
        share(t('dashboard.solveKept')),
        count(t('dashboard.solveDecided')),
      ],
      rows: parts.map((part) =>
        partRow(dashboard, part, words, [
          keptShare(part.firstResponse),
          part.firstResponse.decided,
          keptShare(part.resolution),
          part.resolution.decided,
        ]),
      ),
      charts: [
        { kind: 'line', columns: [0] },
        { kind: 'line', columns: [2] },
      ],
    },
    {
      id: 'status',
      title: t('dashboard.tables.status'),
      head: t('status.label'),
      columns: open,
      rows: openByStatus.map(({ status, count: n }) => plainRow(t(`status.${status}`), [n])),
      charts: [{ kind: 'rows', columns: [0] }],
      half: true,
    },
    {
      id: 'age',
      title: t('dashboard.tables.age'),
      head: t('dashboard.age'),
      columns: open,
      rows: openByAge.map((n, at) => plainRow(ageLabel(at, t), [n])),
      charts: [{ kind: 'rows', columns: [0] }],
      half: true,
    },
    ...DASHBOARD_GROUPS.map((grouping) => groupTable(grouping, groups[grouping], words)),
  ]
}

const share = (label: string): Column => ({ label, kind: 'share' })

/** Per cent of what is decided, to a tenth; null where nothing is. */
export function keptShare({ kept, decided }: Pick<DashboardTimes, 'kept' | 'decided'>): number | null {
  return decided === 0 ? null : Math.round((1_000 * kept) / decided) / 10
}

/** A value of a column, as it is read. */
export function shownValue(kind: Column['kind'], value: number, format: Format): string {
  switch (kind) {
    case 'count':
      return format.number(value)
    case 'span':
      return format.span(value)
    case 'share':
      return format.percent(value / 100)
    default:
      return assertNever(kind)
  }
}

function groupTable(grouping: DashboardGrouping, groups: readonly DashboardGroup[], { t }: Words): ReportTable {
  const count = (label: string): Column => ({ label, kind: 'count' })
  return {
    id: grouping,
    title: t(`dashboard.tables.${grouping}`),
    head: t(`dashboard.${grouping}`),
    columns: [
      count(t('dashboard.opened')),
      count(t('dashboard.closed')),
      count(t('dashboard.openNow')),
      { label: t('dashboard.firstMedian'), kind: 'span' },
      { label: t('dashboard.solveMedian'), kind: 'span' },
      share(t('dashboard.firstKept')),
      share(t('dashboard.solveKept')),
    ],
    rows: groups.map((group) =>
      plainRow(groupLabel(grouping, group, t), [
        group.opened,
        group.closed,
        group.open,
        group.firstResponse.median,
        group.resolution.median,
        keptShare(group.firstResponse),
        keptShare(group.resolution),
      ]),
    ),
    charts: [{ kind: 'rows', columns: [0, 1] }],
  }
}

function groupLabel(grouping: DashboardGrouping, { kind, name }: DashboardGroup, t: TFunction): string {
  if (kind === 'rest') return t('dashboard.rest')
  if (kind === 'none') return t(`dashboard.none.${grouping}`)
  return name || t('dashboard.unknown')
}

function ageLabel(at: number, t: TFunction): string {
  const last = AGE_BOUNDS.length
  if (at === 0) return t('dashboard.ages.under', { days: AGE_BOUNDS[0] })
  if (at === last) return t('dashboard.ages.over', { days: AGE_BOUNDS[last - 1] })
  return t('dashboard.ages.between', { from: AGE_BOUNDS[at - 1], to: AGE_BOUNDS[at] })
}

const plainRow = (label: string, cells: (number | null)[]): Row => ({ label, short: label, cells })

function partRow({ unit }: Dashboard, { from, to }: DashboardPart, { format }: Words, cells: (number | null)[]): Row {
  if (unit === 'month') return { label: format.month(from), short: format.shortMonth(from), cells }
  if (unit === 'day') return { label: format.day(from), short: format.dayMonth(from), cells }
  return { label: format.shortDays(from, to), short: format.dayMonth(from), cells }
}

const HOUR_MS = 3_600_000
const inHours = (ms: number) => Math.round((ms / HOUR_MS) * 100) / 100

/** With a line of headings; durations in hours. */
export function csvRows({ head, columns, rows }: ReportTable, t: TFunction): CsvCell[][] {
  const heading = ({ label, kind }: Column) => {
    if (kind === 'count') return label
    return t(kind === 'span' ? 'dashboard.inHours' : 'dashboard.inPercent', { label })
  }
  const cellOf = (value: number | null, at: number) =>
    value !== null && columns[at]?.kind === 'span' ? inHours(value) : value
  return [[head, ...columns.map(heading)], ...rows.map(({ label, cells }) => [label, ...cells.map(cellOf)])]
}

/** The figures above the tables, of the period and of the one before, a line each. */
export function csvTotals({ now, former }: Dashboard['totals'], t: TFunction): CsvCell[][] {
  const line = (label: string, of: (totals: DashboardTotals) => CsvCell) => [label, of(now), of(former)]
  const span = (label: string, of: (totals: DashboardTotals) => number | null) =>
    line(t('dashboard.inHours', { label }), (totals) => {
      const ms = of(totals)
      return ms === null ? null : inHours(ms)
    })
  const kept = (label: string, of: (totals: DashboardTotals) => DashboardTimes) =>
    line(t('dashboard.inPercent', { label }), (totals) => keptShare(of(totals)))
  return [
    [t('dashboard.total.figure'), t('dashboard.total.now'), t('dashboard.total.former')],
    line(t('dashboard.opened'), ({ opened }) => opened),
    line(t('dashboard.closed'), ({ closed }) => closed),
    line(t('dashboard.openAtEnd'), ({ openAtEnd }) => openAtEnd),
    line(t('dashboard.total.firstCount'), ({ firstResponse }) => firstResponse.count),
    span(t('dashboard.firstMedian'), ({ firstResponse }) => firstResponse.median),
    span(t('dashboard.firstP90'), ({ firstResponse }) => firstResponse.p90),
    line(t('dashboard.total.solveCount'), ({ resolution }) => resolution.count),
    span(t('dashboard.solveMedian'), ({ resolution }) => resolution.median),
    span(t('dashboard.solveP90'), ({ resolution }) => resolution.p90),
    kept(t('dashboard.firstKept'), ({ firstResponse }) => firstResponse),
    line(t('dashboard.firstDecided'), ({ firstResponse }) => firstResponse.decided),
    kept(t('dashboard.solveKept'), ({ resolution }) => resolution),
    line(t('dashboard.solveDecided'), ({ resolution }) => resolution.decided),
  ]
}
