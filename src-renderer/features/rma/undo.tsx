import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useChange } from '../../rpc/use-change.ts'
import toast from '../case/undo-send.module.css'

type Done = {
  opId: string
  text: string
  undoUntil: number
  /** The operation is gone. */
  onBack: () => void
}

const TOAST = 'rma-undo'

/** Says what was done and offers it back while that is possible, in place of what was done before. */
export function offerUndo(done: Done): void {
  notifications.hide(TOAST)
  notifications.show({
    id: TOAST,
    message: <UndoToast key={done.opId} done={done} />,
    withCloseButton: false,
    autoClose: false,
    className: toast.toast,
  })
}

function UndoToast({ done: { opId, text, undoUntil, onBack } }: { done: Done }) {
  const { t } = useTranslation()
  const change = useChange()
  const seconds = useSecondsLeft(undoUntil)
  useCommand('app.undo', () => {
    // In a field Ctrl+Z is the field's own.
    if (document.activeElement?.matches('input, textarea')) return false
    void takeBack()
  })
  useEffect(() => {
    if (seconds === 0) notifications.hide(TOAST)
  }, [seconds])

  async function takeBack() {
    if (!(await change((desk) => desk.sync.withdraw({ opId })))) return
    notifications.hide(TOAST)
    onBack()
  }

  return (
    <div className={toast.line}>
      <span className={toast.words}>
        {text}{' '}
        <span className={toast.left} aria-hidden>
          {t('composer.leavesIn', { seconds })}
        </span>
      </span>
      <UnstyledButton className={toast.undo} onClick={() => void takeBack()}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('composer.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </div>
  )
}
