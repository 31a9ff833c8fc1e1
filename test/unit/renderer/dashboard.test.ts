import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { RESOURCES } from '#shared/i18n/index.ts'
import type { Dashboard, DashboardTotals } from '#shared/rpc/dashboard.ts'
import { csvText } from '../../../src-renderer/components/csv.ts'
import { createFormat } from '../../../src-renderer/components/format.ts'
import { labelStep, runsOf, spanUnitOf, ticks } from '../../../src-renderer/features/dashboard/chart-scale.ts'
import { chosenPeriod, weekStartOf } from '../../../src-renderer/features/dashboard/choice.ts'
import { csvRows, csvTotals, reportTables, shownValue } from '../../../src-renderer/features/dashboard/report-table.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

function words(language: 'sl' | 'en') {
  const i18n = createInstance({ lng: language, resources: RESOURCES, defaultNS: 'desk', initAsync: false })
  void i18n.init()
  return { t: i18n.t, format: createFormat(language, i18n.t('time.now')) }
}

describe('the axis of a chart', () => {
  it('has whole round steps from zero to at least the largest value, five at most', () => {
    expect(ticks(0)).toEqual([0, 1])
    expect(ticks(1)).toEqual([0, 1])
    expect(ticks(9)).toEqual([0, 5, 10])
    expect(ticks(97)).toEqual([0, 25, 50, 75, 100])
    for (let max = 1; max < 30_000; max = Math.ceil(max * 1.07)) {
      const steps = ticks(max)
      expect(steps.every(Number.isInteger), String(max)).toBe(true)
      expect(steps.at(-1), String(max)).toBeGreaterThanOrEqual(max)
      expect(steps.at(-2), String(max)).toBeLessThan(max)
      expect(steps.length, String(max)).toBeLessThanOrEqual(5)
    }
  })

  it('counts durations in the largest unit that tells them apart', () => {
    expect([0, 90_000, 2 * HOUR, 47 * HOUR, 2 * DAY].map((ms) => spanUnitOf(ms).unit)).toEqual([
      'minute',
      'minute',
      'hour',
      'hour',
      'day',
    ])
  })

  it('leaves out labels that would touch', () => {
    expect([labelStep(12, 600, 46), labelStep(30, 500, 46), labelStep(3, 0, 46)]).toEqual([1, 3, 138])
  })

  it('breaks its line where nothing was measured', () => {
    const run = (at: number, value: number) => ({ at, value })
    expect(runsOf([null, 1, 2, null, 0, null])).toEqual([[run(1, 1), run(2, 2)], [run(4, 0)]])
  })
})

describe('the chosen period', () => {
  it('is the named one, or the own days once both are whole', () => {
    const custom = { from: '2026-01-01', to: '2026-02-28' }
    const chosen = (choice: 'this_month' | 'custom', own = custom) =>
      chosenPeriod({ choice, custom: own }, '2026-11-21', 1)?.period ?? null
    expect(chosen('this_month')).toEqual({ from: '2026-11-01', to: '2026-11-21' })
    expect(chosen('custom')).toEqual(custom)
    expect(chosen('custom', { from: '', to: '2026-02-28' })).toBeNull()
    expect(chosen('custom', { from: '0002-01-01', to: '2026-02-28' })).toBeNull()
    expect(chosen('custom', { from: '2026-03-01', to: '2026-02-28' })).toBeNull()
  })

  it('begins its weeks on Monday in both languages', () => {
    expect([weekStartOf('sl'), weekStartOf('en')]).toEqual([1, 1])
  })
})

describe('a file for spreadsheets', () => {
  it('is opened by Excel in Slovenia: the mark of UTF-8, semicolons, decimal commas', () => {
    expect(csvText([['Žiga', 12.5, null, 0], []])).toBe('\uFEFFŽiga;12,5;;0\r\n\r\n')
  })

  it('quotes what would end a cell', () => {
    expect(csvText([['a;b', 'rekel je "da"', 'dve\nvrstici', 'a,b']])).toBe(
      '\uFEFF"a;b";"rekel je ""da""";"dve\nvrstici";a,b\r\n',
    )
  })

  it('holds no formula, however a company is called', () => {
    const evil = ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '＝1', '\r=1']
    for (const name of evil) expect(csvText([[name]]), name).toMatch(/^\uFEFF"?'/)
    expect(csvText([['Rdeča – nit', 'a=b', -5]])).toBe('\uFEFFRdeča – nit;a=b;-5\r\n')
  })
})

