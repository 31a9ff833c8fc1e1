import { Button, Progress, Switch } from '@mantine/core'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SyncState } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import page from '../../components/page.module.css'
import { failureWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { lookOf, toneOf } from './indicator-state.ts'
import type { UploadProgress } from './operation-words.ts'
import classes from './sync.module.css'

type Props = { sync: SyncState; uploads?: UploadProgress | null; compact?: boolean }

/** The state of the desk in words, with the switch and the button; in the popover and on the page. */
export function SyncSummary({ sync, uploads = null, compact = false }: Props) {
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
        <p className={page.dim}>
          {sync.lastSyncedAt === null
            ? t('sync.never')
            : t('sync.age', { time: format.relative(sync.lastSyncedAt, Math.max(now, sync.lastSyncedAt)) })}
          {sync.lastSyncedAt !== null && sync.lastSyncMs !== null && (
            <>, {t('sync.took', { time: format.took(sync.lastSyncMs) })}</>
          )}
        </p>
        <p className={page.dim}>
          {sync.waiting > 0 ? t('sync.waiting', { count: sync.waiting }) : t('sync.nothingWaits')}
        </p>
        <Attention sync={sync} />
      </div>
      <Troubles sync={sync} />
      {sync.firstSync && <FirstSyncBar first={sync.firstSync} />}
      {uploads && <UploadBar uploads={uploads} />}
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

/** What only a person can go on with, each with its number. */
function Attention({ sync }: { sync: SyncState }) {
  const { t } = useTranslation()
  const sentences = [
    sync.heldDeletions && t('sync.heldDeletions', { count: sync.heldDeletions.rows }),
    sync.conflicts > 0 && t('sync.conflicts', { count: sync.conflicts }),
    sync.rejected > 0 && t('sync.rejected', { count: sync.rejected }),
    sync.quarantined > 0 && t('sync.quarantined', { count: sync.quarantined }),
    sync.recovered > 0 && t('sync.recovered', { count: sync.recovered }),
  ]
  return sentences.map(
    (sentence) =>
      sentence && (
        <p key={sentence} className={classes.attention}>
          {sentence}
        </p>
      ),
  )
}

function UploadBar({ uploads }: { uploads: UploadProgress }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = uploads.size > 0 ? uploads.sent / uploads.size : 0
  return (
    <div className={classes.first}>
      <Progress.Root size="lg">
        <Progress.Section
          value={share * 100}
          aria-label={t('sync.uploads', { count: uploads.files })}
          animated
          striped
        />
      </Progress.Root>
      <p className={classes.firstText}>
        <span>{t('sync.uploads', { count: uploads.files })}</span>
        <span>
          {format.bytes(uploads.sent)} / {format.bytes(uploads.size)}
        </span>
      </p>
    </div>
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
