import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isField } from '../../app/keys/registry.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from '../case/undo-send.module.css'

type Removed = { opId: string; macroId: string; name: string; undoUntil: number }

/** Says that a macro is deleted and offers it back while that is possible. */
export function offerMacroBack(removed: Removed): void {
  notifications.show({
    id: removed.opId,
    message: <RemovedToast removed={removed} />,
    withCloseButton: false,
    autoClose: false,
    className: classes.toast,
  })
}

function RemovedToast({ removed: { opId, macroId, name, undoUntil } }: { removed: Removed }) {
  const { t } = useTranslation()
  const { macros } = useScreen()
  const change = useChange()
  const seconds = useSecondsLeft(undoUntil)
  useCommand('app.undo', () => {
    // In a field Ctrl+Z is the field's own.
    if (isField(document.activeElement)) return false
    void takeBack()
  })
  useEffect(() => {
    if (seconds === 0) notifications.hide(opId)
  }, [seconds, opId])

  async function takeBack() {
    if (!(await change((desk) => desk.sync.withdraw({ opId })))) return
    notifications.hide(opId)
    macros.setState({ chosenId: macroId })
  }

  return (
    <div className={classes.line}>
      <span className={classes.words}>{t('macros.removed', { name })}</span>
      <UnstyledButton className={classes.undo} onClick={() => void takeBack()}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('composer.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </div>
  )
}
