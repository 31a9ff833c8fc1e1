import { Popover, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockUp,
  IconCloudOff,
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
          {sync.conflicts + sync.rejected > 0 && (
            <span className={classes.count} data-tone="danger">
              <IconAlertTriangle size={13} stroke={2} aria-hidden />
              <span aria-hidden>{format.number(sync.conflicts + sync.rejected)}</span>
              <span className="visually-hidden">
                {sync.conflicts > 0 && t('sync.conflicts', { count: sync.conflicts })}{' '}
                {sync.rejected > 0 && t('sync.rejected', { count: sync.rejected })}
              </span>
            </span>
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
