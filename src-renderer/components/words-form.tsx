import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './words-form.module.css'

type Props = {
  label: string
  /** Who will read it. */
  description: string
  /** What is said where nothing is written. */
  missing: string
  send: string
  text: string
  /** Somebody tried to send it already. */
  attempted: boolean
  max: number
  busy: boolean
  onWrite: (text: string) => void
  /** The words stay for the next time. */
  onClose: () => void
  /** False where the words were not taken. */
  onSend: () => Promise<boolean>
}

/** Words that go out with a decision: a field that is written in at once, and the ways to leave it. */
export function WordsForm(props: Props) {
  const { text, attempted, max, busy, onWrite, onClose, onSend } = props
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const { length } = text.trim()
  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  async function send() {
    if (!(await onSend())) field.current?.focus()
  }

  function clear() {
    onWrite('')
    field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }

  return (
    <div className={classes.form}>
      <Textarea
        ref={field}
        label={props.label}
        description={props.description}
        required
        error={
          length > max ? t('edit.tooLong', { length, max }) : attempted && length === 0 ? props.missing : undefined
        }
        spellCheck
        readOnly={busy}
        classNames={{ input: classes.field }}
        value={text}
        onChange={(event) => onWrite(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        {text !== '' && (
          <Button size="sm" variant="subtle" color="gray" className={classes.clear} disabled={busy} onClick={clear}>
            {t('app.clearWords')}
          </Button>
        )}
        <Button size="sm" variant="default" rightSection={<kbd aria-hidden>Esc</kbd>} disabled={busy} onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button
          size="sm"
          disabled={busy}
          rightSection={
            <span className={classes.onPrimary} aria-hidden>
              <kbd>Ctrl ↵</kbd>
            </span>
          }
          onClick={() => void send()}
        >
          {props.send}
        </Button>
      </div>
    </div>
  )
}
