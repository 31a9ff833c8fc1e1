import { ActionIcon } from '@mantine/core'
import { IconKeyboardOff, IconRestore } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CommandId } from '../../../app/keys/commands.ts'
import { Hint } from '../../../components/hint.tsx'
import { DrawnKeys } from '../../../components/keys-hint.tsx'
import { KeyRecorder } from './key-recorder.tsx'
import classes from './shortcuts.module.css'

type Props = {
  id: CommandId
  keys: readonly string[]
  changed: boolean
  /** Why the last keys were refused, in words. */
  refused: string | null
  onRecorded: (keys: string) => void
  onOff: () => void
  onReset: () => void
}

export function ShortcutRow({ id, keys, changed, refused, onRecorded, onOff, onReset }: Props) {
  const { t } = useTranslation()
  const command = t(`keys.command.${id}`)
  const off = t('shortcuts.switchOff', { command })
  const reset = t('shortcuts.reset', { command })
  return (
    <>
      <tr className={classes.row} data-command={id}>
        <th scope="row" className={classes.name}>
          {command}
          {changed && <span className={classes.changed}>{t('shortcuts.changed')}</span>}
        </th>
        <td className={classes.keys}>
          {keys.length === 0 && <span className={classes.off}>{t('shortcuts.off')}</span>}
          {keys.map((one) => (
            <DrawnKeys key={one} keys={one} />
          ))}
        </td>
        <td>
          <span className={classes.actions}>
            <KeyRecorder label={t('shortcuts.changeOf', { command })} onRecorded={onRecorded} />
            <Hint label={off}>
              <ActionIcon
                size={26}
                aria-label={off}
                aria-disabled={keys.length === 0}
                data-disabled={keys.length === 0 || undefined}
                onClick={() => keys.length > 0 && onOff()}
              >
                <IconKeyboardOff size={15} stroke={1.8} aria-hidden />
              </ActionIcon>
            </Hint>
            <Hint label={reset}>
              <ActionIcon
                size={26}
                aria-label={reset}
                aria-disabled={!changed}
                data-disabled={!changed || undefined}
                onClick={() => changed && onReset()}
              >
                <IconRestore size={15} stroke={1.8} aria-hidden />
              </ActionIcon>
            </Hint>
          </span>
        </td>
      </tr>
      {refused && (
        <tr>
          <td colSpan={3} className={classes.refused} role="alert">
            {refused}
          </td>
        </tr>
      )}
    </>
  )
}