const none = { count: 0, median: null, p90: null, decided: 0, kept: 0 }
const totals: DashboardTotals = {
  opened: 1234,
  closed: 2,
  openAtEnd: 40,
  firstResponse: { count: 2, median: 90 * 60_000, p90: 2 * HOUR, decided: 3, kept: 2 },
  resolution: none,
}
const group = { opened: 3, closed: 2, open: 1, firstResponse: none, resolution: none }
const dashboard: Dashboard = {
  asOf: 0,
  unit: 'week',
  totals: { now: totals, former: { ...totals, opened: 7 } },
  parts: [{ from: '2026-10-26', to: '2026-11-01', ...totals }],
  openByStatus: [{ status: 'waiting_for_details', count: 9 }],
  openByAge: [1, 2, 3, 4, 5, 6, 7],
  groups: {
    agent: [
      { ...group, kind: 'named', name: 'Žiga Šubic' },
      { ...group, kind: 'none', name: '' },
    ],
    product: [{ ...group, kind: 'none', name: '' }],
    company: [
      { ...group, kind: 'named', name: '' },
      { ...group, kind: 'rest', name: '' },
    ],
  },
}

describe('the tables of a dashboard', () => {
  it('name their rows in the language, with nothing nameless', () => {
    const labels = (language: 'sl' | 'en') =>
      reportTables(dashboard, words(language)).map(({ id, rows }) => [id, rows.map(({ label }) => label)])
    expect(Object.fromEntries(labels('sl'))).toEqual({
      flow: ['26. okt.–1. nov. 2026'],
      times: ['26. okt.–1. nov. 2026'],
      promises: ['26. okt.–1. nov. 2026'],
      status: ['Čakanje na podrobnosti'],
      age: ['manj kot 1 dan', '1–3 dni', '3–7 dni', '7–14 dni', '14–30 dni', '30–90 dni', 'več kot 90 dni'],
      agent: ['Žiga Šubic', 'Brez lastnika'],
      product: ['Naprava ni znana'],
      company: ['Neznano ime', 'Vsi drugi'],
    })
    expect(Object.fromEntries(labels('en')).company).toEqual(['Unknown name', 'All others'])
  })

  it('have a cell for every column, and charts of columns that are there', () => {
    for (const { columns, rows, charts } of reportTables(dashboard, words('sl'))) {
      for (const { cells } of rows) expect(cells).toHaveLength(columns.length)
      for (const chart of charts) for (const at of chart.columns) expect(columns[at]).toBeDefined()
      // One axis has one unit.
      for (const chart of charts) expect(new Set(chart.columns.map((at) => columns[at]!.kind)).size).toBe(1)
    }
  })

  it('say which share was within its target, and of how many', () => {
    const { t, format } = words('sl')
    const promises = reportTables(dashboard, { t, format })[2]!
    expect(promises.rows[0]!.cells).toEqual([66.7, 3, null, 0])
    expect(shownValue('share', 66.7, format)).toMatch(/^67\s%$/)
    expect(csvRows(promises, t)[0]).toEqual([
      'Teden',
      'Prvi odziv v roku (%)',
      'Prvi odziv z rokom, število',
      'Rešitev v roku (%)',
      'Rešitev z rokom, število',
    ])
    expect(csvTotals(dashboard.totals, t)).toContainEqual(['Prvi odziv v roku (%)', 66.7, 66.7])
  })

  it('go into files as numbers, durations in hours', () => {
    const { t, format } = words('sl')
    const times = reportTables(dashboard, { t, format })[1]!
    expect(csvRows(times, t)[1]).toEqual(['26. okt.–1. nov. 2026', 1.5, 2, null, null])
    expect(csvRows(times, t)[0]![1]).toBe('Prvi odziv, mediana (ure)')
    const lines = csvTotals(dashboard.totals, t)
    expect(lines[1]).toEqual(['Odprti', 1234, 7])
    expect(lines.find(([label]) => label === 'Prvi odziv, mediana (ure)')).toEqual([
      'Prvi odziv, mediana (ure)',
      1.5,
      1.5,
    ])
  })
})

describe('durations of work', () => {
  it('are comparable at a glance', () => {
    const { format } = words('sl')
    expect([30 * 60_000, 3.5 * HOUR, 47 * HOUR, 12.44 * DAY].map(format.span)).toEqual([
      '30 min',
      '3,5 h',
      '47 h',
      '12,4 d',
    ])
    expect([format.inUnit(0, 'day'), format.inUnit(20, 'hour')]).toEqual(['0 d', '20 h'])
  })
})
