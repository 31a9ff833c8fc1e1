import { IconAlertTriangle, IconCircleCheck, IconClock, IconMinus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './badge.module.css'

const ICONS = { good: IconCircleCheck, danger: IconAlertTriangle, waiting: IconClock, closed: IconMinus } as const

type Props = { tone: keyof typeof ICONS; label: string; text: ReactNode; name?: string }

/** Yes, no or not yet: by colour, icon and word. */
export function Badge({ tone, label, text, name }: Props) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.badge} data-tone={tone}>
      <Icon size={16} stroke={2} aria-hidden />
      <div>
        <p className={classes.badgeLabel}>{name ? `${label}: ${name}` : label}</p>
        {text !== null && <p>{text}</p>}
      </div>
    </div>
  )
}
