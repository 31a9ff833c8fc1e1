import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import { useListName } from '../views/use-list-name.ts'
import classes from './case-list.module.css'
import { CaseRow, LoadingRow, optionId } from './case-row.tsx'
import { useListKeys } from './use-list-keys.ts'
import { indexIn, rowAt } from './window.ts'

export const ROW_HEIGHT = 56
const LOADING_ROWS = 12

/** The virtual list over any number of cases: a listbox whose rows exist only around the screen. */
export function CaseList() {
  const { t } = useTranslation()
  const { list, focus, marks } = useScreen()
  const selecting = useStore(marks, (state) => state.ids.size > 0)
  const box = useRef<HTMLDivElement>(null)
  const window = useStore(list.state, (state) => state.window)
  const loading = useStore(list.state, (state) => state.status === 'loading')
  const name = useListName()
  const count = loading && window.total === 0 ? LOADING_ROWS : window.total

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    useFlushSync: false,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items[items.length - 1]?.index ?? 0

  useEffect(() => {
    if (window.total > 0) list.show({ first, last })
  }, [list, first, last, window.total])

  useShift(box)
  useReveal(virtualizer.scrollToIndex)
  useListKeys(box)
  useActiveDescendant(box, first, last)

  const wish = useStore(focus, (state) => state.wish)
  useEffect(() => {
    if (wish?.target !== 'list') return
    box.current?.focus({ preventScroll: true })
    focus.setState({ wish: null })
  }, [wish, focus])

  return (
    <div
      ref={box}
      className={classes.box}
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label', { queue: name })}
      aria-busy={loading}
      data-selecting={selecting || undefined}
      data-case-list
    >
      <div className={classes.runway} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => {
          const row = rowAt(window, index)
          return row ? (
            <CaseRow key={row.id} row={row} index={index} total={window.total} top={start} />
          ) : (
            <LoadingRow key={`loading-${index}`} index={index} total={count} top={start} />
          )
        })}
      </div>
    </div>
  )
}

/** Rows that came or went above the screen move the scroll position with them. */
function useShift(box: React.RefObject<HTMLDivElement | null>) {
  const { list } = useScreen()
  const shift = useStore(list.state, (state) => state.shift)
  const seen = useRef(shift.count)
  useLayoutEffect(() => {
    if (shift.count === seen.current) return
    seen.current = shift.count
    if (box.current) box.current.scrollTop += shift.rows * ROW_HEIGHT
  }, [shift, box])
}

function useReveal(scrollToIndex: (index: number, options: { align: 'auto' }) => void) {
  const { selection } = useScreen()
  const reveal = useStore(selection, (state) => state.reveal)
  const seen = useRef(-1)
  useLayoutEffect(() => {
    if (seen.current === reveal.count) return
    seen.current = reveal.count
    scrollToIndex(reveal.index, { align: 'auto' })
  }, [reveal, scrollToIndex])
}

/** Names the marked row to assistive technology, without drawing the list again at every key. */
function useActiveDescendant(box: React.RefObject<HTMLDivElement | null>, first: number, last: number) {
  const { list, selection } = useScreen()
  useEffect(() => {
    function name() {
      const caseId = selection.getState().cursor?.caseId
      const index = caseId ? indexIn(list.state.getState().window, caseId) : -1
      if (caseId && index >= first && index <= last) {
        box.current?.setAttribute('aria-activedescendant', optionId(caseId))
      } else box.current?.removeAttribute('aria-activedescendant')
    }
    name()
    const stops = [selection.subscribe(name), list.state.subscribe(name)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [list, selection, box, first, last])
}
