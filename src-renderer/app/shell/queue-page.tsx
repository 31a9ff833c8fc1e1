import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView, SessionState, Settings } from '#shared/rpc/models.ts'
import { CasePane } from '../../features/case/case-pane.tsx'
import { ContextPanel } from '../../features/context/context-panel.tsx'
import { CaseListPane } from '../../features/queue/case-list-pane.tsx'
import { QueueList } from '../../features/queue/queue-list.tsx'
import type { Triage } from '../../features/triage/triage.ts'
import { TriageBar } from '../../features/triage/triage-bar.tsx'
import { TriageEnd } from '../../features/triage/triage-end.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import { DeskNotice } from './desk-notice.tsx'
import { Divider } from './divider.tsx'
import { PANES, usePanes } from './panes.ts'
import classes from './queue-page.module.css'

const WIDE = '(min-width: 1100px)'

type Props = { agent: AgentView; layout: Settings['layout']; notice: SessionState['notice'] }

type TriageProps = Omit<Props, 'layout'> & { now: Triage; wide: boolean }

/** One case after the other, without the lists beside it. */
function TriagePage({ now, agent, wide, notice }: TriageProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.page}>
      <DeskNotice notice={notice} />
      <TriageBar now={now} />
      <div className={classes.triage} data-wide={wide}>
        <section className={classes.case} aria-label={t('case.pane')}>
          {now.currentId === null ? (
            <TriageEnd now={now} />
          ) : (
            <ErrorBoundary resetKey={now.currentId}>
              <CasePane agent={agent} wide={wide} />
            </ErrorBoundary>
          )}
        </section>
        {wide && now.currentId !== null && (
          <section className={classes.context} aria-label={t('case.panel')}>
            <ContextPanel />
          </section>
        )}
      </div>
      {!wide && <ContextDrawer />}
    </div>
  )
}

/** The panel beside the case, where there is no room for it. */
function ContextDrawer() {
  const { t } = useTranslation()
  const { view } = useScreen()
  const navigation = useNavigation()
  const opened = useStore(view, (state) => state.overlay === 'context')
  return (
    <Drawer
      opened={opened}
      onClose={() => navigation.hide('context')}
      position="right"
      size={340}
      title={t('case.panel')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <ContextPanel />
    </Drawer>
  )
}

export function QueuePage(props: Props) {
  const wide = useMediaQuery(WIDE, matchMedia(WIDE).matches)
  const { triage } = useScreen()
  const now = useStore(triage, (state) => state.now)
  return now ? <TriagePage {...props} now={now} wide={wide} /> : <ListsPage {...props} wide={wide} />
}

function ListsPage({ agent, layout, notice, wide }: Props & { wide: boolean }) {
  const { t } = useTranslation()
  const { selection } = useScreen()
  const openId = useStore(selection, (state) => state.openId)
  const panes = usePanes(layout)

  return (
    <div className={classes.page}>
      <DeskNotice notice={notice} />
      <div className={classes.panes} ref={panes.ref} style={panes.style} data-wide={wide}>
        <nav className={classes.queues} aria-label={t('panes.navigation')}>
          <QueueList />
        </nav>
        <Divider label={t('panes.queues')} pane={PANES.queues} panes={panes} name="queues" />
        <section className={classes.list} aria-label={t('panes.cases')}>
          <CaseListPane agent={agent} />
        </section>
        <Divider label={t('panes.list')} pane={PANES.list} panes={panes} name="list" />
        <section className={classes.case} aria-label={t('case.pane')}>
          <ErrorBoundary resetKey={openId}>
            <CasePane agent={agent} wide={wide} />
          </ErrorBoundary>
        </section>
        {wide && (
          <>
            <Divider label={t('panes.context')} pane={PANES.context} panes={panes} name="context" />
            <section className={classes.context} aria-label={t('case.panel')}>
              <ContextPanel />
            </section>
          </>
        )}
      </div>
      {!wide && <ContextDrawer />}
    </div>
  )
}
