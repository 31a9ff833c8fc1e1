import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../components/use-format.tsx'
import { labelStep, runsOf, spanUnitOf, ticks } from './chart-scale.ts'
import classes from './charts.module.css'
import { type Chart, type Column, type ReportTable, type Row, shownValue } from './report-table.ts'

const HEIGHT = 170
const AXIS = { left: 46, bottom: 20, top: 8, right: 6 }
const LABEL_WIDTH = 46
/** Of the groups, those that a glance can take in; the table has all. */
const ROWS_DRAWN = 10

/** Draws columns of a table; who does not see it has the table beside it. */
export function TableChart({ table, chart }: { table: ReportTable; chart: Chart }) {
  const { t } = useTranslation()
  const { ref, width } = useElementSize()
  const columns = chart.columns.map((at) => table.columns[at]!)
  const label = t('dashboard.chartOf', { what: columns.map((column) => column.label).join(', ') })
  const values = table.rows.map((row) => chart.columns.map((at) => row.cells[at] ?? null))
  const empty = values.every((row) => row.every((value) => !value))
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.legend}>
        {columns.map((column, at) => (
          <span
            key={column.label}
            className={classes.key}
            data-series={at}
            data-line={chart.kind === 'line' || undefined}
          >
            {column.label}
          </span>
        ))}
      </figcaption>
      <div ref={ref} className={classes.canvas}>
        {empty ? (
          <p className={classes.empty}>{t('dashboard.nothing')}</p>
        ) : (
          width > 0 && <Drawing {...{ chart, columns, rows: table.rows, values, width, label }} />
        )}
      </div>
    </figure>
  )
}

type DrawingProps = {
  chart: Chart
  columns: Column[]
  rows: Row[]
  values: (number | null)[][]
  width: number
  label: string
}

function Drawing({ chart, ...props }: DrawingProps) {
  return chart.kind === 'rows' ? <RowBars chart={chart} {...props} /> : <Plot chart={chart} {...props} />
}

/** Bars or a line over time, with an axis from zero. */
function Plot({ chart, columns, rows, values, width, label }: DrawingProps) {
  const format = useFormat()
  const max = Math.max(0, ...values.flat().map((value) => value ?? 0))
  const span = columns[0]?.kind === 'span' ? spanUnitOf(max) : null
  const scale = span?.ms ?? 1
  const steps = ticks(max / scale)
  const top = steps.at(-1) ?? 1
  const plot = { width: width - AXIS.left - AXIS.right, height: HEIGHT - AXIS.top - AXIS.bottom }
  const band = plot.width / Math.max(1, rows.length)
  const y = (value: number) => AXIS.top + plot.height * (1 - value / scale / top)
  const middle = (at: number) => AXIS.left + band * (at + 0.5)
  const shown = (value: number) => shownValue(columns[0]?.kind ?? 'count', value, format)
  const tip = (when: string, column: Column, value: number | null | undefined) =>
    `${when}: ${column.label} ${shown(value ?? 0)}`
  const tips = rows.map(({ label: when }, at) =>
    columns.map((column, series) => tip(when, column, values[at]?.[series])),
  )
  const every = labelStep(rows.length, plot.width, LABEL_WIDTH)
  return (
    <svg className={classes.svg} width={width} height={HEIGHT} role="img" aria-label={label}>
      {steps.map((step) => (
        <g key={step}>
          <line
            className={classes.grid}
            x1={AXIS.left}
            x2={width - AXIS.right}
            y1={y(step * scale)}
            y2={y(step * scale)}
          />
          <text className={classes.tick} x={AXIS.left - 6} y={y(step * scale) + 4} textAnchor="end">
            {span ? format.inUnit(step, span.unit) : shown(step)}
          </text>
        </g>
      ))}
      {rows.map(
        (row, at) =>
          at % every === 0 && (
            <text key={row.label} className={classes.tick} x={middle(at)} y={HEIGHT - 5} textAnchor="middle">
              {row.short}
            </text>
          ),
      )}
      {chart.kind === 'bars'
        ? values.map((cells, at) => (
            <Bars key={rows[at]?.label} {...{ cells, y, band, left: AXIS.left + band * at }} tips={tips[at] ?? []} />
          ))
        : chart.columns.map((column, series) => (
            <Line
              key={column}
              points={values.map((cells) => cells[series] ?? null)}
              tips={tips.map((row) => row[series] ?? '')}
              x={middle}
              y={y}
            />
          ))}
    </svg>
  )
}

type BarsProps = { cells: (number | null)[]; tips: string[]; y: (value: number) => number; band: number; left: number }

function Bars({ cells, tips, y, band, left }: BarsProps) {
  const wide = Math.min(26, (band * 0.76) / cells.length)
  const begin = left + (band - wide * cells.length) / 2
  return cells.map((value, series) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a series is its place
      key={series}
      className={classes.bar}
      data-series={series}
      x={begin + wide * series + 0.5}
      width={Math.max(1, wide - 1.5)}
      y={y(value ?? 0)}
      height={Math.max(0, y(0) - y(value ?? 0))}
      rx={Math.min(2, wide / 4)}
    >
      <title>{tips[series]}</title>
    </rect>
  ))
}

type LineProps = { points: (number | null)[]; tips: string[]; x: (at: number) => number; y: (value: number) => number }

function Line({ points, tips, x, y }: LineProps) {
  return runsOf(points).map((run) => (
    <g key={run[0]?.at}>
      <polyline className={classes.line} points={run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')} />
      {(run.length === 1 || points.length <= 40) &&
        run.map(({ at, value }) => (
          <circle key={at} className={classes.dot} cx={x(at)} cy={y(value)} r={2.5}>
            <title>{tips[at]}</title>
          </circle>
        ))}
    </g>
  ))
}

const ROW = { bar: 13, gap: 12, name: 150, value: 52 }

/** Lying bars, one or more a row, each with its number. */
function RowBars({ rows, values, width, label }: DrawingProps) {
  const format = useFormat()
  const drawn = values.slice(0, ROWS_DRAWN)
  const max = Math.max(1, ...drawn.flat().map((value) => value ?? 0))
  const each = (drawn[0]?.length ?? 1) * ROW.bar + ROW.gap
  const name = Math.min(ROW.name, width * 0.46)
  const room = Math.max(10, width - name - ROW.value)
  return (
    <svg className={classes.svg} width={width} height={drawn.length * each} role="img" aria-label={label}>
      {drawn.map((cells, row) => (
        <g key={rows[row]?.label}>
          <text className={classes.name} x={name - 8} y={row * each + each / 2 + 4} textAnchor="end">
            {shortened(rows[row]?.short ?? '', name)}
          </text>
          {cells.map((value, series) => {
            const top = row * each + ROW.gap / 2 + series * ROW.bar
            const long = ((value ?? 0) / max) * room
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a series is its place
              <g key={series}>
                <rect
                  className={classes.bar}
                  data-series={series}
                  x={name + 0.5}
                  y={top + 1}
                  width={value ? Math.max(1, long) : 0}
                  height={ROW.bar - 2}
                  rx={2}
                />
                <text className={classes.tick} x={name + long + 7} y={top + ROW.bar - 3}>
                  {format.number(value ?? 0)}
                </text>
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}

/** As much of a name as fits; the table has the whole of it. */
function shortened(text: string, width: number): string {
  const most = Math.max(4, Math.floor((width - 8) / 6.4))
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
}
