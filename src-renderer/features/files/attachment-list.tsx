import { ActionIcon, Progress, UnstyledButton } from '@mantine/core'
import { IconCloudDown, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isPreviewable } from '#shared/domain/attachment-types.ts'
import type { AttachmentView } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { FileIcon } from './file-icon.tsx'
import { FileName } from './file-name.tsx'
import classes from './files.module.css'
import { useSaveAttachment } from './use-attachment.ts'

/** The files of a message: open what can be shown here, save the rest. */
export function AttachmentList({ attachments }: { attachments: readonly AttachmentView[] }) {
  const { t } = useTranslation()
  if (attachments.length === 0) return null
  return (
    <ul className={classes.list} aria-label={t('files.attached', { count: attachments.length })}>
      {attachments.map((attachment) => (
        <AttachmentItem key={attachment.id} attachment={attachment} />
      ))}
    </ul>
  )
}

function AttachmentItem({ attachment }: { attachment: AttachmentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { preview } = useScreen()
  const saving = useSaveAttachment(attachment)
  const { fileName, mediaType, size, sent, state } = attachment
  const shows = isPreviewable(mediaType)
  const moving = (state === 'uploading' || state === 'fetching') && sent < size
  const says = stateWords()

  return (
    <li className={classes.item} data-state={state}>
      <UnstyledButton
        className={classes.open}
        onClick={() => (shows ? preview.setState({ shown: attachment }) : void saving.save())}
      >
        <span className={classes.icon}>
          <FileIcon mediaType={mediaType} size={20} />
        </span>
        <span className={classes.text}>
          <span className="visually-hidden">{t(shows ? 'files.open' : 'files.save', { name: fileName })}, </span>
          <FileName name={fileName} silent />
          <span className={classes.facts}>
            {format.bytes(size)}
            {says && (
              <>
                {' · '}
                {state === 'remote' && <IconCloudDown size={12} stroke={2} aria-hidden />}
                {says}
              </>
            )}
          </span>
        </span>
      </UnstyledButton>
      {shows && (
        <Hint label={t('files.save', { name: fileName })}>
          <ActionIcon
            size={26}
            aria-label={t('files.save', { name: fileName })}
            disabled={saving.busy}
            onClick={() => void saving.save()}
          >
            <IconDownload size={15} stroke={1.8} aria-hidden />
          </ActionIcon>
        </Hint>
      )}
      {moving && (
        <Progress.Root size={3} className={classes.progress}>
          <Progress.Section
            value={(sent / size) * 100}
            aria-label={t(state === 'uploading' ? 'files.uploadOf' : 'files.downloadOf', { name: fileName })}
          />
        </Progress.Root>
      )}
      {saving.problem && (
        <p className={classes.problem} role="alert">
          <strong>{saving.problem.title}.</strong> {saving.problem.advice}
        </p>
      )}
    </li>
  )

  function stateWords(): string | null {
    if (state === 'here') return null
    if (moving) return t(`files.state.${state}`, { share: format.percent(sent / size) })
    return t(`files.state.${state === 'uploading' ? 'uploaded' : state === 'fetching' ? 'remote' : state}`)
  }
}
