import { splitName } from './file-kind.ts'
import classes from './files.module.css'

type Props = {
  name: string
  /** The ear is told the name elsewhere. */
  silent?: boolean
}

/** A name that is shortened in its middle, so that its ending stays readable. */
export function FileName({ name, silent = false }: Props) {
  const [stem, extension] = splitName(name)
  return (
    <>
      <span className={classes.name} title={name} aria-hidden>
        <span className={classes.stem}>{stem}</span>
        {extension}
      </span>
      {!silent && <span className="visually-hidden">{name}</span>}
    </>
  )
}
