import type { ReactNode } from 'react'
import classes from './empty.module.css'

type Props = { icon: ReactNode; title: string; advice?: string; children?: ReactNode; alert?: boolean }

/** What an empty or broken part of the screen says: what it is and what to do next. */
export function Empty({ icon, title, advice, children, alert = false }: Props) {
  return (
    <div className={classes.empty} role={alert ? 'alert' : undefined}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <p className={classes.title}>{title}</p>
      {advice && <p className={classes.advice}>{advice}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  )
}
