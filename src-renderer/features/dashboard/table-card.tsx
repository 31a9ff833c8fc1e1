import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { memo, useId } from 'react'
import { useTranslation } from 'react-i18next'
import page from '../../components/page.module.css'
import { useFormat } from '../../components/use-format.tsx'
import { TableChart } from './charts.tsx'
import classes from './dashboard.module.css'
import { type Column, type ReportTable, shownValue, type TableId } from './report-table.ts'

type Props = { table: ReportTable; onExport: (table: ReportTable) => void }

/** A table, the charts that are drawn from it, and the way to take it along. */
export const TableCard = memo(function TableCard({ table, onExport }: Props) {
  const { t } = useTranslation()
  const heading = useId()
  const { title, rows, charts, half } = table
  return (
    <section className={`${page.card} ${classes.card}`} aria-labelledby={heading} data-half={half}>
      <div className={classes.cardHead}>
        <h2 id={heading} className={page.heading}>
          {title}
        </h2>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={t('dashboard.exportOne', { title })}
          onClick={() => onExport(table)}
        >
          CSV
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className={page.dim}>{t('dashboard.nothing')}</p>
      ) : (
        <div className={classes.beside}>
          <div className={classes.charts}>
            {charts.map((chart) => (
              <TableChart key={chart.columns.join()} table={table} chart={chart} />
            ))}
          </div>
          <Numbers table={table} />
        </div>
      )}
    </section>
  )
})

/** Of which each row is a part of the period. */
const DAYS: readonly TableId[] = ['flow', 'times', 'promises']

function Numbers({ table: { id, title, head, columns, rows } }: { table: ReportTable }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = (value: number | null, column: Column | undefined) => {
    if (value === null) return '–'
    return shownValue(column?.kind ?? 'count', value, format)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={classes.scroll} aria-label={t('dashboard.tableOf', { title })} tabIndex={0}>
      <table aria-label={title} className={classes.table} data-days={DAYS.includes(id) || undefined}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two companies may have one name
            <tr key={at}>
              <th scope="row">{label}</th>
              {cells.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={column}>{shown(value, columns[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
