import { CloseButton, Textarea } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, type Ref, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useScreen } from '../../stores/screen.ts'
import classes from './devices.module.css'
import type { LookUp } from './use-look-up.ts'

const MAX_ROWS = 6
/** Of a longer list only these stand in the field, not to be changed: laying out thousands would hold up the window. */
const SHOWN_LINES = 100

type Props = {
  inputRef: Ref<HTMLTextAreaElement> & { current: HTMLTextAreaElement | null }
  lookUp: LookUp
  /** Leads into what was found; false when there is nothing. */
  onDown(): boolean
}

/** One field for one number and for many: lines come by pasting, or with Shift+Enter. */
export function NumberField({ inputRef, lookUp, onDown }: Props) {
  const { t } = useTranslation()
  const { devices } = useScreen()
  const asked = useStore(devices, (state) => state.asked)
  const first = useRef(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another look-up from elsewhere is what takes the focus
  useEffect(() => {
    // A page that shows a device already is there to be read.
    if (first.current && devices.getState().deviceId !== null) return
    first.current = false
    inputRef.current?.focus()
    inputRef.current?.select()
  }, [asked])

  function setText(text: string) {
    devices.setState({ text, deviceId: null })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey) devices.setState((before) => ({ asked: before.asked + 1 }))
    else if (event.key === 'Escape' && lookUp.text !== '') setText('')
    // In a list the arrow goes to its next line.
    else if (event.key !== 'ArrowDown' || lookUp.text.includes('\n') || !onDown()) return
    event.preventDefault()
    event.stopPropagation()
  }
  const lines = useMemo(() => lookUp.text.split('\n', SHOWN_LINES + 1), [lookUp.text])
  const isLong = lines.length > SHOWN_LINES
  /** A long list never comes into the field; it takes the place of what was there. */
  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n')
    if (!isLong && pasted.split('\n', SHOWN_LINES + 1).length <= SHOWN_LINES) return
    event.preventDefault()
    setText(pasted)
  }
  return (
    <Textarea
      ref={inputRef}
      rows={Math.min(MAX_ROWS, lines.length)}
      aria-label={t('devices.find')}
      placeholder={t('devices.find')}
      description={isLong ? t('devices.longList', { shown: SHOWN_LINES }) : t('devices.findHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      leftSection={<IconBarcode size={16} stroke={1.8} aria-hidden />}
      rightSection={
        lookUp.text && <CloseButton size="sm" aria-label={t('devices.clear')} onClick={() => setText('')} />
      }
      classNames={{ input: classes.field }}
      autoComplete="off"
      spellCheck={false}
      readOnly={isLong}
      value={isLong ? lines.slice(0, SHOWN_LINES).join('\n') : lookUp.text}
      onPaste={onPaste}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
