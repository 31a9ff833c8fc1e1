import { CloseButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import classes from './queue-page.module.css'

const SEEN = 'desk-notice-seen'

/** What the desk found at its start; closed once, it stays closed until there is other news. */
export function DeskNotice({ notice }: { notice: SessionState['notice'] }) {
  const { t } = useTranslation()
  const [seen, setSeen] = useState(() => localStorage.getItem(SEEN))
  if (notice === null || seen === notice) return null

  function close() {
    setSeen(notice)
    // A rebuilt mirror is news every time; where the key lies stays as it is.
    if (notice === 'key_in_file') localStorage.setItem(SEEN, notice)
  }

  return (
    <div className={classes.notice}>
      <Notice
        tone="active"
        title={t(`session.notice.${notice}`)}
        actions={<CloseButton size="sm" aria-label={t('app.close')} onClick={close} />}
      />
    </div>
  )
}
