import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import classes from './field-editor.module.css'
import { cleanField, FIELD_LIMITS, type TextField, type useFieldEdit } from './use-field-edit.ts'

/** From this share of the limit on the length is worth saying. */
const LENGTH_SHOWN_FROM = 0.8

type Props = { field: TextField; value: string; editing: ReturnType<typeof useFieldEdit> }

/** Edits a title or a description where it stands. Ctrl+Enter saves (Enter too in a title); Esc leaves, and asks first. */
export function FieldEditor({ field, value, editing }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const ask = useRef<HTMLButtonElement>(null)
  const { edit, fault, busy, problem, overtaken } = editing
  const asking = edit?.asking ?? false
  useEffect(() => {
    if (asking) ask.current?.focus()
    else box.current?.focus()
  }, [asking])
  useEffect(() => {
    const area = box.current
    area?.setSelectionRange(area.value.length, area.value.length)
    area?.scrollIntoView({ block: 'nearest' })
  }, [])
  if (!edit) return null
  const length = cleanField(field, edit.text).length
  const max = FIELD_LIMITS[field]

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const strong = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && (strong || (field === 'title' && !event.shiftKey))) void editing.save()
    else if (event.key === 'Escape') editing.leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field and of its buttons, which come through here
    <div className={classes.editor} data-field={field} onKeyDown={onKeyDown}>
      <textarea
        ref={box}
        className={classes.area}
        aria-label={t(`edit.${field}`)}
        aria-invalid={fault !== null}
        aria-describedby={id}
        value={edit.text}
        rows={field === 'title' ? 1 : 6}
        readOnly={busy}
        spellCheck
        onChange={(event) => editing.change(event.currentTarget.value)}
      />
      {overtaken && (
        <Notice tone="waiting" live="status" title={t(`edit.overtaken.${field}`)}>
          <span className={classes.theirs}>{value || t('case.empty')}</span>
        </Notice>
      )}
      {problem && (
        <Notice tone="danger" live="alert" title={problem.title}>
          {problem.advice}
        </Notice>
      )}
      <div className={classes.foot}>
        <p className={classes.says} id={id}>
          {fault === 'empty' && <span className={classes.fault}>{t('edit.titleEmpty')}</span>}
          {fault === 'tooLong' && <span className={classes.fault}>{t('edit.tooLong', { length, max })}</span>}
          {fault === null && length > max * LENGTH_SHOWN_FROM && t('composer.length', { length, max })}
        </p>
        {edit.asking ? (
          <fieldset className={classes.actions} aria-label={t('edit.leaveTitle')}>
            <span className={classes.ask} role="alert">
              {t('edit.leaveTitle')}
            </span>
            <Button ref={ask} disabled={busy || fault !== null} onClick={() => void editing.save()}>
              {t('edit.save')}
            </Button>
            <Button variant="default" onClick={editing.discard}>
              {t('edit.discard')}
            </Button>
            <Button variant="subtle" color="gray" onClick={editing.leave}>
              {t('edit.goOn')}
            </Button>
          </fieldset>
        ) : (
          <div className={classes.actions}>
            <span className={classes.keys} aria-hidden>
              <kbd>{field === 'title' ? '↵' : 'Ctrl ↵'}</kbd> <kbd>Esc</kbd>
            </span>
            <Button disabled={busy || fault !== null} onClick={() => void editing.save()}>
              {t('edit.save')}
            </Button>
            <Button variant="default" onClick={editing.leave}>
              {t('app.cancel')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
