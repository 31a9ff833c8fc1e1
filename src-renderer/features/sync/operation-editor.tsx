import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OperationView } from '#shared/rpc/models.ts'
import { Notice } from '../../components/notice.tsx'
import { errorWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import classes from './operation.module.css'
import { editableText, isOneLine, longestText, operationTitle } from './operation-words.ts'

/** Other words for what has not taken effect, in its place. What is typed stays until it is saved or given up. */
export function OperationEditor({ operation, onDone }: { operation: OperationView; onDone: () => void }) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { rewrites } = useScreen()
  const { opId } = operation
  const text = useStore(rewrites, (texts) => texts[opId]) ?? editableText(operation)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)
  const oneLine = isOneLine(operation)
  const most = longestText(operation)

  function close() {
    rewrites.setState((texts) => ({ ...texts, [opId]: undefined }), true)
    onDone()
  }

  async function save() {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      await client.sync.edit({ opId, text })
      close()
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
          rewrites.setState({ [opId]: oneLine ? value.replace(/\n/g, ' ') : value })
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.actions}>
        <Button disabled={busy} rightSection={<kbd>{oneLine ? '↵' : 'Ctrl ↵'}</kbd>} onClick={() => void save()}>
          {t('operations.save')}
        </Button>
        <Button variant="subtle" color="gray" rightSection={<kbd>Esc</kbd>} disabled={busy} onClick={close}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  )
}
