import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import type { TextConflict } from '#shared/portal-api/operations.ts'
import classes from './conflict-card.module.css'

type Props = {
  conflict: TextConflict
  busy: boolean
  onSend: (text: string) => Promise<boolean>
  onBack: () => void
}

/** A third text out of the two; begins with the agent's own. */
export function ConflictEditor({ conflict, busy, onSend, onBack }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(conflict.mine)
  const title = conflict.field === 'title'
  const ready = !busy && (!title || text.trim() !== '')

  function onKeyDown(event: KeyboardEvent) {
    const send = event.key === 'Enter' && (event.ctrlKey || event.metaKey || title)
    if (event.key === 'Escape') onBack()
    else if (send && ready) void onSend(text)
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
        <Button disabled={!ready} rightSection={<kbd>{title ? '↵' : 'Ctrl ↵'}</kbd>} onClick={() => void onSend(text)}>
          {t('conflict.send')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => setText(conflict.theirs)}>
          {t('conflict.startFromTheirs')}
        </Button>
        <Button variant="subtle" color="gray" disabled={busy} onClick={onBack}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  )
}
