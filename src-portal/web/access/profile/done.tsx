import { IconCircleCheck } from '@tabler/icons-react'
import classes from './profile.module.css'

/** Said beside the button when something was saved; `count` of 0: nothing yet. The region is there before, so it is heard. */
export function Done({ count, children }: { count: number; children: string }) {
  return (
    <span role="status" className={classes.done}>
      {count > 0 ? (
        <span key={count} className={classes.doneWords}>
          <IconCircleCheck size={20} aria-hidden="true" />
          {children}
        </span>
      ) : null}
    </span>
  )
}
