import { Button, Textarea } from '@mantine/core'
import type { TFunction } from 'i18next'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { assertNever } from '#shared/domain/assert-never.ts'
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import { MAX_LINE_TEXT, MAX_LINE_VALUE } from '#shared/domain/rma.ts'
import type { Conflict, LineFieldConflict, TextConflict } from '#shared/portal-api/operations.ts'
import { LINE_TEXTS } from '#shared/portal-api/rma-rows.ts'
import { useFocusHome } from '../../components/use-focus-home.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './conflict-card.module.css'

type Written = TextConflict | LineFieldConflict

type Props = {
  opId: string
  conflict: Written
  busy: boolean
  onSend: (text: string) => Promise<boolean>
  onBack: () => void
}

/** Of two texts a third one can be made; of two choices it can not. */
export function isWritten(conflict: Conflict): conflict is Written {
  return conflict.field === 'rmaLine'
    ? conflict.of !== 'warranty'
    : conflict.field === 'title' || conflict.field === 'description'
}

/** A third text out of the two; begins with the agent's own. What is typed stays until it is sent. */
export function ConflictEditor({ opId, conflict, busy, onSend, onBack }: Props) {
  const { t } = useTranslation()
  const { merged } = useScreen()
  const box = useRef<HTMLDivElement>(null)
  useFocusHome(box)
  const text = useStore(merged, (texts) => texts[opId]) ?? conflict.mine
  const setText = (next: string | undefined) => merged.setState({ [opId]: next === conflict.mine ? undefined : next })
  const { label, max, oneLine, needed } = fieldOf(conflict, t)
  const ready = !busy && (!needed || text.trim() !== '')

  async function submit() {
    if (await onSend(text)) setText(undefined)
  }

  function onKeyDown(event: KeyboardEvent) {
    const send = event.key === 'Enter' && (event.ctrlKey || event.metaKey || oneLine)
    if (event.key === 'Escape') onBack()
    else if (!send) return
    else if (ready) void submit()
    // Also where it cannot be sent yet: the key is meant for this text, not for the composer.
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div ref={box} className={classes.editor}>
      <Textarea
        autoFocus
        label={label}
        value={text}
        maxLength={max}
        classNames={{ input: oneLine ? classes.titleField : classes.textField }}
        readOnly={busy}
        onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
        onChange={(event) =>
          setText(oneLine ? event.currentTarget.value.replace(/\n/g, ' ') : event.currentTarget.value)
        }
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button disabled={!ready} rightSection={<kbd>{oneLine ? '↵' : 'Ctrl ↵'}</kbd>} onClick={() => void submit()}>
          {t('conflict.send')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => setText(conflict.theirs)}>
          {t('conflict.startFromTheirs')}
        </Button>
        {text !== conflict.mine && (
          <Button variant="default" disabled={busy} onClick={() => setText(undefined)}>
            {t('conflict.startFromMine')}
          </Button>
        )}
        <Button variant="subtle" color="gray" disabled={busy} onClick={onBack}>
          {t('app.close')}
        </Button>
      </div>
    </div>
  )
}

/** What is written: its name, its length at most, whether Enter ends it, whether it may be empty. */
function fieldOf(conflict: Written, t: TFunction) {
  switch (conflict.field) {
    case 'title':
      return { label: t('conflict.newTitle'), max: MAX_TITLE_LENGTH, oneLine: true, needed: true }
    case 'description':
      return { label: t('conflict.newDescription'), max: MAX_DESCRIPTION_LENGTH, oneLine: false, needed: false }
    case 'rmaLine': {
      const { of } = conflict
      const isLong = LINE_TEXTS.some((field) => field === of)
      return {
        label: t('conflict.newLineText', { field: t(`rma.field.${of}`) }),
        max: isLong ? MAX_LINE_TEXT : MAX_LINE_VALUE,
        oneLine: !isLong,
        needed: of === 'serialNumber',
      }
    }
    default:
      return assertNever(conflict)
  }
}
