import { Button, Loader } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconDownload, IconRefresh } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedPeriod } from '#shared/domain/period.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { type CsvCell, csvText } from '../../components/csv.ts'
import { download } from '../../components/download.ts'
import { Empty } from '../../components/empty.tsx'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { errorWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import { CountingHelp } from './counting-help.tsx'
import classes from './dashboard.module.css'
import { PeriodPicker } from './period-picker.tsx'
import { csvRows, csvTotals, type ReportTable, reportTables } from './report-table.ts'
import { TableCard } from './table-card.tsx'
import { Totals } from './totals.tsx'
import { useDashboard } from './use-dashboard.ts'

/** What was opened, answered and closed in a period, of the cases that this desk holds. */
export function DashboardPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigation = useNavigation()
  const field = useRef<HTMLInputElement>(null)
  const { data: counted = null, error, periods, today, refetch, isPlaceholderData } = useDashboard()
  // Hundreds of rows are drawn bit by bit, so that keys are heard meanwhile.
  const data = useDeferredValue(counted, null)
  const isOld = isPlaceholderData || data !== counted
  const tables = useMemo(() => (data ? reportTables(data, { t, format }) : []), [data, t, format])
  const { from, to } = periods?.period ?? { from: null, to: null }

  const save = useCallback(
    (chosen: readonly ReportTable[], name: string, totals: CsvCell[][] = []) => {
      if (from === null) return
      const rows = [
        [t('dashboard.title'), format.days(from, to)],
        ...totals,
        ...chosen.flatMap((table) => [[], [table.title], ...csvRows(table, t)]),
      ]
      const content = new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' })
      notifications.show({ message: t('export.done', { name: download(`${name}-${from}-${to}.csv`, content) }) })
    },
    [from, to, t, format],
  )
  const saveOne = useCallback((table: ReportTable) => save([table], `spica-desk-${table.id}`), [save])
  const saveAll = () =>
    data && save(tables, 'spica-desk', [[], [t('dashboard.total.title')], ...csvTotals(data.totals, t)])
  useCommand('case.back', () => navigation.go('queue'))
  useCommand('dashboard.period', () => field.current?.focus())
  useCommand('dashboard.export', saveAll, data !== undefined && periods !== null)

  return (
    <div className={page.page}>
      <div className={`${page.column} ${classes.column}`}>
        <div className={classes.head}>
          <div>
            <h1 className={page.title}>{t('dashboard.title')}</h1>
            <p className={page.dim}>{t('dashboard.scope')}</p>
          </div>
          <PeriodPicker field={field} today={today} shown={periods?.period ?? null} />
          <div className={classes.buttons}>
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void refetch()}
            >
              {t('dashboard.refresh')}
            </Button>
            <Button
              variant="default"
              disabled={!data || periods === null}
              leftSection={<IconDownload size={15} aria-hidden />}
              rightSection={<ButtonKeys id="dashboard.export" />}
              onClick={saveAll}
            >
              {t('dashboard.export')}
            </Button>
          </div>
        </div>
        {periods === null && <Notice tone="waiting" live="status" title={t('dashboard.period.invalid')} />}
        {periods !== null && data && !isOld && <Shown periods={periods} asOf={data.asOf} />}
        {data ? (
          <div className={classes.report} data-old={isOld || undefined} aria-busy={isOld}>
            <Totals totals={data.totals} />
            {tables.map((table) => (
              <TableCard key={table.id} table={table} onExport={saveOne} />
            ))}
          </div>
        ) : error ? (
          <Trouble error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={`${classes.loading} late`}>
            <Loader size="sm" aria-label={t('app.loading')} />
          </div>
        )}
        <CountingHelp />
      </div>
    </div>
  )
}

/** Which period is shown, and with what it is compared; spoken when it changes. */
function Shown({ periods: { period, former }, asOf }: { periods: ComparedPeriod; asOf: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = ({ from, to }: { from: string; to: string }) => format.days(from, to)
  return (
    <p className={page.dim}>
      <span role="status">{t('dashboard.shown', { period: days(period), former: days(former) })}</span>{' '}
      {t('dashboard.asOf', { time: format.clock(asOf) })}
    </p>
  )
}

function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const words = errorWords(error, t)
  return (
    <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
      <Button variant="default" onClick={onRetry}>
        {t('app.retry')}
      </Button>
    </Empty>
  )
}
