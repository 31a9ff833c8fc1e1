import { ActionIcon } from '@mantine/core'
import { IconClockUp, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import { Time } from '../../components/time.tsx'
import { AttachmentList } from '../files/attachment-list.tsx'
import { FieldEditor } from './field-editor.tsx'
import { NoteText } from './note-text.tsx'
import classes from './thread.module.css'
import { useEditWish } from './use-edit-wish.ts'
import { useFieldEdit } from './use-field-edit.ts'

/** What the customer wrote when the case was opened; always the first thing of the conversation. */
export function Description({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { contact } = detail
  const { id, description, createdAt } = detail.case
  const editing = useFieldEdit(id, 'description', description)
  useEditWish(id, 'description', editing.start)

  return (
    <section className={classes.description} aria-label={t('thread.description')}>
      <header className={classes.noteHead}>
        <h3 className={classes.descriptionTitle}>{t('thread.description')}</h3>
        {contact && (
          <span className={classes.dim}>
            {contact.firstName} {contact.lastName}
          </span>
        )}
        {detail.pendingFields.includes('description') && (
          <span className={classes.sending} data-state="waiting">
            <IconClockUp size={13} stroke={2} aria-hidden />
            {t('thread.waiting')}
          </span>
        )}
        {!editing.edit && (
          <Hint id="case.description">
            <ActionIcon size={24} aria-label={t('keys.command.case.description')} onClick={editing.start}>
              <IconPencil size={14} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Hint>
        )}
        <Time at={createdAt} className={classes.time} />
      </header>
      {editing.edit ? (
        <FieldEditor field="description" value={description} editing={editing} />
      ) : description ? (
        <NoteText text={description} />
      ) : (
        <p className={classes.dim}>{t('thread.noDescription')}</p>
      )}
      <AttachmentList attachments={detail.attachments} />
    </section>
  )
}
