import { IconCircleCheck, IconHourglass, IconTool } from '@tabler/icons-react'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type CaseStatus, type StatusGroup, statusGroup } from '#shared/domain/status.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './status.module.css'

/** Status is always colour, icon and word together, the same as on the agents' screen. */
export function StatusIcon({ group, size = 16 }: { group: StatusGroup; size?: number }) {
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

export function StatusChip({ status }: { status: CaseStatus }) {
  const { t } = useWords()
  return (
    <span className={classes.chip} data-group={statusGroup(status)}>
      <StatusIcon group={statusGroup(status)} />
      {t(`shell.status.${status}`)}
    </span>
  )
}
