import { ActionIcon } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Hint } from '../../components/hint.tsx'
import classes from './case-header.module.css'
import { FieldEditor } from './field-editor.tsx'
import { PendingMark } from './pending-mark.tsx'
import { useEditWish } from './use-edit-wish.ts'
import { useFieldEdit } from './use-field-edit.ts'

/** The title, edited where it stands: by a click, its pencil or its key. */
export function CaseTitle({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { id, title } = detail.case
  const editing = useFieldEdit(id, 'title', title)
  useEditWish(id, 'title', editing.start)

  if (editing.edit) {
    return (
      <>
        <h2 className="visually-hidden">{title}</h2>
        <FieldEditor key={id} field="title" value={title} editing={editing} />
      </>
    )
  }
  return (
    <div className={classes.titleLine}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the pencil beside it and a key do the same */}
      <h2
        className={classes.title}
        onClick={() => {
          if (getSelection()?.isCollapsed !== false) editing.start()
        }}
      >
        {title}
      </h2>
      {detail.pendingFields.includes('title') && <PendingMark size={15} className={classes.pendingTitle} />}
      <Hint id="case.title">
        <ActionIcon size={24} aria-label={t('keys.command.case.title')} onClick={editing.start}>
          <IconPencil size={15} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Hint>
    </div>
  )
}
