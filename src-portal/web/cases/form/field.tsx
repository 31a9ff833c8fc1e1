import { IconAlertCircle } from '@tabler/icons-react'
import { type ClipboardEvent, type ReactNode, useId } from 'react'
import { Star } from '../../forms/fields.tsx'
import classes from './field.module.css'

type FieldProps = { label: string; hint?: string; fault?: string | null; required?: boolean }
type ControlProps = {
  id: string
  className: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

/** Label, hint and fault of one control, tied to it. */
export function Field({
  label,
  hint,
  fault,
  required,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, fault ? `${id}-fault` : null].filter(Boolean).join(' ')
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
        {required ? <Star /> : null}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      ) : null}
      {children({
        id,
        className: classes.input,
        'aria-describedby': described || undefined,
        'aria-invalid': fault ? true : undefined,
        'aria-required': required || undefined,
      })}
      {fault ? <Fault id={`${id}-fault`}>{fault}</Fault> : null}
    </div>
  )
}

export function Fault({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className={classes.fault}>
      <IconAlertCircle size={18} stroke={2} aria-hidden="true" />
      {children}
    </p>
  )
}

type TextProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  name?: string
  readOnly?: boolean
  autoComplete?: string
}

export function TextField({ value, onChange, name, readOnly, autoComplete = 'off', ...field }: TextProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="text"
          name={name}
          value={value}
          readOnly={readOnly}
          autoComplete={autoComplete}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

type AreaProps = TextProps & {
  rows?: number
  /** Pictures from the clipboard. */
  onFiles?: (files: File[]) => void
}

export function TextArea({ value, onChange, name, readOnly, rows = 6, onFiles, ...field }: AreaProps) {
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    // A copied table comes as words and as a picture; the words are what was meant.
    if (files.length === 0 || !onFiles || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    onFiles(files)
  }
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          name={name}
          rows={rows}
          value={value}
          readOnly={readOnly}
          onPaste={paste}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
