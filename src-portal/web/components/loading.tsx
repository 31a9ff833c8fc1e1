import { useWords } from '../i18n/use-words.ts'
import classes from './loading.module.css'

export function Loading() {
  const { t } = useWords()
  return (
    <p className={`late ${classes.loading}`} role="status">
      <span className={classes.spinner} aria-hidden="true" />
      {t('shell.loading')}
    </p>
  )
}
