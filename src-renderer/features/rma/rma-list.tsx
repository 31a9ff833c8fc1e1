import { Button, Loader, Select, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconTool } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RMA_STATES } from '#shared/domain/rma.ts'
import { RMA_LISTS, type RmaKey, type RmaSort } from '#shared/rpc/rmas.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useRmaCounters } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { RmaPrintMenu } from '../rma-print/print-menu.tsx'
import { RmaPrinting } from '../rma-print/rma-printing.tsx'
import listClasses from './list.module.css'
import classes from './rma.module.css'
import { RmaRow } from './rma-row.tsx'
import { rmaName, stateWord } from './rma-state.tsx'
import { FIRST_QUERY, isNarrowed, withState } from './rmas.ts'
import { useRmasQuery } from './use-rmas-query.ts'

const PAGE = 100
const COLUMNS = ['number', 'state', 'due', 'company', 'devices', 'owner', 'created'] as const
const SORT_OF: Partial<Record<(typeof COLUMNS)[number], RmaSort>> = { number: 'number', due: 'due', created: 'created' }

/** RMAs as a table: by list and state, sorted, page after page. */
export function RmaList() {
  const { t } = useTranslation()
  const format = useFormat()
  const { queries } = useDesk()
  const { rmas } = useScreen()
  const navigation = useNavigation()
  const { query, setQuery } = useRmasQuery()
  const { data: counters } = useRmaCounters()
  const box = useRef<HTMLDivElement>(null)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(
    queries.rmas.page.infiniteOptions({
      input: (after: RmaKey | undefined) => ({ ...query, after, limit: PAGE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const [reachedId, setReachedId] = useState<string | null>(null)
  const reached = rows.find(({ id }) => id === reachedId)
  const total = data?.pages[0]?.total ?? 0

  const rowButtons = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-rma]') ?? [])]
  function step(delta: number) {
    const all = rowButtons()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = all[Math.max(0, Math.min(all.length - 1, at + delta))]
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
    if (at + delta >= all.length - 1 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }
  useCommand('list.next', () => step(1), rows.length > 0)
  useCommand('list.previous', () => step(-1), rows.length > 0)

  const first = useRef(true)
  useEffect(() => {
    if (!data || !first.current) return
    first.current = false
    if (document.activeElement !== document.body) return
    const { opened } = rmas.getState()
    const known = [...(box.current?.querySelectorAll<HTMLElement>('[data-rma]') ?? [])]
    const wanted = known.find((row) => row.dataset.rma === opened) ?? known[0]
    wanted?.focus({ preventScroll: true })
    wanted?.scrollIntoView({ block: 'nearest' })
  }, [data, rmas])

  function onKeyDown(event: KeyboardEvent) {
    const all = rowButtons()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (at < 0 || event.shiftKey || event.ctrlKey || event.altKey) return
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Home') step(-at)
    else if (event.key === 'End') step(all.length - 1 - at)
    else return
    event.preventDefault()
  }

  /** The row that the keys have reached stays the chosen one while a menu or the palette is open. */
  function onFocus({ target }: FocusEvent) {
    const { rma } = target instanceof HTMLElement ? target.dataset : {}
    if (rma !== undefined) setReachedId(rma)
  }

  const sortBy = (sort: RmaSort) =>
    setQuery(
      query.sort === sort
        ? { direction: query.direction === 'asc' ? 'desc' : 'asc' }
        : { sort, direction: sort === 'due' ? 'asc' : 'desc' },
    )
  const counts = { open: counters?.open, overdue: counters?.overdue, closed: counters?.closed, all: undefined }

  return (
    <div className={listClasses.listPane} aria-busy={isPlaceholderData}>
      <RmaPrinting rmaId={reached?.id ?? null} />
      <div className={listClasses.listBar}>
        <fieldset className={listClasses.tabs} aria-label={t('rma.list.which')}>
          {RMA_LISTS.map((list) => (
            <Button
              key={list}
              size="compact-sm"
              variant={query.list === list ? 'filled' : 'default'}
              aria-pressed={query.list === list}
              onClick={() => setQuery({ list })}
            >
              {t(`rma.list.${list}`)} {counts[list] === undefined ? '' : format.number(counts[list])}
            </Button>
          ))}
        </fieldset>
        <Select
          size="xs"
          className={listClasses.stateFilter}
          aria-label={t('rma.list.state')}
          placeholder={t('rma.list.anyState')}
          clearable
          clearButtonProps={{ 'aria-label': t('rma.list.anyState') }}
          withScrollArea={false}
          value={query.state ?? null}
          data={RMA_STATES.map((state) => {
            const count = counters?.byState.find((one) => one.state === state)?.count ?? 0
            return { value: state, label: `${stateWord(state, t)} (${format.number(count)})` }
          })}
          onChange={(value) =>
            rmas.setState((before) => ({
              query: withState(before.query, RMA_STATES.find((known) => known === value) ?? null),
            }))
          }
        />
        <span className={classes.space} />
        {reached && (
          <>
            <p className={classes.dim}>{rmaName(reached.rmaNumber, t)}</p>
            <RmaPrintMenu name={rmaName(reached.rmaNumber, t)} />
          </>
        )}
        <p className={classes.dim} role="status">
          {data && t('rma.list.count', { count: total })}
        </p>
      </div>
      {!data ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={`${classes.loading} late`}>
            <Loader size="sm" aria-label={t('app.loading')} />
          </div>
        )
      ) : rows.length === 0 ? (
        <NoRows
          narrowed={isNarrowed(query)}
          onClear={() => rmas.setState({ query: { ...FIRST_QUERY, list: query.list } })}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from one row to the next
        <div ref={box} className={listClasses.tableBox} onKeyDown={onKeyDown} onFocus={onFocus}>
          <table className={listClasses.table}>
            <thead>
              <tr>
                {COLUMNS.map((column) => {
                  const sort = SORT_OF[column]
                  const sorted = sort !== undefined && query.sort === sort
                  return (
                    <th
                      key={column}
                      scope="col"
                      aria-sort={sorted ? (query.direction === 'asc' ? 'ascending' : 'descending') : undefined}
                    >
                      {sort === undefined ? (
                        t(`rma.list.column.${column}`)
                      ) : (
                        <UnstyledButton className={listClasses.sort} onClick={() => sortBy(sort)}>
                          {t(`rma.list.column.${column}`)}
                          <span aria-hidden>{sorted ? (query.direction === 'asc' ? ' ↑' : ' ↓') : ''}</span>
                        </UnstyledButton>
                      )}
                    </th>
                  )
                })}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RmaRow key={row.id} row={row} onOpen={() => navigation.openRma(row.id)} />
              ))}
            </tbody>
          </table>
          {hasNextPage && (
            <Button
              className={listClasses.more}
              variant="default"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('rma.more', { count: total - rows.length })}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const words = errorWords(error, t)
  return (
    <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
      <Button onClick={onRetry}>{t('app.retry')}</Button>
    </Empty>
  )
}

function NoRows({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<IconTool size={24} stroke={1.6} />}
      title={t(narrowed ? 'rma.noneFound' : 'rma.list.none')}
      advice={t(narrowed ? 'rma.noneFoundAdvice' : 'rma.list.noneAdvice')}
    >
      {narrowed && (
        <Button variant="default" onClick={onClear}>
          {t('list.clearFilters')}
        </Button>
      )}
    </Empty>
  )
}
