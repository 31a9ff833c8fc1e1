import { useState } from 'react'
import { Link } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import { usePortal } from './portal.ts'

export function NotFound() {
  const { t } = useWords()
  return (
    <Page title={t('shell.notFound.title')}>
      <p>{t('shell.notFound.advice')}</p>
      <p>
        <Link href={CUSTOMER_PAGES.start}>{t('shell.notFound.home')}</Link>
      </p>
    </Page>
  )
}

/** The portal did not answer at the start. */
export function Unreachable() {
  const { t } = useWords()
  const { session } = usePortal()
  const [busy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    await session.load()
    setBusy(false)
  }
  return (
    <Page title={t('shell.unreachable.title')}>
      <Notice tone="danger">{t('shell.unreachable.advice')}</Notice>
      <Button onClick={() => void retry()} busy={busy}>
        {t('shell.retry')}
      </Button>
    </Page>
  )
}

export function Crash() {
  const { t } = useWords()
  return (
    <Page title={t('shell.crash.title')}>
      <Notice tone="danger">{t('shell.crash.advice')}</Notice>
      <Button onClick={() => location.reload()}>{t('shell.crash.reload')}</Button>
    </Page>
  )
}
