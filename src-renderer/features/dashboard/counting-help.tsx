import { useTranslation } from 'react-i18next'
import classes from './dashboard.module.css'

const POINTS = ['cases', 'opened', 'first', 'solved', 'promises', 'median', 'groups', 'days'] as const

/** What is counted, and how. */
export function CountingHelp() {
  const { t } = useTranslation()
  return (
    <details className={classes.help}>
      <summary>{t('dashboard.help.title')}</summary>
      <ul>
        {POINTS.map((point) => (
          <li key={point}>{t(`dashboard.help.${point}`)}</li>
        ))}
      </ul>
    </details>
  )
}
