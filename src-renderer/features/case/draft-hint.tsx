import { useTranslation } from 'react-i18next'
import classes from './composer.module.css'
import type { DraftState } from './draft-saver.ts'
import type { DraftWork } from './draft-work.ts'

type Props = { state: DraftState; unread: boolean; work: DraftWork | undefined }

/** Says "saved" only when the desk has answered. */
export function DraftHint({ state, unread, work }: Props) {
  const { t } = useTranslation()
  if (unread || state === 'failed') {
    return (
      <span className={classes.draft} data-failed role="alert">
        {t(unread ? 'app.unread' : 'composer.draftFailed')}
      </span>
    )
  }
  if (work === 'takingBack') {
    return (
      <span className={classes.draft} role="status">
        {t('composer.takingBack')}
      </span>
    )
  }
  if (state === 'clean') return null
  return <span className={classes.draft}>{t(state === 'saved' ? 'composer.draftSaved' : 'composer.draftSaving')}</span>
}
