import { IconUser } from '@tabler/icons-react'
import classes from './avatar.module.css'
import { hueOf, initialsOf } from './initials.ts'

const HUES = 6

/** A person's initials; always beside or instead of a name that assistive technology reads elsewhere. */
export function Avatar({ name, size = 22 }: { name: string | null; size?: 18 | 20 | 22 | 28 }) {
  return (
    <span
      aria-hidden
      className={classes.avatar}
      data-hue={name ? hueOf(name, HUES) : 'none'}
      data-size={size}
      data-initials={name ? initialsOf(name) : undefined}
      title={name ?? undefined}
    >
      {name ? null : <IconUser size={size * 0.6} stroke={1.8} />}
    </span>
  )
}
