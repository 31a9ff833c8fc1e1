import { splitName } from './file-kind.ts'
import classes from './files.module.css'

/** A name that is shortened in its middle, so that its ending stays readable. */
export function FileName({ name }: { name: string }) {
  const [stem, extension] = splitName(name)
  return (
    <span className={classes.name} title={name}>
      <span className={classes.stem}>{stem}</span>
      {extension}
    </span>
  )
}
