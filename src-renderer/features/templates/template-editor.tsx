import { useTranslation } from 'react-i18next'
import { unknownNames } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { ownerOfShortcut } from '../texts/edits.ts'
import { TextEditor } from '../texts/text-editor.tsx'
import { useTextEdit } from '../texts/use-text-edit.ts'
import { BodyEditor } from './body-editor.tsx'
import { templateRules } from './templates.ts'

type Props = { id: string; views: readonly TemplateView[]; nextId: string | null }

export function TemplateEditor({ id, views, nextId }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { templates } = useScreen()
  const editing = useTextEdit(id, views, {
    store: templates,
    rules: templateRules,
    listKey: queries.templates.list.key(),
    save: async (desk, { id: templateId, ...text }) => (await desk.templates.save({ templateId, ...text })).templateId,
    remove: (desk, templateId) => desk.templates.remove({ templateId }),
    words: {
      saved: t('templates.saved'),
      begun: t('templates.begun'),
      removed: (name) => t('templates.removed', { name }),
      back: (name) => t('templates.back', { name }),
    },
  })
  const { content } = editing.edit
  return (
    <TextEditor
      editing={editing}
      nextId={nextId}
      words={{
        label: t('templates.editor', { name: content.name || t('templates.new') }),
        untitled: t('templates.untitled'),
        changedMeanwhile: t('templates.changedMeanwhile'),
        shortcutHint: t('templates.shortcutHint'),
        staysShared: t('templates.staysShared'),
        fault: (fault) => {
          const owner = ownerOfShortcut(content.shortcut, editing.others)
          const names = [...unknownNames(content.bodySl), ...unknownNames(content.bodyEn)].join(', ')
          return t(`templates.fault.${fault}`, { name: owner?.content.name, names })
        },
      }}
    >
      {(told) => (
        <BodyEditor
          content={content}
          fault={told('body_empty', 'body_too_long', 'unknown_placeholder')}
          onChange={editing.set}
        />
      )}
    </TextEditor>
  )
}
