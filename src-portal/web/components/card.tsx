import { type ReactNode, useId } from 'react'
import classes from './card.module.css'

type Props = { title?: string; level?: 2 | 3; id?: string; children: ReactNode }

/** A raised part of a page; with a title it is a region by that name. */
export function Card({ title, level = 2, id, children }: Props) {
  const titleId = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classes.card} id={id} aria-labelledby={title ? titleId : undefined}>
      {title ? <Heading id={titleId}>{title}</Heading> : null}
      {children}
    </section>
  )
}
