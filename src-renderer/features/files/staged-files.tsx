import { ActionIcon, Button, CloseButton, Loader, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isPreviewable } from '#shared/domain/attachment-types.ts'
import type { AttachmentView } from '#shared/rpc/models.ts'
import type { Format } from '../../components/format.ts'
import { failureWords } from '../../components/problem-words.ts'
import { useFormat } from '../../components/use-format.tsx'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { FileIcon } from './file-icon.tsx'
import { FileName } from './file-name.tsx'
import classes from './files.module.css'
import { type DraftOf, type StagingFile, stagingName } from './staging.ts'

const NONE: readonly StagingFile[] = []

type Props = { draft: DraftOf; attachments: readonly AttachmentView[]; onRemoved: () => void }

/** The files that go with the words: those kept with the draft, those on their way into it, those refused. */
export function StagedFiles({ draft, attachments, onRemoved }: Props) {
  const { t } = useTranslation()
  const { staging } = useScreen()
  const files = useStore(staging.state, (state) => state[stagingName(draft)] ?? NONE)
  const coming = files.filter((file) => file.state.kind === 'staging')
  const failed = files.filter((file) => file.state.kind === 'failed')

  return (
    <>
      {attachments.length + coming.length > 0 && (
        <ul className={classes.chips} aria-label={t('files.attached', { count: attachments.length + coming.length })}>
          {attachments.map((attachment) => (
            <Staged key={attachment.id} draft={draft} attachment={attachment} onRemoved={onRemoved} />
          ))}
          {coming.map(({ key, file }) => (
            <li key={key} className={classes.chip} data-state="staging">
              <Loader size={14} aria-label={t('files.staging')} />
              <FileName name={file.name} />
            </li>
          ))}
        </ul>
      )}
      {failed.length > 0 && (
        <ul className={classes.failures} aria-label={t('files.refused')}>
          {failed.map((staged) => (
            <Refused key={staged.key} draft={draft} staged={staged} />
          ))}
        </ul>
      )}
    </>
  )
}

type StagedProps = { draft: DraftOf; attachment: AttachmentView; onRemoved: () => void }

function Staged({ draft, attachment, onRemoved }: StagedProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { preview } = useScreen()
  const { queries, queryClient } = useDesk()
  const change = useChange()
  const { id, fileName, mediaType, size } = attachment

  async function remove() {
    onRemoved()
    await change((desk) => desk.attachments.unstage({ attachmentId: id }))
    await queryClient.invalidateQueries({ queryKey: queries.drafts.get.key({ input: draft }) })
  }

  const shows = isPreviewable(mediaType)
  const face = (
    <>
      <span className={classes.icon}>
        <FileIcon mediaType={mediaType} size={16} />
      </span>
      {shows && <span className="visually-hidden">{t('files.open', { name: fileName })}, </span>}
      <FileName name={fileName} silent={shows} />
      <span className={classes.size}>{format.bytes(size)}</span>
    </>
  )

  return (
    <li className={classes.chip}>
      {shows ? (
        <UnstyledButton className={classes.chipFace} onClick={() => preview.setState({ shown: attachment })}>
          {face}
        </UnstyledButton>
      ) : (
        <span className={classes.chipFace}>{face}</span>
      )}
      <ActionIcon size={24} aria-label={t('files.remove', { name: fileName })} onClick={() => void remove()}>
        <IconX size={13} stroke={2.2} aria-hidden />
      </ActionIcon>
    </li>
  )
}

function Refused({ draft, staged }: { draft: DraftOf; staged: StagingFile }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { staging } = useScreen()
  if (staged.state.kind !== 'failed') return null
  const { failure } = staged.state
  // A file that is refused for what it is will be refused again.
  const final =
    failure.kind === 'problem' && ['file_too_large', 'file_type_refused', 'file_empty'].includes(failure.problem.code)
  return (
    <li>
      <div className={classes.failure} role="alert">
        <IconAlertTriangle size={15} stroke={2} aria-hidden />
        <span className={classes.failureText}>
          <strong>{staged.file.name}</strong>: {refusalWords(staged, t, format)}
        </span>
        {!final && (
          <Button variant="default" size="compact-xs" onClick={() => staging.retry(draft, staged.key)}>
            {t('app.retry')}
          </Button>
        )}
        <CloseButton
          size={24}
          aria-label={t('files.dismiss', { name: staged.file.name })}
          onClick={() => staging.dismiss(draft, staged.key)}
        />
      </div>
    </li>
  )
}

function refusalWords({ file, state }: StagingFile, t: TFunction, format: Format): string {
  if (state.kind !== 'failed') return ''
  const { failure, maxBytes } = state
  const { title, advice } = failureWords(failure, t)
  if (failure.kind === 'problem' && failure.problem.code === 'file_too_large' && maxBytes !== null) {
    return `${t('files.tooLarge', { size: format.bytes(file.size), max: format.bytes(maxBytes) })} ${advice}`
  }
  return `${title}. ${advice}`
}
