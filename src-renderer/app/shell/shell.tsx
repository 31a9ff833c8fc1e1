import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AgentView, SessionState, Settings } from '#shared/rpc/models.ts'
import { Overlays } from '../../components/overlays.tsx'
import { BulkResults } from '../../features/bulk/bulk-results.tsx'
import { CustomersPage } from '../../features/customers/customers-page.tsx'
import { DeletionsPage } from '../../features/deletions/deletions-page.tsx'
import { DeviceImportPage } from '../../features/device-import/device-import-page.tsx'
import { DevicesPage } from '../../features/devices/devices-page.tsx'
import { useNoStrayDrops } from '../../features/files/use-no-stray-drops.ts'
import { MacroDialogs } from '../../features/macros/macro-dialogs.tsx'
import { MacrosPage } from '../../features/macros/macros-page.tsx'
import { NewCasePage } from '../../features/new-case/new-case-page.tsx'
import { RegistrationsPage } from '../../features/registrations/registrations-page.tsx'
import { NewRma } from '../../features/rma/new-rma.tsx'
import { RmasPage } from '../../features/rma/rmas-page.tsx'
import { StepDialog } from '../../features/rma/step-dialog.tsx'
import { ScanPage } from '../../features/rma-scan/scan-page.tsx'
import { SignOutDialog } from '../../features/session/sign-out-dialog.tsx'
import { SettingsPage } from '../../features/settings/settings-page.tsx'
import { SyncPage } from '../../features/sync/sync-page.tsx'
import { TemplatesPage } from '../../features/templates/templates-page.tsx'
import { ViewsDialog } from '../../features/views/views-dialog.tsx'
import { useCounters } from '../../rpc/reads.ts'
import { useReading } from '../../rpc/use-reading.ts'
import { writePlace } from '../../stores/place.ts'
import { type Page, useScreen } from '../../stores/screen.ts'
import { ErrorBoundary } from '../error-boundary.tsx'
import { useKeyboard } from '../keys/use-keys.ts'
import { QueuePage } from './queue-page.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { TopBar } from './top-bar.tsx'
import { useAppCommands } from './use-app-commands.ts'
import { useCaseLinks } from './use-case-links.ts'

const DashboardPage = lazy(() =>
  import('../../features/dashboard/dashboard-page.tsx').then((module) => ({ default: module.DashboardPage })),
)
const HelpSheet = lazy(() => import('../keys/help-sheet.tsx').then((module) => ({ default: module.HelpSheet })))
const Palette = lazy(() => import('../keys/palette.tsx').then((module) => ({ default: module.Palette })))

/** Writing the address is slow in a browser; while keys are held it waits. */
const ADDRESS_MS = 250

type Props = { session: SessionState; settings: Settings; agent: AgentView }

export function Shell({ session, settings, agent }: Props) {
  const { view } = useScreen()
  const { page, overlay } = useStore(view)
  useKeyboard(settings.shortcuts, settings.keys)
  useAppCommands(settings, session.host)
  useTitle()
  useCaseLinks()
  useAddress()
  useDraftsBeforeLeaving()
  useNoStrayDrops()

  return (
    <div className={classes.shell}>
      <Rail agent={agent} />
      <TopBar />
      <main className={classes.page}>
        <ErrorBoundary key={page}>
          {page === 'queue' && <QueuePage agent={agent} layout={settings.layout} notice={session.notice} />}
          {page === 'new' && <NewCasePage agent={agent} />}
          {page === 'registrations' && <RegistrationsPage />}
          {page === 'deletions' && <DeletionsPage />}
          {page === 'customers' && <CustomersPage />}
          {page === 'devices' && <DevicesPage agent={agent} />}
          {page === 'deviceImport' && <DeviceImportPage agent={agent} />}
          {page === 'rmas' && <RmasPage />}
          {page === 'rmaScan' && <ScanPage />}
          {page === 'templates' && <TemplatesPage />}
          {page === 'macros' && <MacrosPage />}
          <Suspense>{page === 'dashboard' && <DashboardPage />}</Suspense>
          {page === 'sync' && <SyncPage />}
          {page === 'settings' && <SettingsPage settings={settings} session={session} />}
        </ErrorBoundary>
        <Overlays />
      </main>
      <Suspense>
        {overlay === 'help' && <HelpSheet singleKeys={settings.shortcuts} />}
        {overlay === 'palette' && <Palette />}
      </Suspense>
      {overlay === 'signOut' && <SignOutDialog />}
      {overlay === 'views' && <ViewsDialog />}
      {overlay === 'macro' && <MacroDialogs />}
      {overlay === 'bulkResults' && <BulkResults />}
      <NewRma />
      <StepDialog />
    </div>
  )
}

