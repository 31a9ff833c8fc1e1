import { useTranslation } from 'react-i18next'
import classes from './scan.module.css'
import { countsOf, type ScanEntry } from './scanning.ts'

export function ScanCounts({ entries }: { entries: readonly ScanEntry[] }) {
  const { t } = useTranslation()
  const { done, already, open } = countsOf(entries)
  return (
    <p className={classes.counts}>
      <span>{t('rmaScan.counts.scans', { count: entries.length })}</span>
      <span data-tone="good">{t('rmaScan.counts.done', { count: done })}</span>
      <span>{t('rmaScan.counts.already', { count: already })}</span>
      <span data-tone={open > 0 ? 'bad' : undefined}>{t('rmaScan.counts.open', { count: open })}</span>
    </p>
  )
}
