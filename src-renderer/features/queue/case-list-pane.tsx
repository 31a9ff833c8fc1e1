import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './case-list.module.css'
import { CaseList } from './case-list.tsx'
import { EmptyQueue } from './empty-queue.tsx'
import { ListHeader } from './list-header.tsx'

export function CaseListPane() {
  const { t } = useTranslation()
  const { list } = useScreen()
  const status = useStore(list.state, (state) => state.status)
  const empty = useStore(list.state, (state) => state.window.total === 0)
  const error = useStore(list.state, (state) => state.error)
  useEffect(() => list.refresh(), [list])

  return (
    <div className={classes.pane}>
      <ListHeader />
      <div className={classes.body}>
        {status === 'failed' && empty ? (
          <Empty
            alert
            icon={<IconAlertTriangle size={24} stroke={1.6} />}
            title={t('queue.failed')}
            advice={errorWords(error, t).advice}
          >
            <Button onClick={() => list.refresh()}>{t('app.retry')}</Button>
          </Empty>
        ) : status === 'ready' && empty ? (
          <EmptyQueue />
        ) : (
          <CaseList />
        )}
      </div>
    </div>
  )
}
