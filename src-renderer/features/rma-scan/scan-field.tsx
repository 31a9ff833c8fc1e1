import { TextInput } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScreen } from '../../stores/screen.ts'
import classes from './scan.module.css'
import { entryWords } from './scan-words.ts'
import { type ScanEntry, signalOf } from './scanning.ts'
import { SignalIcon } from './signal-icon.tsx'

type Props = { inputRef: RefObject<HTMLInputElement | null>; entry: ScanEntry | null }

/** Where a scanner types, and a person too; beside it the newest result, to be seen from afar. */
export function ScanField({ inputRef, entry }: Props) {
  const { t } = useTranslation()
  const { scanSession } = useScreen()
  const [text, setText] = useState('')
  const signal = entry && signalOf(entry)
  return (
    <div className={classes.scan}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          scanSession.take(text)
          setText('')
        }}
      >
        <TextInput
          ref={inputRef}
          size="md"
          data-autofocus
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          label={t('rmaScan.field')}
          description={t('rmaScan.fieldAdvice')}
          leftSection={<IconBarcode size={18} stroke={1.7} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </form>
      <div className={classes.result} data-signal={signal ?? undefined} data-testid="scan-result">
        {entry && (
          <>
            <SignalIcon signal={signal} size={30} />
            <p className={classes.resultWords}>
              <strong>{entry.text}</strong>
              <span>{entryWords(entry, t)}</span>
            </p>
          </>
        )}
      </div>
    </div>
  )
}
