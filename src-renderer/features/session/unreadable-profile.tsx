import { Button, Modal } from '@mantine/core'
import { IconLockExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { Overlays } from '../../components/overlays.tsx'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { Brand } from './brand.tsx'
import classes from './full-page.module.css'

/** A profile that cannot be opened: why, and the way on that loses nothing. */
export function UnreadableProfile({ code }: { code: 'wrong_key' | 'newer_database' }) {
  const { t } = useTranslation()
  const { client, queryClient } = useDesk()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)
  const [keptIn, setKeptIn] = useState<string | null>(null)

  async function startAnew() {
    setAsking(false)
    setProblem(null)
    try {
      setKeptIn((await client.session.startAnew()).keptIn)
    } catch (error) {
      setProblem(errorWords(error, t))
    }
  }

  const goOn = () => void queryClient.resetQueries()
  const again = (
    <Button variant="default" onClick={goOn}>
      {t('app.retry')}
    </Button>
  )

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand />
        <IconLockExclamation size={32} stroke={1.5} aria-hidden />
        <h1 className={classes.title}>{t(`problem.${code}.title`)}</h1>
        <p className={classes.text}>{t(`problem.${code}.advice`)}</p>
        {problem && (
          <Notice tone="danger" live="alert" title={problem.title}>
            {problem.advice}
          </Notice>
        )}
        {keptIn ? (
          <>
            <Notice tone="active" live="status" title={t('session.startAnewDone', { path: keptIn })} />
            <Button size="sm" onClick={goOn}>
              {t('session.signIn')}
            </Button>
          </>
        ) : (
          <div className={classes.buttons}>
            {again}
            <Button onClick={() => setAsking(true)}>{t('session.startAnew')}</Button>
          </div>
        )}
      </div>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('session.startAnewTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <p>{t('session.startAnewText')}</p>
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
          <Button onClick={() => void startAnew()}>{t('session.startAnew')}</Button>
        </div>
      </Modal>
      <Overlays />
    </main>
  )
}
