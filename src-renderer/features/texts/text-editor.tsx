import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_SHORTCUT, MAX_TEMPLATE_NAME, type TemplateFault } from '#shared/domain/template.ts'
import type { OpenConflict } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { Notice } from '../../components/notice.tsx'
import { Time } from '../../components/time.tsx'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import classes from '../templates/templates.module.css'
import { NEW_TEXT, type Text } from './edits.ts'
import type { TextEditing, TextView } from './use-text-edit.ts'

type View<Content> = TextView<Content> & { conflict: OpenConflict | null }
type AnyFault<Fault extends string> = Fault | 'shortcut_taken'
/** The words for the first fault of these kinds that is to be seen by now; undefined: there is none. */
export type Told<Fault extends string> = (...of: AnyFault<Fault>[]) => string | undefined

type Props<Content extends Text, Fault extends string> = {
  editing: TextEditing<Content, View<Content>, Fault>
  nextId: string | null
  words: {
    label: string
    untitled: string
    changedMeanwhile: string
    shortcutHint: string
    staysShared: string
    fault(fault: AnyFault<Fault>): string
  }
  /** What is of this kind alone, below the name. */
  children(told: Told<Fault>): ReactNode
}

/** One template or macro with everything that can be done about it. */
export function TextEditor<Content extends Text, Fault extends string>({
  editing,
  nextId,
  words,
  children,
}: Props<Content, Fault>) {
  const { t } = useTranslation()
  const [who, footId] = [useId(), useId()]
  const name = useRef<HTMLInputElement>(null)
  const { id, view, edit, dirty } = editing
  const { content, base } = edit
  const [attempted, setAttempted] = useState(false)
  const faults =
    attempted || base !== null ? editing.faults : editing.faults.filter((fault) => SHOWN_AT_ONCE.has(fault))
  const wasShared = base?.shared === true
  const set = (part: Partial<Text>) => editing.set(part as Partial<Content>)

  useEffect(() => {
    if (id === NEW_TEXT) name.current?.focus()
  }, [id])

  async function save() {
    setAttempted(true)
    if (editing.faults.length > 0) document.getElementById(footId)?.focus()
    await editing.save()
  }
  useCommand('templates.save', () => void save())
  useCommand('templates.duplicate', () => editing.duplicate(), view !== null)
  useCommand('templates.remove', () => void editing.remove(nextId), view !== null)

  const told = (...of: readonly string[]) => {
    const fault = faults.find((one) => of.includes(one))
    return fault === undefined ? undefined : words.fault(fault)
  }

  return (
    <article className={classes.editor} aria-label={words.label}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{content.name.trim() || words.untitled}</h2>
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
      {dirty && editing.outdated && (
        <Notice tone="waiting" live="status" title={t('templates.unsaved')}>
          {words.changedMeanwhile}
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
          description={words.shortcutHint}
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
          {t(content.shared ? 'templates.sharedHint' : 'templates.ownHint')} {wasShared && words.staysShared}
        </p>
      </div>
      {children(told)}
      <footer className={classes.foot}>
        <p id={footId} tabIndex={-1} className={classes.faulty} role="status">
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
const SHOWN_AT_ONCE: ReadonlySet<string> = new Set([
  'shortcut_wrong',
  'shortcut_taken',
  'unknown_placeholder',
  'name_too_long',
  'body_too_long',
] satisfies AnyFault<TemplateFault>[])
