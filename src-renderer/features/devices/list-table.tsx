// biome-ignore-all lint/a11y/useFocusableInteractive: a table is read, only its buttons are used
// biome-ignore-all lint/a11y/useSemanticElements: the rows of a virtual table cannot lie in a table element
import { Button, Loader } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/domain/case.ts'
import { MAX_RMA_LINES } from '#shared/domain/rma.ts'
import { MAX_LIST } from '#shared/domain/serial-number.ts'
import { LOCALES } from '#shared/i18n/index.ts'
import { LISTED_STATES, type ListedNumber } from '#shared/rpc/devices.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { csvText, tabbedText } from '../../components/csv.ts'
import { download } from '../../components/download.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { NewRmaButton } from '../rma/new-rma-button.tsx'
import classes from './devices.module.css'
import { ListRow } from './list-row.tsx'
import { arrange, cellOf, LIST_COLUMNS, type ListFilter, type ListSort, linesOf, nextSort } from './listing.ts'

const ROW_HEIGHT = 38

type Props = {
  /** Null while the first answer is on its way. */
  rows: readonly ListedNumber[] | null
  /** All that were pasted. */
  count: number
  settled: boolean
  onOpen(deviceId: string): void
}

/** A pasted list with what the registry knows of each number; only the rows around the screen exist. */
export function ListTable({ rows, count, settled, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  const [sort, setSort] = useState<ListSort>(null)
  const [filter, setFilter] = useState<ListFilter>('all')
  const box = useRef<HTMLDivElement>(null)
  const locale = LOCALES[i18n.language as Language] ?? LOCALES.sl
  const lines = useMemo(() => linesOf(rows ?? []), [rows])
  const shown = useMemo(() => arrange(lines, sort, filter, locale), [lines, sort, filter, locale])
  const counts = useMemo(
    () => new Map(LISTED_STATES.map((state) => [state, lines.filter(({ listed }) => listed.state === state).length])),
    [lines],
  )
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    useFlushSync: false,
  })

  const sheet = () => [
    LIST_COLUMNS.map((column) => t(`devices.list.${column}`)),
    ...shown.map((line) =>
      LIST_COLUMNS.map((column) => {
        if (column === 'state') return t(`devices.list.${line.listed.state}`)
        // A near one must not look as if it were the number.
        if (column === 'serial' && line.listed.candidates.length > 0) {
          return t('devices.list.candidates', { serials: cellOf(line, column) })
        }
        return cellOf(line, column)
      }),
    ),
  ]
  const copy = () =>
    void navigator.clipboard
      .writeText(tabbedText(sheet()))
      .then(() => notifications.show({ message: t('devices.list.copied') }))
  const save = () => {
    download(`${t('devices.list.fileName')}.csv`, new Blob([csvText(sheet())], { type: 'text/csv;charset=utf-8' }))
    notifications.show({ message: t('devices.list.exported') })
  }
  useCommand('devices.copy', copy, rows !== null)
  useCommand('devices.export', save, rows !== null)

  if (rows === null) {
    return (
      <div className={`${classes.loading} late`}>
        <Loader size="sm" aria-label={t('devices.list.checking')} />
      </div>
    )
  }
  return (
    <div className={classes.list} aria-busy={!settled}>
      <header className={classes.listHead}>
        <h2 className={classes.listTitle}>{t('devices.list.title')}</h2>
        <div className={classes.filters} role="group" aria-label={t('devices.list.filter')}>
          {(['all', ...LISTED_STATES] as const).map((state) => (
            <Button
              key={state}
              size="compact-sm"
              variant={filter === state ? 'filled' : 'default'}
              aria-pressed={filter === state}
              onClick={() => setFilter(state)}
            >
              {t(`devices.list.${state}`)} {state === 'all' ? lines.length : counts.get(state)}
            </Button>
          ))}
        </div>
        <NewRmaButton
          serialNumbers={rows.map(({ text, hit }) => hit?.device.serialNumber ?? text).slice(0, MAX_RMA_LINES)}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size={14} stroke={1.8} aria-hidden />}
          rightSection={<Keys id="devices.copy" />}
          onClick={copy}
        >
          {t('devices.list.copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.8} aria-hidden />}
          rightSection={<Keys id="devices.export" />}
          onClick={save}
        >
          {t('devices.list.export')}
        </Button>
      </header>
      {count > MAX_LIST && (
        <Notice tone="waiting" live="status" title={t('devices.list.tooMany', { count, max: MAX_LIST })} />
      )}
      <div className={classes.table} role="table" aria-label={t('devices.list.title')} aria-rowcount={shown.length + 1}>
        <div role="rowgroup">
          <div className={classes.columns6} role="row" aria-rowindex={1}>
            {LIST_COLUMNS.map((column) => {
              const sorted = sort?.column === column
              return (
                <div
                  key={column}
                  role="columnheader"
                  aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    className={classes.sort}
                    title={t('devices.list.sortBy', { column: t(`devices.list.${column}`) })}
                    onClick={() => setSort(nextSort(sort, column))}
                  >
                    {t(`devices.list.${column}`)}
                    <span aria-hidden>{sorted ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </div>
              )
            })}
          </div>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reached by keyboard */}
        <div ref={box} className={classes.rows} role="rowgroup" tabIndex={0}>
          <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
            {virtualizer.getVirtualItems().map((item) => {
              const line = shown[item.index]
              return (
                line && (
                  <ListRow
                    key={line.at}
                    line={line}
                    index={item.index}
                    top={item.start}
                    height={ROW_HEIGHT}
                    onOpen={onOpen}
                  />
                )
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}
