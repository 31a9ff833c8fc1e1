import { useTranslation } from 'react-i18next'
import classes from './composer.module.css'
import type { DraftState } from './draft-saver.ts'

/** Says "saved" only when the desk has answered. */
export function DraftHint({ state }: { state: DraftState }) {
  const { t } = useTranslation()
  if (state === 'clean') return null
  if (state === 'failed') {
    return (
      <span className={classes.draft} data-failed role="alert">
        {t('composer.draftFailed')}
      </span>
    )
  }
  return <span className={classes.draft}>{t(state === 'saved' ? 'composer.draftSaved' : 'composer.draftSaving')}</span>
}
