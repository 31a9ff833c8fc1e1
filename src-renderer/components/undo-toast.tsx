import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isField } from '../app/keys/registry.ts'
import { useCommand } from '../app/keys/use-keys.ts'
import { useChange } from '../rpc/use-change.ts'
import { Keys } from './keys-hint.tsx'
import classes from './undo-toast.module.css'
import { useSecondsLeft } from './use-seconds-left.ts'

type ButtonProps = {
  /** Goes when the time is over. */
  toast: string
  /** Epoch ms; null: as long as the toast is there. */
  undoUntil: number | null
  takeBack(): unknown
  /** Where the focus is, Ctrl+Z means something else. By default: in any field, whose own it is there. */
  isElsewhere?: (focused: Element | null) => boolean
}

/** Takes back what was done a moment ago; Ctrl+Z does too. */
export function UndoButton({ toast, undoUntil, takeBack, isElsewhere = isField }: ButtonProps) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(undoUntil)
  const [busy, setBusy] = useState(false)
  async function run() {
    if (busy) return
    setBusy(true)
    await takeBack()
    setBusy(false)
  }
  useCommand('app.undo', () => {
    if (isElsewhere(document.activeElement)) return false
    void run()
  })
  useEffect(() => {
    if (undoUntil !== null && seconds === 0 && !busy) notifications.hide(toast)
  }, [undoUntil, seconds, toast, busy])
  return (
    <UnstyledButton className={classes.undo} aria-busy={busy} onClick={() => void run()}>
      <IconArrowBackUp size={15} stroke={2} aria-hidden />
      {busy ? t('composer.takingBack') : t('composer.undo')} {!busy && <Keys id="app.undo" />}
    </UnstyledButton>
  )
}

type Offer = ButtonProps & {
  words: ReactNode
  /** Says how long it can be taken back. */
  counts?: boolean
  /** Ms until the toast goes by itself. */
  shownMs?: number
}

/** Says what was done and offers it back while that is possible; in the place of a toast of the same name. */
export function showUndo({ words, counts = false, shownMs, ...button }: Offer): void {
  notifications.hide(button.toast)
  notifications.show({
    id: button.toast,
    message: (
      <div className={classes.line} key={button.undoUntil}>
        <span className={classes.words}>
          {words}
          {counts && <Left until={button.undoUntil} />}
        </span>
        <UndoButton {...button} />
      </div>
    ),
    withCloseButton: false,
    autoClose: shownMs ?? false,
    className: classes.toast,
  })
}

function Left({ until }: { until: number | null }) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(until)
  return (
    <>
      {' '}
      <span className={classes.left} aria-hidden>
        {t('composer.leavesIn', { seconds })}
      </span>
    </>
  )
}

type Done = {
  /** What the desk said of the operation; nothing is offered of one that has left. */
  done: { opId: string; undoUntil: number | null }
  words: string
  toast?: string
  counts?: boolean
  /** The operation is gone. */
  onBack?: () => void
}

/** Offers to take back an operation while it waits on this machine. */
export function useOfferUndo() {
  const change = useChange()
  return useCallback(
    ({ done: { opId, undoUntil }, words, toast = opId, counts = false, onBack }: Done): void => {
      if (undoUntil === null) return
      const takeBack = async () => {
        if (!(await change((desk) => desk.sync.withdraw({ opId })))) return
        notifications.hide(toast)
        onBack?.()
      }
      showUndo({ toast, words, undoUntil, counts, takeBack })
    },
    [change],
  )
}
