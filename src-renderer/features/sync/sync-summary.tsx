import { Button, Progress, Switch } from '@mantine/core'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SyncState } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { failureWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { lookOf, toneOf } from './indicator-state.ts'
import classes from './sync.module.css'

/** The state of the desk in words, with the switch and the button; in the popover and on the page. */
export function SyncSummary({ sync, compact = false }: { sync: SyncState; compact?: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useChange()
  const navigation = useNavigation()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  const look = lookOf(sync)

  return (
    <div className={classes.summary} data-compact={compact || undefined}>
      <div>
        <p className={classes.look} data-tone={toneOf(look)}>
          {t(`sync.${look}`)}
        </p>
        <p className={classes.dim}>
          {sync.lastSyncedAt === null
            ? t('sync.never')
            : t('sync.age', { time: format.relative(sync.lastSyncedAt, Math.max(now, sync.lastSyncedAt)) })}
        </p>
        <p className={classes.dim}>
          {sync.waiting > 0 ? t('sync.waiting', { count: sync.waiting }) : t('sync.nothingWaits')}
        </p>
        {sync.conflicts > 0 && <p className={classes.attention}>{t('sync.conflicts', { count: sync.conflicts })}</p>}
        {sync.rejected > 0 && <p className={classes.attention}>{t('sync.rejected', { count: sync.rejected })}</p>}
      </div>
      <Troubles sync={sync} />
      {sync.firstSync && <FirstSyncBar first={sync.firstSync} />}
      <Switch
        checked={sync.workOffline}
        label={t('sync.workOffline')}
        description={t('sync.workOfflineHint')}
        onChange={(event) => {
          const workOffline = event.currentTarget.checked
          void change((desk) => desk.sync.setWorkOffline({ workOffline }))
        }}
      />
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          disabled={sync.workOffline || sync.activity !== 'idle'}
          onClick={() => void change((desk) => desk.sync.now())}
        >
          {t('sync.now')}
        </Button>
        {compact && (
          <Button
            variant="subtle"
            rightSection={<IconArrowRight size={15} aria-hidden />}
            onClick={() => navigation.go('sync')}
          >
            {t('sync.openPage')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Troubles({ sync }: { sync: SyncState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const now = useStore(clock, (state) => state.now)
  const words = sync.problem ? failureWords({ kind: 'problem', problem: sync.problem }, t) : null
  return (
    <>
      {words && !(sync.workOffline && sync.problem?.code === 'work_offline') && (
        <Notice tone="danger" title={words.title} live="status">
          {words.advice}
          {sync.retryAt !== null && sync.retryAt > now && (
            <> {t('sync.nextTry', { time: format.relative(sync.retryAt, now) })}.</>
          )}
        </Notice>
      )}
      {sync.clockSkewMs !== null && (
        <Notice
          tone="waiting"
          title={t(sync.clockSkewMs > 0 ? 'sync.skewAhead' : 'sync.skewBehind', {
            amount: format.duration(sync.clockSkewMs),
          })}
        />
      )}
    </>
  )
}

export function FirstSyncBar({ first }: { first: NonNullable<SyncState['firstSync']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = first.total > 0 ? Math.min(1, first.done / first.total) : 0
  const text = !first.running
    ? t('sync.first.paused')
    : first.phase === 'indexes'
      ? t('sync.first.indexes')
      : first.total === 0
        ? t('sync.first.preparing')
        : t('sync.first.rows', { done: first.done, total: first.total })
  return (
    <div className={classes.first}>
      <Progress.Root size="lg">
        <Progress.Section
          value={share * 100}
          aria-label={t('sync.first.progress')}
          animated={first.running}
          striped={first.running}
        />
      </Progress.Root>
      <p className={classes.firstText}>
        <span>{text}</span>
        <span>{format.percent(share)}</span>
      </p>
    </div>
  )
}
