import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationView } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { type Rewrite, useScreen } from '../../stores/screen.ts'
import classes from './operation.module.css'
import { editableText, isOneLine, longestText, operationTitle } from './operation-words.ts'

/** Other words for what has not taken effect, in its place. What is typed stays until it is saved or taken back. */
export function OperationEditor({ operation, onDone }: { operation: OperationView; onDone: () => void }) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { rewrites } = useScreen()
  const { opId } = operation
  const field = useRef<HTMLTextAreaElement>(null)
  const former = editableText(operation)
  const text = useStore(rewrites, (all) => all[opId]?.text) ?? former
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)
  const oneLine = isOneLine(operation)
  const most = longestText(operation)

  const put = (rewrite: Rewrite | undefined) => rewrites.setState({ [opId]: rewrite })

  function close() {
    put(text === former ? undefined : { text, open: false })
    onDone()
  }

  function takeBack() {
    put(undefined)
    field.current?.focus()
  }

  async function save() {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      await client.sync.edit({ opId, text })
      put(undefined)
      onDone()
    } catch (error) {
      setProblem(errorWords(error, t))
    } finally {
      setBusy(false)
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (oneLine || event.ctrlKey || event.metaKey)) void save()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={classes.editor}>
      {problem && (
        <Notice tone="danger" live="alert" title={problem.title}>
          {problem.advice}
        </Notice>
      )}
      <Textarea
        ref={field}
        autoFocus
        aria-label={t('operations.editField', { what: operationTitle(operation, t) })}
        classNames={{ input: classes.field }}
        maxLength={most}
        value={text}
        readOnly={busy}
        spellCheck
        onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
        onChange={(event) => {
          const { value } = event.currentTarget
          const next = oneLine ? value.replace(/\n/g, ' ') : value
          put(next === former ? undefined : { text: next, open: true })
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button disabled={busy} rightSection={<kbd>{oneLine ? '↵' : 'Ctrl ↵'}</kbd>} onClick={() => void save()}>
          {t('operations.save')}
        </Button>
        <Button variant="subtle" color="gray" rightSection={<kbd>Esc</kbd>} disabled={busy} onClick={close}>
          {t('app.close')}
        </Button>
        {text !== former && (
          <Button variant="subtle" color="gray" disabled={busy} onClick={takeBack}>
            {t('operations.formerText')}
          </Button>
        )}
      </div>
    </div>
  )
}
