import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import classes from './confirm-dialog.module.css'

type Props = {
  title: string
  confirm: string
  cancel: string
  look?: 'primary' | 'danger'
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** A question before something that counts. Escape is no; the focus goes back to where it was. */
export function ConfirmDialog({ title, confirm, cancel, look = 'primary', busy, onConfirm, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    return () => {
      shown?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {/* No form of its own: the page's may be around it. */}
      <div className={classes.body}>
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className={classes.actions}>
          <Button look="plain" onClick={onClose}>
            {cancel}
          </Button>
          <Button look={look} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </div>
      </div>
    </dialog>
  )
}
