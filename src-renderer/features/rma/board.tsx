import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconTool } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaCard } from '#shared/rpc/rmas.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { RmaPrinting } from '../rma-print/rma-printing.tsx'
import boardClasses from './board.module.css'
import { type Arrow, arrowTarget } from './board-places.ts'
import { BoardColumn, COLUMN_SHOWN } from './column.tsx'
import classes from './rma.module.css'
import { FIRST_QUERY, isNarrowed } from './rmas.ts'
import { StepBar } from './step-bar.tsx'
import { obstacle } from './steps.ts'
import { useRmasQuery } from './use-rmas-query.ts'
import { useSteps } from './use-steps.ts'

/** So long a card that was moved on may take to come. */
const FOLLOW_MS = 2_000

type Drag = { card: RmaCard; over: RmaLineState | null }

const ARROWS: Record<string, Arrow> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
}

/** A column a state, a card a device. Arrows lead from card to card, keys and the mouse move a card on. */
export function Board() {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { rmas } = useScreen()
  const navigation = useNavigation()
  const { query, setQuery } = useRmasQuery()
  const { mine, text } = query
  const box = useRef<HTMLDivElement>(null)
  const steps = useSteps()
  const lineId = useStore(rmas, (state) => state.lineId)
  const follow = useStore(rmas, (state) => state.follow)
  const [drag, setDrag] = useState<Drag | null>(null)
  const [active, setActive] = useState<RmaCard | null>(null)
  const { data, error, refetch } = useQuery(
    queries.rmas.board.queryOptions({
      input: { mine, text, limit: COLUMN_SHOWN },
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  )
  const cardOf = useCallback(
    (id: string | null) => box.current?.querySelector<HTMLElement>(`[data-card="${id}"]`) ?? null,
    [],
  )

  // Who has come from a page, or moved a card, goes on at that card.
  useEffect(() => {
    if (!follow || !data) return
    const card = cardOf(follow.lineId)
    if (!card || (follow.state !== null && card.dataset.state !== follow.state)) return
    rmas.setState({ follow: null })
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [follow, data, rmas, cardOf])

  // A card that went behind those that are shown leaves the keys in the column where it went.
  useEffect(() => {
    if (!follow) return
    const timer = setTimeout(() => {
      rmas.setState({ follow: null })
      if (document.activeElement !== document.body) return
      const there = box.current?.querySelector<HTMLElement>(`[data-column="${follow.state}"] [data-card]`)
      const card = there ?? box.current?.querySelector<HTMLElement>('[data-card]')
      card?.focus({ preventScroll: true })
      card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }, FOLLOW_MS)
    return () => clearTimeout(timer)
  }, [follow, rmas])

  const first = useRef(true)
  useEffect(() => {
    if (!data || !first.current) return
    first.current = false
    if (document.activeElement !== document.body) return
    const wanted = cardOf(rmas.getState().lineId) ?? box.current?.querySelector<HTMLElement>('[data-card]')
    wanted?.focus({ preventScroll: true })
    wanted?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [data, rmas, cardOf])

  const { begin: step, explain } = steps
  const begin = useCallback((card: RmaCard) => setDrag({ card, over: null }), [])
  const over = useCallback(
    (state: RmaLineState) =>
      setDrag((before) => (before && before.over !== state ? { ...before, over: state } : before)),
    [],
  )
  // Where a drop is not taken the drag just ends; the column that it was over last is what was meant.
  const latest = useRef(drag)
  useEffect(() => {
    latest.current = drag
  })
  const end = useCallback(
    (dropped: boolean) => {
      const { card, over: to } = latest.current ?? {}
      latest.current = null
      setDrag(null)
      if (!card || !to || to === card.state) return
      if (dropped) step(card, to)
      else if (obstacle(card, to) !== null) explain(card, to)
    },
    [step, explain],
  )
  const activate = useCallback(
    (card: RmaCard) => {
      setActive(card)
      rmas.setState({ lineId: card.id })
    },
    [rmas],
  )
  const open = useCallback((card: RmaCard) => navigation.openRma(card.rmaId, card.id), [navigation])

  function onKeyDown(event: KeyboardEvent) {
    const arrow = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey ? undefined : ARROWS[event.key]
    const from = document.activeElement?.closest<HTMLElement>('[data-card]')
    if (!arrow || !from || !box.current) return
    const columns = [...box.current.querySelectorAll('[data-column]')].map((column) => [
      ...column.querySelectorAll<HTMLElement>('[data-card]'),
    ])
    const target = arrowTarget(columns, from, arrow)
    event.preventDefault()
    target?.focus({ preventScroll: true })
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  if (!data) {
    if (!error) {
      return (
        <div className={`${classes.loading} late`}>
          <Loader size="sm" aria-label={t('app.loading')} />
        </div>
      )
    }
    const words = errorWords(error, t)
    return (
      <Empty alert icon={<IconAlertTriangle size={24} stroke={1.6} />} title={words.title} advice={words.advice}>
        <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
      </Empty>
    )
  }
  if (data.columns.every(({ count }) => count === 0)) {
    const narrowed = isNarrowed({ ...FIRST_QUERY, mine, text })
    return (
      <Empty
        icon={<IconTool size={24} stroke={1.6} />}
        title={t(narrowed ? 'rma.noneFound' : 'rma.none')}
        advice={t(narrowed ? 'rma.noneFoundAdvice' : 'rma.noneAdvice')}
      >
        {narrowed && (
          <Button variant="default" onClick={() => setQuery({ mine: false, text: '' })}>
            {t('list.clearFilters')}
          </Button>
        )}
      </Empty>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from one of its cards to the next */}
      <div ref={box} className={boardClasses.board} data-dragging={drag ? true : undefined} onKeyDown={onKeyDown}>
        {data.columns.map((column) => (
          <BoardColumn
            key={column.state}
            column={column}
            filter={{ mine, text }}
            activeId={lineId}
            dragged={drag?.card ?? null}
            over={drag?.over === column.state}
            onOver={over}
            onDrag={begin}
            onDragEnd={end}
            onActive={activate}
            onOpen={open}
            onStep={step}
          />
        ))}
      </div>
      <RmaPrinting rmaId={active?.rmaId ?? null} />
      <StepBar line={active && (find(data.columns, active.id) ?? active)} focusCard={(id) => cardOf(id)?.focus()} />
    </>
  )
}

function find(columns: readonly { cards: readonly RmaCard[] }[], id: string): RmaCard | undefined {
  for (const { cards } of columns) {
    const card = cards.find((one) => one.id === id)
    if (card) return card
  }
  return undefined
}
