import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Empty } from '../components/empty.tsx'
import { failureWords } from '../components/problem-words.ts'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { UnreadableProfile } from '../features/session/unreadable-profile.tsx'
import { FirstSyncPage } from '../features/sync/first-sync-page.tsx'
import { useDesk } from '../rpc/desk.tsx'
import { toFailure } from '../rpc/problem.ts'
import { useSession, useSettings, useSyncState } from '../rpc/reads.ts'
import classes from './gate.module.css'
import { LiveRegion } from './live-region.tsx'
import { Shell } from './shell/shell.tsx'
import { useDeskEvents } from './use-desk-events.ts'

/** Which of the full-window pages is shown: the desk is away, cannot be opened, wants a sign-in, loads, or works. */
export function Gate() {
  const { t } = useTranslation()
  const { connection } = useDesk()
  const { status, generation } = useStore(connection.state)
  useDeskEvents()

  if (generation === 0) {
    return status !== 'connecting' ? (
      <main className={classes.full}>
        <DeskAway refused={status === 'refused'} />
      </main>
    ) : (
      <main className={classes.full} aria-busy>
        <Waiting label={t('connection.connecting')} />
      </main>
    )
  }
  return (
    <div className={classes.root}>
      {(status === 'lost' || status === 'refused') && (
        <div className={classes.banner} role="alert">
          <IconPlugConnectedX size={16} aria-hidden />
          {t(status === 'lost' ? 'connection.lostBanner' : 'connection.refusedBanner')}
        </div>
      )}
      <Opened />
      <LiveRegion />
    </div>
  )
}

function Opened() {
  const { t } = useTranslation()
  const session = useSession()
  const settings = useSettings()
  const sync = useSyncState()
  const error = session.error ?? settings.error ?? sync.error

  if (session.data && settings.data && sync.data) {
    if (!session.data.agent) return <SignInPage portalUrl={settings.data.portalUrl} version={session.data.version} />
    const first = sync.data.firstSync
    if (first && sync.data.lastSyncedAt === null) return <FirstSyncPage sync={sync.data} first={first} />
    return <Shell session={session.data} settings={settings.data} agent={session.data.agent} />
  }
  if (error) {
    const failure = toFailure(error)
    const code = failure.kind === 'problem' ? failure.problem.code : null
    if (code === 'wrong_key' || code === 'newer_database') return <UnreadableProfile code={code} />
    if (failure.kind === 'problem') {
      const words = failureWords(failure, t)
      const again = () => void Promise.all([session.refetch(), settings.refetch(), sync.refetch()])
      return (
        <main className={classes.full}>
          <Empty alert icon={<IconAlertTriangle size={26} stroke={1.6} />} title={words.title} advice={words.advice}>
            <Button onClick={again}>{t('app.retry')}</Button>
          </Empty>
        </main>
      )
    }
  }
  return (
    <main className={classes.full} aria-busy>
      <Waiting label={t('app.loading')} />
    </main>
  )
}

function DeskAway({ refused }: { refused: boolean }) {
  const { t } = useTranslation()
  return (
    <Empty
      alert
      icon={<IconPlugConnectedX size={26} stroke={1.6} />}
      title={t(refused ? 'connection.refusedTitle' : 'connection.lostTitle')}
      advice={t(refused ? 'connection.refusedAdvice' : 'connection.lostAdvice')}
    >
      {!refused && <Loader size="xs" aria-label={t('connection.connecting')} />}
    </Empty>
  )
}

/** Nothing for a moment, then a quiet spinner: a fast start never flashes. */
function Waiting({ label }: { label: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400)
    return () => clearTimeout(timer)
  }, [])
  return late ? <Loader size="sm" aria-label={label} /> : <span className="visually-hidden">{label}</span>
}
