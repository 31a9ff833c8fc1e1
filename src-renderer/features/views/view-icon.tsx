import {
  IconAlertTriangle,
  IconBookmark,
  IconCircleCheck,
  IconClock,
  IconLayoutList,
  IconStar,
} from '@tabler/icons-react'
import type { ViewColour } from '#shared/domain/view.ts'
import classes from './views.module.css'

/** Each colour has a shape of its own, so that they are told apart without seeing it. */
export const VIEW_ICONS: Record<ViewColour, typeof IconStar> = {
  plain: IconLayoutList,
  blue: IconBookmark,
  amber: IconClock,
  green: IconCircleCheck,
  red: IconAlertTriangle,
  violet: IconStar,
}

export function ViewIcon({ colour, size = 17 }: { colour: ViewColour; size?: number }) {
  const Icon = VIEW_ICONS[colour]
  return <Icon size={size} stroke={1.8} aria-hidden className={classes.viewIcon} data-colour={colour} />
}
