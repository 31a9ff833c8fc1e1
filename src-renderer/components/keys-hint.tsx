import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandId } from '../app/keys/commands.ts'
import { strokeParts } from '../app/keys/shortcuts.ts'
import { useKeysOf } from '../app/keys/use-keys.ts'
import classes from './keys-hint.module.css'

const SHOWN: Record<string, string> = {
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  Enter: '↵',
  Delete: 'Del',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The keys of a command, drawn as keys. */
export function Keys({ id }: { id: CommandId }) {
  const [keys] = useKeysOf(id)
  return keys ? <DrawnKeys keys={keys} /> : null
}

/** One or two strokes, drawn as keys. */
export function DrawnKeys({ keys }: { keys: string }) {
  const { t } = useTranslation()
  const strokes = keys.split(' ')
  return (
    <span>
      {strokes.map((stroke, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is its place; both may be the same
        <Fragment key={at}>
          {at > 0 && ` ${t('keys.then')} `}
          {strokeParts(stroke).map((key, part) => (
            <Fragment key={key}>
              {part > 0 && ' '}
              <kbd>{keyCap(key)}</kbd>
            </Fragment>
          ))}
        </Fragment>
      ))}
    </span>
  )
}

function keyCap(key: string): string {
  return SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

/** `Ctrl K`, `G nato Q`: keys inside a sentence. */
export function keyText(keys: string, then: string): string {
  return keys
    .split(' ')
    .map((stroke) => strokeParts(stroke).map(keyCap).join(' '))
    .join(` ${then} `)
}

/** The keys of a button, for the eye: what it is called stays what it says. */
export function ButtonKeys({ id, filled = false }: { id: CommandId; filled?: boolean }) {
  return (
    <span aria-hidden className={filled ? classes.filled : undefined}>
      <Keys id={id} />
    </span>
  )
}
