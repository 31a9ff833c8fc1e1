import { IconCircleCheck, IconCircleX, IconClock, IconFileUpload, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useStore } from 'zustand'
import { useWords } from '../../i18n/use-words.ts'
import { useConfig } from '../../session/use-session.ts'
import { useFormat } from '../shared/format.ts'
import classes from './files.module.css'
import type { UploadEntry, Uploads } from './uploads.ts'

/** The files of a form: how far each is, what is wrong with it, and what can be done about that. */
export function FileList({ uploads }: { uploads: Uploads }) {
  const { t } = useWords()
  const entries = useStore(uploads.store, (state) => state.entries)
  if (entries.length === 0) return null
  return (
    <ul className={classes.list} aria-label={t('cases.files.list')}>
      {entries.map((entry) => (
        <FileItem key={entry.key} entry={entry} uploads={uploads} />
      ))}
    </ul>
  )
}

function FileItem({ entry, uploads }: { entry: UploadEntry; uploads: Uploads }) {
  const { t } = useWords()
  const format = useFormat()
  const { name, size, state, sent, fault, key } = entry
  return (
    <li className={classes.file} data-state={state}>
      <div className={classes.head}>
        <span className={classes.name}>{name}</span>
        <span className={classes.state}>{format.bytes(size)}</span>
        <span className={classes.actions}>
          {fault === 'retry' ? (
            <button
              type="button"
              className={classes.action}
              aria-label={t('cases.files.retryNamed', { name })}
              onClick={() => uploads.retry(key)}
            >
              <IconRefresh size={18} stroke={2} aria-hidden="true" />
              {t('cases.files.retry')}
            </button>
          ) : null}
          <button
            type="button"
            className={classes.action}
            aria-label={t('cases.files.removeNamed', { name })}
            onClick={() => uploads.remove(key)}
          >
            <IconTrash size={18} stroke={2} aria-hidden="true" />
            {t('cases.files.remove')}
          </button>
        </span>
      </div>
      {state === 'sending' ? (
        <progress
          className={classes.progress}
          max={Math.max(1, size)}
          value={sent}
          aria-label={t('cases.files.progress', { name })}
        />
      ) : null}
      <StateWords entry={entry} />
    </li>
  )
}

function StateWords({ entry: { state, sent, size, fault } }: { entry: UploadEntry }) {
  const { t } = useWords()
  const format = useFormat()
  const { maxAttachmentBytes, maxFiles } = useConfig()
  const icon = { size: 18, stroke: 2, 'aria-hidden': true, className: classes.icon }
  switch (state) {
    case 'waiting':
      return (
        <span className={classes.state}>
          <IconClock {...icon} />
          {t('cases.files.waiting')}
        </span>
      )
    case 'sending':
      return (
        <span className={classes.state}>
          <IconFileUpload {...icon} />
          {t('cases.files.sending', { percent: format.share(size === 0 ? 0 : sent / size) })}
        </span>
      )
    case 'done':
      return (
        <span className={classes.state} data-tone="good">
          <IconCircleCheck {...icon} />
          {t('cases.files.done')}
        </span>
      )
    case 'lost':
    case 'failed': {
      const words =
        state === 'lost'
          ? t('cases.files.lost')
          : fault === null || fault === 'retry'
            ? t('cases.files.retryFault')
            : t(`cases.files.${fault}`, { size: format.bytes(maxAttachmentBytes), count: maxFiles })
      return (
        <span className={classes.state} data-tone="danger">
          <IconCircleX {...icon} />
          {words}
        </span>
      )
    }
  }
}
