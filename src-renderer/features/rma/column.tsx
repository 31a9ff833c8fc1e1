import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import type { RmaBoard, RmaCard, RmaFilter, RmaKey } from '#shared/rpc/rmas.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import classes from './board.module.css'
import { BoardCard } from './card.tsx'
import { STATE_LOOKS, stateWord } from './rma-state.tsx'
import { obstacle, type StepLine } from './steps.ts'

/** The first cards of each column; the rest are asked for. */
export const COLUMN_SHOWN = 30
const MORE = 50

type Props = {
  column: RmaBoard['columns'][number]
  filter: RmaFilter
  activeId: string | null
  dragged: RmaCard | null
  /** It is the column that the dragged card is over. */
  over: boolean
  onOver: (state: RmaLineState) => void
  onDrag: (card: RmaCard) => void
  onDragEnd: (dropped: boolean) => void
  onActive: (card: RmaCard) => void
  onOpen: (card: RmaCard) => void
  onStep: (line: StepLine, to: RmaLineState) => void
}

/** Devices in one state. A card that is dragged here goes into it, where that is a step; an empty one is narrow. */
export function BoardColumn(props: Props) {
  const { column, filter, activeId, dragged, over, onOver, onDrag, onDragEnd, onActive, onOpen, onStep } = props
  const { t } = useTranslation()
  const format = useFormat()
  const { cards, more } = useCards(column, filter)
  const { state, count, overdue } = column
  const { Icon, tone } = STATE_LOOKS[state]
  const tabbable = cards.some(({ id }) => id === activeId) ? activeId : cards[0]?.id
  const drop =
    dragged === null || dragged.state === state ? undefined : obstacle(dragged, state) === null ? 'legal' : 'illegal'
  const name = [
    `${stateWord(state, t)}: ${t('rma.devices', { count })}`,
    ...(overdue > 0 ? [t('rma.overdueCount', { count: overdue })] : []),
  ].join(', ')

  function onDragOver(event: DragEvent) {
    if (dragged === null) return
    onOver(state)
    if (drop === 'legal') event.preventDefault()
    else event.dataTransfer.dropEffect = 'none'
  }
  function onDrop(event: DragEvent) {
    event.preventDefault()
    onDragEnd(true)
  }

  return (
    <section
      className={classes.column}
      aria-label={name}
      data-column={state}
      data-tone={tone}
      data-empty={count === 0 || undefined}
      data-drop={drop}
      data-over={over || undefined}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <header className={classes.columnHead}>
        <Icon size={15} stroke={1.9} aria-hidden />
        <h2 className={classes.columnName}>{stateWord(state, t)}</h2>
        <span className={classes.columnCount}>{format.number(count)}</span>
        {overdue > 0 && (
          <span className={classes.columnLate} title={t('rma.overdueCount', { count: overdue })}>
            {format.number(overdue)}
          </span>
        )}
      </header>
      {count > 0 && (
        <ul className={classes.cards}>
          {cards.map((card) => (
            <BoardCard
              key={card.id}
              card={card}
              tabbable={card.id === tabbable}
              dragged={card.id === dragged?.id}
              onActive={onActive}
              onOpen={onOpen}
              onStep={onStep}
              onDrag={onDrag}
              onDragEnd={onDragEnd}
            />
          ))}
          {more && (
            <li>
              <Button fullWidth size="compact-sm" variant="subtle" loading={more.loading} onClick={more.load}>
                {t('rma.more', { count: count - cards.length })}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** The cards that came with the board; once more were asked for, those of the column's own pages. */
function useCards({ cards, next, state }: RmaBoard['columns'][number], filter: RmaFilter) {
  const { queries } = useDesk()
  const [paged, setPaged] = useState(false)
  const pages = useInfiniteQuery(
    queries.rmas.column.infiniteOptions({
      input: (after: RmaKey | undefined) => ({ ...filter, state, after, limit: MORE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: paged,
    }),
  )
  const own = paged ? pages.data?.pages.flatMap((page) => page.cards) : undefined
  const hasMore = own ? pages.hasNextPage : next !== null
  return {
    cards: own ?? cards,
    more: hasMore
      ? {
          loading: paged && pages.isFetching,
          load: () => (paged ? void pages.fetchNextPage() : setPaged(true)),
        }
      : null,
  }
}
