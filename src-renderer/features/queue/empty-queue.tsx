import { Button } from '@mantine/core'
import { IconFilterOff, IconInbox, IconMoodSmile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Empty } from '../../components/empty.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useLanguage } from '../views/use-filter-field.ts'
import { shownFilter } from '../views/views.ts'
import { filtersOn, NO_FILTERS } from './filters.ts'

export function EmptyQueue() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const language = useLanguage()
  const { list } = useScreen()
  const query = useStore(list.state, (state) => state.query)

  if (filtersOn(query) > 0 || query.queue === 'all') {
    const filter = shownFilter(query, language)
    return (
      <Empty
        icon={<IconFilterOff size={24} stroke={1.6} />}
        title={filter ? t('queue.empty.filtered.titleOf', { filter }) : t('queue.empty.filtered.title')}
        advice={t('queue.empty.filtered.advice')}
      >
        <Button variant="default" onClick={() => navigation.setQuery(NO_FILTERS)}>
          {t('queue.empty.filtered.clear')}
        </Button>
      </Empty>
    )
  }
  const Icon = query.queue === 'open' || query.queue === 'unassigned' ? IconMoodSmile : IconInbox
  return (
    <Empty
      icon={<Icon size={24} stroke={1.6} />}
      title={t(`queue.empty.${query.queue}.title`)}
      advice={t(`queue.empty.${query.queue}.advice`)}
    />
  )
}
