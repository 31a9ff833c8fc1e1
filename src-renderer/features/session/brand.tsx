import { useTranslation } from 'react-i18next'
import classes from './full-page.module.css'

export function Brand() {
  const { t } = useTranslation()
  return (
    <div className={classes.brand}>
      <span className={classes.mark} aria-hidden>
        <svg viewBox="0 0 20 20" width="18" height="18" role="presentation">
          <path d="M3 5h14M3 10h14M3 15h8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
        </svg>
      </span>
      {t('app.name')}
    </div>
  )
}
