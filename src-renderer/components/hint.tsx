import { Tooltip } from '@mantine/core'
import { cloneElement, type HTMLAttributes, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandId } from '../app/keys/commands.ts'
import { useAriaKeys } from '../app/keys/use-keys.ts'
import classes from './hint.module.css'
import { Keys } from './keys-hint.tsx'

type Props = {
  /** The command whose name and keys are shown. */
  id?: CommandId
  label?: string
  disabled?: boolean
  children: ReactElement<HTMLAttributes<HTMLElement>>
}

/** Tooltip with the name and the keys of a command, from the one table of commands. */
export function Hint({ id, label, disabled = false, children }: Props) {
  const { t } = useTranslation()
  const shortcuts = useAriaKeys(id)
  const text = label ?? (id ? t(`keys.command.${id}`) : '')
  return (
    <Tooltip
      disabled={disabled}
      classNames={{ tooltip: classes.tooltip }}
      label={
        <span className={classes.content}>
          {text}
          {id && <Keys id={id} />}
        </span>
      }
    >
      {shortcuts ? cloneElement(children, { 'aria-keyshortcuts': shortcuts }) : children}
    </Tooltip>
  )
}
