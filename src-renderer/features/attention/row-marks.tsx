import { IconBellRinging, IconBellZ } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseAttention } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import classes from './attention.module.css'

/** In a row of the list: until when it is put off, or that it has come back. */
export function SnoozeMark({ asleep, snoozedUntil, back }: Pick<CaseAttention, 'asleep' | 'snoozedUntil' | 'back'>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (back) {
    const words = t(back === 'time' ? 'list.rowBackTime' : 'list.rowBackAnswer')
    return (
      <span className={classes.mark} data-tone="back" title={words}>
        <IconBellRinging size={12} stroke={2} aria-hidden />
        <span aria-hidden>{t('list.rowBack')}</span>
        <span className="visually-hidden">{words}</span>
      </span>
    )
  }
  if (!asleep) return null
  const until = snoozedUntil === null ? null : format.moment(snoozedUntil)
  const words = until === null ? t('list.rowAsleepAnswer') : t('list.rowAsleep', { until })
  return (
    <span className={classes.mark} data-tone="asleep" title={words}>
      <IconBellZ size={12} stroke={2} aria-hidden />
      {until && <span aria-hidden>{until}</span>}
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
