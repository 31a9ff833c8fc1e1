import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

type Props = {
  tone: 'danger' | 'waiting' | 'active'
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** `alert` interrupts, `status` waits for a pause; none when it stands on the page from its start. */
  live?: 'alert' | 'status'
}

export function Notice({ tone, title, children, actions, live }: Props) {
  const Icon = tone === 'active' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={classes.notice} data-tone={tone} role={live}>
      <Icon size={17} stroke={2} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children && <div className={classes.text}>{children}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
