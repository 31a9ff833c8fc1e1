import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_SHORTCUT, MAX_TEMPLATE_NAME, unknownNames } from '#shared/domain/template.ts'
import type { TemplateView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { Time } from '../../components/time.tsx'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { BodyEditor } from './body-editor.tsx'
import classes from './templates.module.css'
import { type EditFault, isSameContent, NEW_TEMPLATE, ownerOfShortcut } from './templates.ts'
import { useTemplateEdit } from './use-template-edit.tsx'

type Props = { id: string; views: readonly TemplateView[]; nextId: string | null }

/** One template with everything that can be done about it. */
export function TemplateEditor({ id, views, nextId }: Props) {
  const { t } = useTranslation()
  const who = useId()
  const name = useRef<HTMLInputElement>(null)
  const editing = useTemplateEdit(id, views)
  const { view, edit, dirty, set } = editing
  const { content, base } = edit
  const [attempted, setAttempted] = useState(false)
  const faults =
    attempted || base !== null ? editing.faults : editing.faults.filter((fault) => SHOWN_AT_ONCE.has(fault))
  const others = views.filter((one) => one.id !== id)
  const wasShared = base?.shared === true

  useEffect(() => {
    if (id === NEW_TEMPLATE) name.current?.focus()
  }, [id])

  async function save() {
    setAttempted(true)
    if (editing.faults.length > 0) document.getElementById('template-faults')?.focus()
    await editing.save()
  }
  useCommand('templates.save', () => void save())
  useCommand('templates.duplicate', () => editing.duplicate(), view !== null)
  useCommand('templates.remove', () => void editing.remove(nextId), view !== null)

  const told = (...of: EditFault[]) => {
    const fault = faults.find((one) => of.includes(one))
    if (fault === undefined) return undefined
    if (fault === 'shortcut_taken') {
      return t('templates.fault.shortcut_taken', { name: ownerOfShortcut(content.shortcut, others)?.content.name })
    }
    const names = [...unknownNames(content.bodySl), ...unknownNames(content.bodyEn)].join(', ')
    return t(`templates.fault.${fault}`, { names })
  }

  return (
    <article
      className={classes.editor}
      aria-label={t('templates.editor', { name: content.name || t('templates.new') })}
    >
      <header className={classes.head}>
        <h2 className={classes.heading}>{content.name.trim() || t('templates.untitled')}</h2>
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
      {view && base && dirty && !isSameContent(view.content, base) && (
        <Notice tone="waiting" live="status" title={t('templates.unsaved')}>
          {t('templates.changedMeanwhile')}
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
          description={t('templates.shortcutHint')}
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
          {t(content.shared ? 'templates.sharedHint' : 'templates.ownHint')} {wasShared && t('templates.staysShared')}
        </p>
      </div>
      <BodyEditor content={content} fault={told('body_empty', 'body_too_long', 'unknown_placeholder')} onChange={set} />
      <footer className={classes.foot}>
        <p id="template-faults" tabIndex={-1} className={classes.faulty} role="status">
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
const SHOWN_AT_ONCE: ReadonlySet<EditFault> = new Set([
  'shortcut_wrong',
  'shortcut_taken',
  'unknown_placeholder',
  'name_too_long',
  'body_too_long',
])
