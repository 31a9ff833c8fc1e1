import { UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordStroke } from '../../../app/keys/recorder.ts'
import { SEQUENCE_MS } from '../../../app/keys/registry.ts'
import { keyText } from '../../../components/keys-hint.tsx'
import classes from './shortcuts.module.css'

type Props = { label: string; onRecorded: (keys: string) => void }

/** A button that takes the next keys for itself: one, two in a row, or one with Ctrl. Esc and leaving it cancel. */
export function KeyRecorder({ label, onRecorded }: Props) {
  const { t } = useTranslation()
  const [recording, setRecording] = useState(false)
  const [first, setFirst] = useState<string | null>(null)

  function stop() {
    setRecording(false)
    setFirst(null)
  }

  useEffect(() => {
    if (first === null) return
    const timer = setTimeout(() => {
      setRecording(false)
      setFirst(null)
      onRecorded(first)
    }, SEQUENCE_MS)
    return () => clearTimeout(timer)
  }, [first, onRecorded])

  function onKeyDown(event: KeyboardEvent) {
    if (!recording || event.nativeEvent.isComposing) return
    if (event.key === 'Tab') return stop()
    event.preventDefault()
    const recorded = recordStroke(first, event)
    switch (recorded.type) {
      case 'ignored':
        return
      case 'cancelled':
        return stop()
      case 'waiting':
        return setFirst(recorded.keys)
      case 'done':
        stop()
        return onRecorded(recorded.keys)
    }
  }

  return (
    <UnstyledButton
      className={classes.recorder}
      aria-label={recording ? undefined : label}
      data-recording={recording || undefined}
      // While it records, its keys are nobody else's.
      data-overlay={recording || undefined}
      onClick={() => setRecording(true)}
      onBlur={stop}
      onKeyDown={onKeyDown}
    >
      {recording ? (
        <span role="status">
          {first === null ? t('shortcuts.press') : t('shortcuts.second', { keys: keyText(first, t('keys.then')) })}
        </span>
      ) : (
        t('shortcuts.change')
      )}
    </UnstyledButton>
  )
}
