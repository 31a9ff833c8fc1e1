import { Button, Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './full-page.module.css'

/** Asks before signing out; a second time, with the number, when work is unsent; and again when the number is another. */
export function SignOutDialog() {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { drafts } = useScreen()
  const { client, queryClient } = useDesk()
  const [wipe, setWipe] = useState(false)
  const [unsent, setUnsent] = useState<number | null>(null)
  const [problem, setProblem] = useState<Words | null>(null)
  const [busy, setBusy] = useState(false)

  async function signOut(force = false) {
    setBusy(true)
    setProblem(null)
    try {
      drafts.flushAll()
      await client.session.signOut({ wipe, force })
      navigation.show(null)
      // Nothing of the last agent stays in the window's memory.
      location.reload()
    } catch (error) {
      const failure = toFailure(error)
      if (failure.kind === 'problem' && failure.problem.code === 'unsent_work') {
        const count = Number(failure.problem.params.count ?? 0)
        // Drafts and forms count only where they are removed: the number that was shown may have been without them.
        if (count === unsent) return signOut(true)
        setUnsent(count)
      } else setProblem(errorWords(error, t))
      setBusy(false)
    }
    void queryClient.invalidateQueries()
  }

  const label =
    wipe && unsent !== null ? 'session.signOutWipe' : unsent !== null ? 'session.signOutAnyway' : 'session.signOut'

  return (
    <Modal
      opened
      onClose={() => navigation.hide('signOut')}
      title={t('session.signOutTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes.stack}>
        {!wipe && <p>{t('session.signOutText')}</p>}
        {unsent !== null && (
          <Notice
            tone={wipe ? 'danger' : 'waiting'}
            live="alert"
            title={t(wipe ? 'session.wipeUnsent' : 'session.unsent', { count: unsent })}
          />
        )}
        {problem && (
          <Notice tone="danger" live="alert" title={problem.title}>
            {problem.advice}
          </Notice>
        )}
        <Checkbox
          checked={wipe}
          label={t('session.wipe')}
          description={t('session.wipeHint')}
          onChange={(event) => setWipe(event.currentTarget.checked)}
        />
      </div>
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={() => navigation.show(null)}>
          {t('session.stay')}
        </Button>
        <Button color={wipe ? 'red.9' : 'spica'} loading={busy} onClick={() => void signOut()}>
          {t(label)}
        </Button>
      </div>
    </Modal>
  )
}
