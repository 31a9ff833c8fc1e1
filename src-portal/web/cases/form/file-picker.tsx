import { IconCamera, IconPaperclip } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useConfig } from '../../session/use-session.ts'
import { useFormat } from '../shared/format.ts'
import { FileList } from './file-list.tsx'
import classes from './files.module.css'
import type { Uploads } from './uploads.ts'

/** Files by choosing, dropping or, on a phone, by taking a photo; they go to the portal at once, while the form is filled. */
export function FilePicker({ uploads }: { uploads: Uploads }) {
  const { t } = useWords()
  const format = useFormat()
  const { maxAttachmentBytes, maxFiles } = useConfig()
  const hasCamera = navigator.maxTouchPoints > 0
  const files = useRef<HTMLInputElement>(null)
  const photo = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  const take = (list: globalThis.FileList | null) => {
    if (list && list.length > 0) uploads.add([...list])
  }
  const choose = (input: HTMLInputElement | null) => () => {
    take(input?.files ?? null)
    // The same file may be chosen again after it was removed.
    if (input) input.value = ''
  }
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }

  return (
    <div className={classes.files}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the buttons, which do the same by keyboard. */}
      <div
        className={classes.zone}
        data-over={over || undefined}
        onDragEnter={drag}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <Button look="plain" onClick={() => files.current?.click()}>
          <IconPaperclip size={18} stroke={2} aria-hidden="true" />
          {t('cases.files.choose')}
        </Button>
        {hasCamera ? (
          <Button look="plain" onClick={() => photo.current?.click()}>
            <IconCamera size={18} stroke={2} aria-hidden="true" />
            {t('cases.files.photo')}
          </Button>
        ) : null}
        {hasCamera ? null : (
          <span className={classes.drop}>{t(over ? 'cases.files.dropNow' : 'cases.files.drop')}</span>
        )}
        <input ref={files} type="file" multiple hidden data-testid="files" onChange={() => choose(files.current)()} />
        <input
          ref={photo}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          data-testid="photo"
          onChange={() => choose(photo.current)()}
        />
      </div>
      <p className={classes.hint}>
        {t('cases.files.limits', { count: maxFiles, size: format.bytes(maxAttachmentBytes) })}
      </p>
      <FileList uploads={uploads} />
      <UploadStatus uploads={uploads} />
    </div>
  )
}

/** Ends of uploads for a screen reader; the steps between are in the progress bar. */
function UploadStatus({ uploads }: { uploads: Uploads }) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  useEffect(
    () =>
      uploads.store.subscribe((now, before) => {
        for (const { key, name, state } of now.entries) {
          const last = before.entries.find((one) => one.key === key)?.state
          if (state === last) continue
          if (state === 'done' && last) setWords(t('cases.files.doneNamed', { name }))
          if (state === 'failed') setWords(t('cases.files.failedNamed', { name }))
        }
      }),
    [uploads, t],
  )
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  )
}
