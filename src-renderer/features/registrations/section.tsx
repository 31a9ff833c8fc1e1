import { type ReactNode, useId } from 'react'
import classes from './registrations.module.css'

/** A part of a request under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId()
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <h3 id={heading} className={classes.heading}>
        {title}
      </h3>
      {children}
    </section>
  )
}
