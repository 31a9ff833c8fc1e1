import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Empty } from '../../components/empty.tsx'
import { errorWords } from '../../components/problem-words.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { useMarkKeys } from '../bulk/use-marks.ts'
import { useTriage } from '../triage/use-triage.ts'
import { useListName } from '../views/use-list-name.ts'
import classes from './case-list.module.css'
import { CaseList } from './case-list.tsx'
import { EmptyQueue } from './empty-queue.tsx'
import { ListHeader } from './list-header.tsx'

export function CaseListPane({ agent }: { agent: AgentView }) {
  const { t } = useTranslation()
  const { list, marks } = useScreen()
  const selecting = useStore(marks, (state) => state.ids.size > 0)
  useMarkKeys()
  const triage = useTriage()
  const name = useListName()
  useCommand('triage.start', () => triage.start(name))
  const status = useStore(list.state, (state) => state.status)
  const empty = useStore(list.state, (state) => state.window.total === 0)
  const error = useStore(list.state, (state) => state.error)
  useEffect(() => list.refresh(), [list])
  useMarkReopened(status === 'ready')

  return (
    <div className={classes.pane}>
      <ListHeader />
      {selecting && <BulkBar agent={agent} />}
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

/** After a reload the pane shows the case it had; the list marks it once it knows where it is. */
function useMarkReopened(ready: boolean) {
  const { selection } = useScreen()
  const navigation = useNavigation()
  const done = useRef(false)
  useEffect(() => {
    if (!ready || done.current) return
    done.current = true
    const { openId, cursor } = selection.getState()
    if (openId && !cursor) navigation.mark(openId)
  }, [ready, selection, navigation])
}