function useTitle() {
  const { t } = useTranslation()
  const open = useCounters().data?.open
  useEffect(() => {
    const name = t('app.name')
    document.title = open === undefined ? name : t('app.titleOpen', { name, count: open })
  }, [open, t])
}

function useAddress() {
  const { view, views, list, selection, customers, devices, rmas: allRmas } = useScreen()
  const page = useStore(view, (state) => state.page)
  const query = useStore(list.state, (state) => state.query)
  const viewId = useStore(views, (state) => state.shownId)
  const caseId = useStore(selection, (state) => state.openId)
  const contactId = useStore(customers, (state) => state.contactId)
  const deviceId = useStore(devices, (state) => state.deviceId)
  const rmaId = useStore(allRmas, (state) => state.rmaId)
  const rmaView = useStore(allRmas, (state) => state.view)
  const rmaQuery = useStore(allRmas, (state) => state.query)
  const written = useRef<Page | null>(null)
  useEffect(() => {
    const { queue, filter, sort, direction } = query
    const list = { filter, sort, direction }
    const rmas = { rmaId, view: rmaView, query: rmaQuery }
    const place = { page, queue, list, viewId, caseId, contactId, deviceId, rmas }
    const write = () => {
      written.current = page
      history.replaceState(null, '', writePlace(place))
    }
    // Pages change one at a time: a reload right after finds the new one.
    if (written.current !== page) return write()
    const timer = setTimeout(write, ADDRESS_MS)
    return () => clearTimeout(timer)
  }, [page, query, viewId, caseId, contactId, deviceId, rmaId, rmaView, rmaQuery])
}

function useDraftsBeforeLeaving() {
  const {
    drafts,
    marksKeeper,
    newCaseKeeper,
    replyKeeper,
    refusalKeeper,
    templateKeeper,
    macroKeeper,
    editsKeeper,
    estimates,
    rmaForms,
    scanKeeper,
    scanSession,
  } = useScreen()
  useReading(newCaseKeeper.restore)
  useReading(marksKeeper.restore)
  useReading(replyKeeper.restore)
  useReading(refusalKeeper.restore)
  useReading(templateKeeper.restore)
  useReading(macroKeeper.restore)
  useReading(editsKeeper.restore)
  useReading(scanKeeper.restore, { take: () => void scanSession.goOn() })
  useEffect(() => {
    const save = () => {
      drafts.flushAll()
      newCaseKeeper.flush()
      marksKeeper.flush()
      replyKeeper.flush()
      refusalKeeper.flush()
      templateKeeper.flush()
      macroKeeper.flush()
      editsKeeper.flush()
      estimates.flushAll()
      rmaForms.flushAll()
      scanKeeper.flush()
    }
    window.addEventListener('pagehide', save)
    window.addEventListener('beforeunload', save)
    document.addEventListener('visibilitychange', save)
    return () => {
      window.removeEventListener('pagehide', save)
      window.removeEventListener('beforeunload', save)
      document.removeEventListener('visibilitychange', save)
    }
  }, [
    drafts,
    marksKeeper,
    newCaseKeeper,
    replyKeeper,
    refusalKeeper,
    templateKeeper,
    macroKeeper,
    editsKeeper,
    estimates,
    rmaForms,
    scanKeeper,
  ])
}
