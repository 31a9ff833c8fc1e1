import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { type CommandId, specOf } from '../app/keys/commands.ts'
import classes from './keys-hint.module.css'

const SHOWN: Record<string, string> = { Escape: 'Esc', PageDown: 'PgDn', PageUp: 'PgUp', Enter: '↵', Delete: 'Del' }

/** The keys of a command, drawn as keys. */
export function Keys({ id }: { id: CommandId }) {
  const { t } = useTranslation()
  const keys = specOf(id).keys[0]
  if (!keys) return null
  const strokes = keys.split(' ')
  return (
    <span>
      {strokes.map((stroke, at) => (
        <Fragment key={stroke}>
          {at > 0 && ` ${t('keys.then')} `}
          {stroke.split('+').map((key, part) => (
            <Fragment key={key}>
              {part > 0 && ' '}
              <kbd>{SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>
            </Fragment>
          ))}
        </Fragment>
      ))}
    </span>
  )
}

/** The keys of a button, for the eye: what it is called stays what it says. */
export function ButtonKeys({ id, filled = false }: { id: CommandId; filled?: boolean }) {
  return (
    <span aria-hidden className={filled ? classes.filled : undefined}>
      <Keys id={id} />
    </span>
  )
}
