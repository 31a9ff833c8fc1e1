import { IconAlarm, IconAlertTriangle, IconClockUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ToneChip } from '../../components/tone-chip.tsx'
import { useFormat } from '../../components/use-format.tsx'
import classes from './rma.module.css'

type Props = { flags: { dueAt: number | null; overdue: boolean; pending: boolean; conflict: boolean } }

/** What needs somebody's eye: late, not sent yet, or two changes that met. */
export function Flags({ flags: { dueAt, overdue, pending, conflict } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!overdue && !pending && !conflict) return null
  return (
    <span className={classes.flags}>
      {conflict && <ToneChip tone="danger" Icon={IconAlertTriangle} word={t('rma.conflict')} />}
      {overdue && (
        <span title={dueAt === null ? undefined : t('rma.dueSince', { date: format.exact(dueAt) })}>
          <ToneChip tone="danger" Icon={IconAlarm} word={t('rma.overdue')} />
        </span>
      )}
      {pending && (
        <span className={classes.pending} title={t('case.pendingField')}>
          <IconClockUp size={14} stroke={2} aria-hidden />
          <span className="visually-hidden">{t('case.pendingField')}</span>
        </span>
      )}
    </span>
  )
}
