import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unknownIn } from '#shared/domain/macro.ts'
import { MAX_SHORTCUT, MAX_TEMPLATE_NAME } from '#shared/domain/template.ts'
import type { MacroView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { Time } from '../../components/time.tsx'
import { useTemplates } from '../../rpc/reads.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { BodyEditor } from '../templates/body-editor.tsx'
import classes from '../templates/templates.module.css'
import { MacroFields } from './macro-fields.tsx'
import { isSameMacro, type MacroEditFault, NEW_MACRO } from './macros.ts'
import { useMacroEdit } from './use-macro-edit.tsx'

type Props = { id: string; views: readonly MacroView[]; nextId: string | null }

/** One macro with everything that can be done about it. */
export function MacroEditor({ id, views, nextId }: Props) {
  const { t } = useTranslation()
  const who = useId()
  const name = useRef<HTMLInputElement>(null)
  const { data: templates } = useTemplates()
  const editing = useMacroEdit(id, views)
  const { view, edit, dirty, set } = editing
  const { content, base } = edit
  const [attempted, setAttempted] = useState(false)
  const faults =
    attempted || base !== null ? editing.faults : editing.faults.filter((fault) => SHOWN_AT_ONCE.has(fault))
  const wasShared = base?.shared === true

  useEffect(() => {
    if (id === NEW_MACRO) name.current?.focus()
  }, [id])

  async function save() {
    setAttempted(true)
    if (editing.faults.length > 0) document.getElementById('macro-faults')?.focus()
    await editing.save()
  }
  useCommand('templates.save', () => void save())
  useCommand('templates.duplicate', () => editing.duplicate(), view !== null)
  useCommand('templates.remove', () => void editing.remove(nextId), view !== null)

  const told = (...of: MacroEditFault[]) => {
    const fault = faults.find((one) => of.includes(one))
    if (fault === undefined) return undefined
    if (fault === 'nothing_done') return t('macros.nothingDone')
    if (fault === 'shortcut_taken') return t('macros.shortcutTaken')
    return t(`templates.fault.${fault}`, { names: unknownIn(content).join(', ') })
  }
  const nothing = told('nothing_done')

  return (
    <article className={classes.editor} aria-label={t('macros.editor', { name: content.name || t('macros.new') })}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{content.name.trim() || t('macros.untitled')}</h2>
        {view && (
          <div className={classes.tools}>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconCopy size={14} stroke={1.8} aria-hidden />}
              onClick={editing.duplicate}
            >
              {t('templates.duplicate')}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconTrash size={14} stroke={1.8} aria-hidden />}
              onClick={() => void editing.remove(nextId)}
            >
              {t('templates.remove')}
            </Button>
          </div>
        )}
      </header>
      {view?.modifiedByName && (
        <p className={classes.dim}>
          {t('templates.changed', { who: view.modifiedByName })}, <Time at={view.modifiedAt} />
          {view.pending && <> · {t('templates.pending')}</>}
        </p>
      )}
      {view?.conflict && <ConflictCard {...view.conflict} subject={view.content.name} keys={false} />}
      {view && base && dirty && !isSameMacro(view.content, base) && (
        <Notice tone="waiting" live="status" title={t('templates.unsaved')}>
          {t('macros.changedMeanwhile')}
        </Notice>
      )}
      <div className={classes.row}>
        <TextInput
          ref={name}
          className={classes.grow}
          label={t('templates.name')}
          value={content.name}
          maxLength={MAX_TEMPLATE_NAME}
          error={told('name_empty', 'name_too_long')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          className={classes.short}
          label={t('templates.shortcut')}
          description={t('macros.shortcutHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          leftSection={<span aria-hidden>;</span>}
          value={content.shortcut}
          maxLength={MAX_SHORTCUT}
          spellCheck={false}
          autoComplete="off"
          error={told('shortcut_wrong', 'shortcut_taken')}
          onChange={(event) => set({ shortcut: event.currentTarget.value.replace(/^;+/, '') })}
        />
      </div>
      <div>
        <p id={who} className={classes.label}>
          {t('templates.who')}
        </p>
        <SegmentedControl
          aria-labelledby={who}
          size="xs"
          value={content.shared ? 'shared' : 'own'}
          disabled={wasShared}
          data={(['own', 'shared'] as const).map((value) => ({ value, label: t(`templates.${value}`) }))}
          onChange={(value) => set({ shared: value === 'shared' })}
        />
        <p className={classes.dim}>
          {t(content.shared ? 'templates.sharedHint' : 'templates.ownHint')} {wasShared && t('macros.staysShared')}
        </p>
      </div>
      <MacroFields content={content} onChange={set} />
      {nothing && (
        <p className={classes.faulty} role="alert">
          {nothing}
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
      <footer className={classes.foot}>
        <p id="macro-faults" tabIndex={-1} className={classes.faulty} role="status">
          {attempted && editing.faults.length > 0 ? t('templates.faulty') : dirty ? t('templates.unsaved') : ''}
        </p>
        {dirty && (
          <Button variant="subtle" color="gray" onClick={editing.discard}>
            {t('templates.discard')}
          </Button>
        )}
        <Button disabled={!dirty} rightSection={<Keys id="templates.save" />} onClick={() => void save()}>
          {t('templates.save')}
        </Button>
      </footer>
    </article>
  )
}

/** Wrong already while it is being written; what is only missing yet is said when it is to be saved. */
const SHOWN_AT_ONCE: ReadonlySet<MacroEditFault> = new Set([
  'shortcut_wrong',
  'shortcut_taken',
  'unknown_placeholder',
  'name_too_long',
  'body_too_long',
])
