import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

export type NoticeTone = 'info' | 'good' | 'danger' | 'waiting'

const ICONS = { info: IconInfoCircle, good: IconCircleCheck, danger: IconAlertTriangle, waiting: IconAlertTriangle }

type Props = {
  tone?: NoticeTone
  title?: string
  /** Read aloud when it appears: `alert` at once, `status` when there is a pause. */
  role?: 'alert' | 'status'
  children?: ReactNode
}

/** Colour, icon and word together. */
export function Notice({ tone = 'info', title, role, children }: Props) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon size={22} stroke={2} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        {title ? <p className={classes.title}>{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
