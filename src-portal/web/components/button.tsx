import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './button.module.css'

type Look = 'primary' | 'plain' | 'danger' | 'link'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  look?: Look
  /** Keeps its place and its focus; a second press does nothing. */
  busy?: boolean
  children: ReactNode
}

export function Button({
  look = 'primary',
  busy = false,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type}
      className={`${classes.button} ${className ?? ''}`}
      data-look={look}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <span className={classes.spinner} aria-hidden="true" /> : null}
      {children}
    </button>
  )
}

/** A link to a page that looks like a button. */
export function ButtonLink({ href, look = 'primary', children }: { href: string; look?: Look; children: ReactNode }) {
  return (
    <Link href={href} className={classes.button} data-look={look}>
      {children}
    </Link>
  )
}
