import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { unknownIn } from '#shared/domain/macro.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useTemplates } from '../../rpc/reads.ts'
import { useScreen } from '../../stores/screen.ts'
import { BodyEditor } from '../templates/body-editor.tsx'
import classes from '../templates/templates.module.css'
import { TextEditor } from '../texts/text-editor.tsx'
import { useTextEdit } from '../texts/use-text-edit.ts'
import { MacroFields } from './macro-fields.tsx'
import { macroRules } from './macros.ts'

type Props = { id: string; views: readonly MacroView[]; nextId: string | null }

export function MacroEditor({ id, views, nextId }: Props) {
  const { t } = useTranslation()
  const { queries } = useDesk()
  const { macros } = useScreen()
  const { data: templates } = useTemplates()
  const editing = useTextEdit(id, views, {
    store: macros,
    rules: macroRules,
    listKey: queries.macros.list.key(),
    save: async (desk, { id: macroId, ...text }) => (await desk.macros.save({ macroId, ...text })).macroId,
    remove: (desk, macroId) => desk.macros.remove({ macroId }),
    words: {
      saved: t('macros.saved'),
      begun: t('macros.begun'),
      removed: (name) => t('macros.removed', { name }),
      back: (name) => t('macros.back', { name }),
    },
  })
  const { set } = editing
  const { content } = editing.edit
  return (
    <TextEditor
      editing={editing}
      nextId={nextId}
      words={{
        label: t('macros.editor', { name: content.name || t('macros.new') }),
        untitled: t('macros.untitled'),
        changedMeanwhile: t('macros.changedMeanwhile'),
        shortcutHint: t('macros.shortcutHint'),
        staysShared: t('macros.staysShared'),
        fault: (fault) => {
          if (fault === 'nothing_done') return t('macros.nothingDone')
          if (fault === 'shortcut_taken') return t('macros.shortcutTaken')
          return t(`templates.fault.${fault}`, { names: unknownIn(content).join(', ') })
        },
      }}
    >
      {(told) => (
        <>
          <MacroFields content={content} onChange={set} />
          {told('nothing_done') && (
            <p className={classes.faulty} role="alert">
              {told('nothing_done')}
            </p>
          )}
          {content.words !== 'none' && (
            <>
              <Select
                size="xs"
                label={t('macros.takeTemplate')}
                placeholder={t('macros.chooseTemplate')}
                searchable
                value={null}
                data={(templates ?? []).map((one) => ({ value: one.id, label: one.content.name }))}
                onChange={(templateId) => {
                  const found = templates?.find((one) => one.id === templateId)?.content
                  if (found) set({ bodySl: found.bodySl, bodyEn: found.bodyEn })
                }}
              />
              <BodyEditor
                content={content}
                fault={told('body_empty', 'body_too_long', 'unknown_placeholder')}
                onChange={set}
              />
            </>
          )}
        </>
      )}
    </TextEditor>
  )
}
