import { Button, UnstyledButton } from '@mantine/core'
import { IconEyeOff, IconPencil } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_TEXT, MAX_LINE_VALUE } from '#shared/domain/rma.ts'
import { type LineField as Field, LINE_TEXTS } from '#shared/portal-api/rma-rows.ts'
import type { RmaLineView } from '#shared/rpc/rmas.ts'
import { Notice } from '../../components/notice.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import classes from './details.module.css'
import { fieldName, NO_WORDS } from './rma-forms.ts'

type Props = {
  line: RmaLineView
  field: Exclude<Field, 'warranty'>
  /** Customers never see it. */
  internal?: boolean
}

/** One field of a device: its text, and on a click or Enter the field to write in. What is begun stays until it is saved. */
export function LineField({ line, field, internal = false }: Props) {
  const { t } = useTranslation()
  const { rmaForms } = useScreen()
  const value = line[field] ?? ''
  const begun = useStore(rmaForms.state, (all) => (all[line.caseId] ?? NO_WORDS).fields[fieldName(line.id, field)])
  const [open, setOpen] = useState(false)
  const show = useRef<HTMLButtonElement>(null)
  const label = t(`rma.field.${field}`)
  const isText = (LINE_TEXTS as readonly Field[]).includes(field)

  function close() {
    setOpen(false)
    requestAnimationFrame(() => show.current?.focus())
  }

  return (
    <div className={classes.field} data-internal={internal || undefined}>
      <span className={classes.fieldLabel}>
        {label}
        {internal && <IconEyeOff size={13} stroke={1.9} aria-hidden />}
        {internal && <span className="visually-hidden">{t('rma.internal')}</span>}
      </span>
      {open ? (
        <FieldEditor line={line} field={field} value={value} isText={isText} onClose={close} />
      ) : (
        <UnstyledButton ref={show} className={classes.fieldValue} data-field={field} onClick={() => setOpen(true)}>
          <span className="visually-hidden">{label}: </span>
          <span className={isText ? classes.text : classes.short} data-empty={value === '' || undefined}>
            {value || t('case.empty')}
          </span>
          {begun !== undefined && <span className={classes.begun}>{t('rma.begun', { text: begun.text })}</span>}
          <IconPencil size={14} stroke={1.8} aria-hidden className={classes.pencil} />
          <span className="visually-hidden">. {t('rma.edit')}</span>
        </UnstyledButton>
      )}
    </div>
  )
}

type EditorProps = Pick<Props, 'line' | 'field'> & { value: string; isText: boolean; onClose: () => void }

function FieldEditor({ line, field, value, isText, onClose }: EditorProps) {
  const { t } = useTranslation()
  const id = useId()
  const { rmaForms } = useScreen()
  const change = useChange()
  const begun = useStore(rmaForms.state, (all) => (all[line.caseId] ?? NO_WORDS).fields[fieldName(line.id, field)])
  const base = begun?.base ?? value
  const text = begun?.text ?? value
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const max = isText ? MAX_LINE_TEXT : MAX_LINE_VALUE
  const clean = isText ? text : text.trim()
  const fault =
    clean.length > max
      ? t('edit.tooLong', { length: clean.length, max })
      : field === 'serialNumber' && lookUpKey(clean) === ''
        ? t('rma.serialMissing')
        : null

  useEffect(() => {
    const area = box.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])

  const write = (next: string) => rmaForms.setField(line, field, next === base ? null : { text: next, base })

  async function save() {
    if (busy || fault !== null) return
    if (clean === value) return discard()
    setBusy(true)
    const done = await change((desk) => desk.rmas.setField({ lineId: line.id, field, value: clean }))
    setBusy(false)
    if (done) discard()
  }

  function discard() {
    rmaForms.setField(line, field, null)
    onClose()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const strong = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && (strong || !isText)) void save()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const common = {
    ref: box,
    className: classes.area,
    'aria-label': t('rma.editField', { field: t(`rma.field.${field}`), serial: line.serialNumber }),
    'aria-invalid': fault !== null,
    'aria-describedby': id,
    value: text,
    readOnly: busy,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field and of its buttons, which come through here
    <div className={classes.editor} onKeyDown={onKeyDown}>
      {isText ? (
        <textarea {...common} rows={3} spellCheck onChange={(event) => write(event.currentTarget.value)} />
      ) : (
        <input {...common} spellCheck={false} onChange={(event) => write(event.currentTarget.value)} />
      )}
      {begun !== undefined && base !== value && (
        <Notice tone="waiting" live="status" title={t('rma.overtaken')}>
          {value || t('case.empty')}
        </Notice>
      )}
      <div className={classes.editorFoot}>
        <p className={classes.fault} id={id}>
          {fault}
        </p>
        {begun !== undefined && (
          <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={discard}>
            {t('edit.discard')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" disabled={busy} onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button size="compact-sm" disabled={busy || fault !== null} onClick={() => void save()}>
          {t('edit.save')}
        </Button>
      </div>
    </div>
  )
}
