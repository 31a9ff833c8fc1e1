import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_BULK } from '#shared/rpc/bulk.ts'
import { isField } from '../../app/keys/registry.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { stepTarget } from '../queue/cursor.ts'
import { indexIn, rowAt } from '../queue/window.ts'
import { extended, listOf, NO_MARKS, toggled, withMarked } from './marks.ts'

export type Marking = {
  toggle: (caseId: string) => void
  /** All rows between the one that was marked last and this one. */
  toRow: (index: number) => void
  all: () => void
  clear: () => void
}

/** The ways to select cases of the list that is shown. */
export function useMarking(): Marking {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { list, marks, selection, speech } = useScreen()
  return useMemo(() => {
    const shown = () => list.state.getState()
    const say = (text: string) => speech.setState((now) => ({ ...now, text, count: now.count + 1 }))
    const tell = () => say(t('bulk.selected', { count: marks.getState().ids.size }))
    async function add(from: number, limit: number) {
      const { query } = shown()
      const { caseIds, total } = await client.bulk.ids({ ...query, from, limit })
      // The agent has gone on to another list meanwhile.
      if (listOf(shown().query) !== listOf(query)) return
      marks.setState((now) => withMarked(now, listOf(query), caseIds))
      if (limit === MAX_BULK && total > MAX_BULK) say(t('bulk.firstOnly', { count: MAX_BULK, total }))
      else tell()
    }
    return {
      toggle(caseId) {
        marks.setState((now) => toggled(now, listOf(shown().query), caseId))
        tell()
      },
      toRow(index) {
        const { window } = shown()
        const { anchorId } = marks.getState()
        const anchor = indexIn(window, anchorId ?? selection.getState().cursor?.caseId ?? '')
        const from = Math.min(anchor < 0 ? index : anchor, index)
        const count = Math.abs((anchor < 0 ? index : anchor) - index) + 1
        void add(from, Math.min(count, MAX_BULK)).catch(() => {})
      },
      all: () => void add(0, MAX_BULK).catch(() => {}),
      clear() {
        marks.setState(NO_MARKS)
        tell()
      },
    }
  }, [client, list, marks, selection, speech, t])
}

/** The keys that select, and the end of a selection whose list is not shown any more. */
export function useMarkKeys(): void {
  const { list, marks, selection } = useScreen()
  const navigation = useNavigation()
  const marking = useMarking()

  async function extend(delta: number) {
    const { query, window } = list.state.getState()
    const { cursor } = selection.getState()
    const target = stepTarget(window, cursor, delta)
    if (target === null) return
    navigation.select(target, 'soon')
    if (!rowAt(window, target)) await list.load(target)
    const to = rowAt(list.state.getState().window, target)?.id
    if (to === undefined) return
    marks.setState((now) => extended(now, listOf(query), cursor?.caseId ?? to, to))
  }

  useCommand('selection.toggle', () => {
    const caseId = selection.getState().cursor?.caseId
    if (caseId === undefined) return false
    marking.toggle(caseId)
  })
  useCommand('selection.next', () => void extend(1))
  useCommand('selection.previous', () => void extend(-1))
  useCommand('selection.all', () => {
    if (isField(document.activeElement)) return false
    marking.all()
  })

  useEffect(
    () =>
      list.state.subscribe(({ query }, before) => {
        if (query === before.query || marks.getState().ids.size === 0) return
        if (listOf(query) !== marks.getState().list) marks.setState(NO_MARKS)
      }),
    [list, marks],
  )
}
