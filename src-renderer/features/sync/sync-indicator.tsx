import { Popover, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconBan,
  IconBarrierBlock,
  IconCircleCheck,
  IconClockUp,
  IconCloudOff,
  IconLifebuoy,
  IconPlugOff,
  IconRefresh,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SyncState } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useSyncState } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { lookOf, type SyncLook, toneOf } from './indicator-state.ts'
import classes from './sync-indicator.module.css'
import { SyncSummary } from './sync-summary.tsx'

const ICONS: Record<SyncLook, typeof IconRefresh> = {
  signedOut: IconAlertTriangle,
  workingOffline: IconPlugOff,
  offline: IconCloudOff,
  needsDecision: IconAlertTriangle,
  trouble: IconAlertTriangle,
  firstSync: IconRefresh,
  pushing: IconRefresh,
  pulling: IconRefresh,
  online: IconCircleCheck,
}

const ATTENTION = [
  ['conflicts', IconAlertTriangle],
  ['rejected', IconBan],
  ['quarantined', IconBarrierBlock],
  ['recovered', IconLifebuoy],
] as const

/** The corner that always tells whether the desk and the portal agree, and what waits. */
export function SyncIndicator() {
  const { data: sync } = useSyncState()
  return sync ? <Indicator sync={sync} /> : null
}

function Indicator({ sync }: { sync: SyncState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { view } = useScreen()
  const navigation = useNavigation()
  const opened = useStore(view, (state) => state.overlay === 'syncPopover')
  const look = lookOf(sync)
  const Icon = ICONS[look]

  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? navigation.show('syncPopover') : navigation.hide('syncPopover'))}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.indicator}
          data-tone={toneOf(look)}
          onClick={() => navigation.show(opened ? null : 'syncPopover')}
        >
          <Icon size={16} stroke={2} aria-hidden className={classes.icon} />
          <span className="visually-hidden">{t('sync.title')}: </span>
          <span className={classes.word}>{t(`sync.${look}`)}</span>
          {sync.waiting > 0 && (
            <span className={classes.count} data-tone="waiting">
              <IconClockUp size={13} stroke={2} aria-hidden />
              <span aria-hidden>{format.number(sync.waiting)}</span>
              <span className="visually-hidden">{t('sync.waiting', { count: sync.waiting })}</span>
            </span>
          )}
          {ATTENTION.map(
            ([what, Sign]) =>
              sync[what] > 0 && (
                <span key={what} className={classes.count} title={t(`sync.${what}`, { count: sync[what] })}>
                  <Sign size={13} stroke={2} aria-hidden />
                  <span aria-hidden>{format.number(sync[what])}</span>
                  <span className="visually-hidden">{t(`sync.${what}`, { count: sync[what] })}</span>
                </span>
              ),
          )}
          {sync.lastSyncedAt !== null && <Time at={sync.lastSyncedAt} brief className={classes.age} />}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('sync.title')}>
        <SyncSummary sync={sync} compact />
      </Popover.Dropdown>
    </Popover>
  )
}
