import { IconCircleCheck, IconHourglass, IconTool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type CaseStatus, type StatusGroup, statusGroup } from '#shared/domain/status.ts'
import classes from './status.module.css'

/** Status is always colour, icon and word together. */
export function StatusIcon({ group, size = 14 }: { group: StatusGroup; size?: number }) {
  const props = { size, stroke: 2, 'aria-hidden': true, className: classes.icon }
  switch (group) {
    case 'waiting':
      return <IconHourglass {...props} />
    case 'active':
      return <IconTool {...props} />
    case 'closed':
      return <IconCircleCheck {...props} />
    default:
      return assertNever(group)
  }
}

export function StatusChip({ status, short = false }: { status: CaseStatus; short?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={classes.chip} data-group={statusGroup(status)} title={short ? t(`status.${status}`) : undefined}>
      <StatusIcon group={statusGroup(status)} size={12} />
      <span className={classes.word}>{t(short ? `statusShort.${status}` : `status.${status}`)}</span>
    </span>
  )
}
