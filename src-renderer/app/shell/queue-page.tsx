import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView, SessionState, Settings } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { CasePane } from '../../features/case/case-pane.tsx'
import { ContextPanel } from '../../features/context/context-panel.tsx'
import { CaseListPane } from '../../features/queue/case-list-pane.tsx'
import { QueueList } from '../../features/queue/queue-list.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import { Divider } from './divider.tsx'
import { PANES, usePanes } from './panes.ts'
import classes from './queue-page.module.css'

const WIDE = '(min-width: 1100px)'

type Props = { agent: AgentView; layout: Settings['layout']; notice: SessionState['notice'] }

export function QueuePage({ agent, layout, notice }: Props) {
  const { t } = useTranslation()
  const wide = useMediaQuery(WIDE, matchMedia(WIDE).matches)
  const { view, selection } = useScreen()
  const navigation = useNavigation()
  const overlay = useStore(view, (state) => state.overlay)
  const openId = useStore(selection, (state) => state.openId)
  const panes = usePanes(layout)
  const [noticeSeen, setNoticeSeen] = useState(false)

  return (
    <div className={classes.page}>
      {notice && !noticeSeen && (
        <div className={classes.notice}>
          <Notice
            tone="active"
            title={t(`session.notice.${notice}`)}
            actions={
              <button type="button" className={classes.seen} onClick={() => setNoticeSeen(true)}>
                {t('app.close')}
              </button>
            }
          />
        </div>
      )}
      <div className={classes.panes} ref={panes.ref} style={panes.style} data-wide={wide}>
        <nav className={classes.queues} aria-label={t('panes.navigation')}>
          <QueueList />
        </nav>
        <Divider label={t('panes.queues')} pane={PANES.queues} panes={panes} name="queues" />
        <section className={classes.list} aria-label={t('panes.cases')}>
          <CaseListPane />
        </section>
        <Divider label={t('panes.list')} pane={PANES.list} panes={panes} name="list" />
        <main className={classes.case}>
          <ErrorBoundary key={openId}>
            <CasePane agent={agent} wide={wide} />
          </ErrorBoundary>
        </main>
        {wide && (
          <>
            <Divider label={t('panes.context')} pane={PANES.context} panes={panes} name="context" />
            <aside className={classes.context} aria-label={t('case.panel')}>
              <ContextPanel />
            </aside>
          </>
        )}
      </div>
      {!wide && (
        <Drawer
          opened={overlay === 'context'}
          onClose={() => navigation.show(null)}
          position="right"
          size={340}
          title={t('case.panel')}
          closeButtonProps={{ 'aria-label': t('app.close') }}
        >
          <ContextPanel />
        </Drawer>
      )}
    </div>
  )
}
