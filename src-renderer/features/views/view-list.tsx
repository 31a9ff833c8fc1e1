import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ViewView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Hint } from '../../components/hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useViewCounters, useViews } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import queue from '../queue/queue-list.module.css'
import { ViewIcon } from './view-icon.tsx'
import classes from './views.module.css'

/** The pinned views below the queues, each with the number of its cases. */
export function ViewList() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { views: store } = useScreen()
  const shownId = useStore(store, (state) => state.shownId)
  const { data: views } = useViews()
  const { data: counters } = useViewCounters()
  const pinned = (views ?? []).filter(({ content }) => content.pinned)
  useCommand('list.views', () => navigation.show('views'))

  return (
    <section aria-labelledby="views-heading">
      <div className={classes.heading}>
        <h2 id="views-heading">{t('views.title')}</h2>
        <Hint id="list.views">
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('views.manage')}
            onClick={() => navigation.show('views')}
          >
            <IconSettings size={15} stroke={1.8} aria-hidden />
          </ActionIcon>
        </Hint>
      </div>
      {pinned.length === 0 ? (
        <p className={classes.none}>{t('views.nonePinned')}</p>
      ) : (
        <ul className={queue.list}>
          {pinned.map((view) => (
            <li key={view.id}>
              <ViewEntry view={view} shown={view.id === shownId} count={counters?.[view.id]} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function ViewEntry({ view, shown, count }: { view: ViewView; shown: boolean; count: number | undefined }) {
  const format = useFormat()
  const navigation = useNavigation()
  const { name, colour } = view.content
  return (
    <UnstyledButton
      className={queue.entry}
      aria-current={shown ? 'true' : undefined}
      onClick={() => navigation.goView(view)}
    >
      <ViewIcon colour={colour} />
      <span className={queue.name}>{name}</span>
      <span className={queue.count}>{count === undefined ? '' : format.number(count)}</span>
    </UnstyledButton>
  )
}
