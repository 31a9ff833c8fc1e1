import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useViews } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { isChanged } from './views.ts'

/** What the list shows: a queue, a view, or a view that was changed since. */
export function useListName(): string {
  const { t } = useTranslation()
  const { list, views: store } = useScreen()
  const query = useStore(list.state, (state) => state.query)
  const shownId = useStore(store, (state) => state.shownId)
  const { data: views } = useViews()
  const view = views?.find(({ id }) => id === shownId)
  if (!view) return t(`queue.name.${query.queue}`)
  const { name } = view.content
  return isChanged(query, view) ? t('views.changed', { name }) : name
}
