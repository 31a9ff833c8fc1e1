import { type ZoomStep, zoomAfter } from '#shared/domain/zoom.ts'
import type { SessionState, Settings } from '#shared/rpc/models.ts'
import { useQuietHour } from '../../features/notices/use-quiet-hour.ts'
import { useSyncState } from '../../rpc/reads.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useSetSettings } from '../../rpc/use-set-settings.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useCommand } from '../keys/use-keys.ts'
import { useScheme } from '../use-scheme.ts'

/** Commands that work on every page. */
export function useAppCommands(settings: Settings, host: SessionState['host']): void {
  const navigation = useNavigation()
  const change = useChange()
  const setSettings = useSetSettings()
  const quietHour = useQuietHour()
  const { data: sync } = useSyncState()
  const scheme = useScheme(settings.theme)
  const zoomable = host === 'electron'
  const zoom = (step: ZoomStep) => void setSettings({ zoom: zoomAfter(settings.zoom, step) })

  useCommand('go.queues', () => navigation.goQueue('open'))
  useCommand('go.mine', () => navigation.goQueue('mine'))
  useCommand('go.unassigned', () => navigation.goQueue('unassigned'))
  useCommand('go.breached', () => navigation.goQueue('breached'))
  useCommand('go.atRisk', () => navigation.goQueue('at_risk'))
  useCommand('app.notices', () => navigation.show('notices'))
  useCommand('app.quietHour', () => void quietHour(settings.notices))
  useCommand('go.snoozed', () => navigation.goQueue('snoozed'))
  useCommand('go.registrations', () => navigation.go('registrations'))
  useCommand('go.deletions', () => navigation.go('deletions'))
  useCommand('go.customers', () => navigation.go('customers'))
  useCommand('go.templates', () => navigation.go('templates'))
  useCommand('go.macros', () => navigation.go('macros'))
  useCommand('go.devices', () => navigation.go('devices'))
  useCommand('go.rmas', () => navigation.goRmas())
  useCommand('go.rmaScan', () => navigation.go('rmaScan'))
  useCommand('go.dashboard', () => navigation.go('dashboard'))
  useCommand('app.newCase', () => navigation.go('new'))
  useCommand('go.sync', () => navigation.go('sync'))
  useCommand('go.settings', () => navigation.go('settings'))
  useCommand('selection.results', () => navigation.show('bulkResults'))
  useCommand('app.help', () => navigation.show('help'))
  useCommand('app.palette', () => navigation.show('palette'))
  useCommand('app.theme', () => {
    void setSettings({ theme: scheme === 'dark' ? 'light' : 'dark' })
  })
  useCommand('app.zoomIn', () => zoom('in'), zoomable)
  useCommand('app.zoomOut', () => zoom('out'), zoomable)
  useCommand('app.zoomReset', () => zoom('reset'), zoomable)
  useCommand('app.syncNow', () => void change((desk) => desk.sync.now()))
  useCommand('app.workOffline', () => {
    void change((desk) => desk.sync.setWorkOffline({ workOffline: !sync?.workOffline }))
  })
}
