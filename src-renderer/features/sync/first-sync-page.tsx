import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SyncState } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { Overlays } from '../../components/overlays.tsx'
import { failureWords } from '../../components/problem-words.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { Brand } from '../session/brand.tsx'
import page from '../session/full-page.module.css'
import { SignOutDialog } from '../session/sign-out-dialog.tsx'
import classes from './sync.module.css'
import { FirstSyncBar } from './sync-summary.tsx'

type Props = { sync: SyncState; first: NonNullable<SyncState['firstSync']> }

/** The very first start: how far the cases have come, with a way to pause. */
export function FirstSyncPage({ sync, first }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  const navigation = useNavigation()
  const { view } = useScreen()
  const signingOut = useStore(view, (state) => state.overlay === 'signOut')
  const words = sync.problem ? failureWords({ kind: 'problem', problem: sync.problem }, t) : null
  const toggle = () => void change((desk) => (first.running ? desk.sync.pauseFirstSync() : desk.sync.resumeFirstSync()))

  return (
    <main className={page.page}>
      <div className={page.card}>
        <Brand />
        <h1 className={page.title}>{t('sync.first.title')}</h1>
        <p className={page.text}>{t('sync.first.text')}</p>
        <FirstSyncBar first={first} />
        {words && (
          <Notice tone="danger" title={words.title} live="alert">
            {words.advice}
          </Notice>
        )}
        <div className={classes.buttons}>
          <Button
            size="sm"
            variant={first.running ? 'default' : 'filled'}
            leftSection={
              first.running ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
            }
            onClick={toggle}
          >
            {t(first.running ? 'sync.first.pause' : 'sync.first.resume')}
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={() => navigation.show('signOut')}>
            {t('nav.signOut')}
          </Button>
        </div>
      </div>
      {signingOut && <SignOutDialog />}
      <Overlays />
    </main>
  )
}
