import { Button, Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import type { TextConflict } from '#shared/portal-api/operations.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './conflict-card.module.css'

type Props = {
  opId: string
  conflict: TextConflict
  busy: boolean
  onSend: (text: string) => Promise<boolean>
  onBack: () => void
}

/** A third text out of the two; begins with the agent's own. What is typed stays until it is sent. */
export function ConflictEditor({ opId, conflict, busy, onSend, onBack }: Props) {
  const { t } = useTranslation()
  const { merged } = useScreen()
  const text = useStore(merged, (texts) => texts[opId]) ?? conflict.mine
  const setText = (next: string | undefined) => merged.setState({ [opId]: next })
  const title = conflict.field === 'title'
  const ready = !busy && (!title || text.trim() !== '')

  async function submit() {
    if (await onSend(text)) setText(undefined)
  }

  function onKeyDown(event: KeyboardEvent) {
    const send = event.key === 'Enter' && (event.ctrlKey || event.metaKey || title)
    if (event.key === 'Escape') onBack()
    else if (send && ready) void submit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={classes.editor}>
      <Textarea
        autoFocus
        label={t(title ? 'conflict.newTitle' : 'conflict.newDescription')}
        value={text}
        maxLength={title ? MAX_TITLE_LENGTH : MAX_DESCRIPTION_LENGTH}
        classNames={{ input: title ? classes.titleField : classes.textField }}
        readOnly={busy}
        onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
        onChange={(event) => setText(title ? event.currentTarget.value.replace(/\n/g, ' ') : event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button disabled={!ready} rightSection={<kbd>{title ? '↵' : 'Ctrl ↵'}</kbd>} onClick={() => void submit()}>
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
