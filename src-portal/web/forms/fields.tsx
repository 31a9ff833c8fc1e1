import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from 'react'
import classes from './forms.module.css'
import { useFieldWords } from './use-field-words.ts'
import type { FieldProps } from './use-form.ts'

type Common = { label: string; required?: boolean; hint?: ReactNode }

/** Label, hint, the field, and what is wrong with it, tied together for those who hear the page. */
export function FieldFrame({
  id,
  name,
  label,
  required = false,
  hint,
  fault,
  children,
}: Common & {
  id: string
  name: string
  fault: string | undefined
  children: (described: string | undefined) => ReactNode
}) {
  const fieldWords = useFieldWords()
  const described = [hint ? `${id}-hint` : null, fault ? `${id}-fault` : null].filter(Boolean).join(' ') || undefined
  return (
    <div className={classes.field} data-faulty={fault !== undefined || undefined}>
      <label htmlFor={id} className={classes.label}>
        {label}
        {required ? <Star /> : null}
      </label>
      {hint ? (
        <div id={`${id}-hint`} className={classes.hint}>
          {hint}
        </div>
      ) : null}
      {children(described)}
      {fault ? (
        <p id={`${id}-fault`} className={classes.fault}>
          {fieldWords(name, fault)}
        </p>
      ) : null}
    </div>
  )
}

/** As in the guide; screen readers are told by `aria-required`. */
export function Star() {
  return (
    <span aria-hidden="true" className={classes.star}>
      {' *'}
    </span>
  )
}

type TextProps = Common &
  FieldProps<string> & {
    type?: HTMLInputTypeAttribute
    autoComplete?: HTMLInputAutoCompleteAttribute
    inputMode?: 'text' | 'tel' | 'email' | 'numeric'
    maxLength?: number
    /** Of code, not of words: no spelling, no capital at the beginning. */
    plain?: boolean
    readOnly?: boolean
  }

export function TextField({
  type = 'text',
  autoComplete,
  inputMode,
  maxLength,
  plain = false,
  readOnly,
  ...field
}: TextProps) {
  return (
    <FieldFrame {...field}>
      {(described) => (
        <input
          id={field.id}
          name={field.name}
          type={type}
          className={classes.input}
          value={field.value}
          autoComplete={autoComplete}
          inputMode={inputMode}
          maxLength={maxLength}
          readOnly={readOnly}
          spellCheck={plain ? false : undefined}
          autoCapitalize={plain ? 'none' : undefined}
          aria-required={field.required || undefined}
          aria-invalid={field.fault !== undefined || undefined}
          aria-describedby={described}
          onChange={(event) => field.onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

export function TextArea({
  rows = 5,
  maxLength,
  plain = false,
  ...field
}: Common & FieldProps<string> & { rows?: number; maxLength?: number; plain?: boolean }) {
  return (
    <FieldFrame {...field}>
      {(described) => (
        <textarea
          id={field.id}
          name={field.name}
          className={`${classes.input} ${plain ? classes.code : ''}`}
          rows={rows}
          value={field.value}
          maxLength={maxLength}
          spellCheck={plain ? false : undefined}
          autoCapitalize={plain ? 'none' : undefined}
          autoComplete={plain ? 'off' : undefined}
          aria-required={field.required || undefined}
          aria-invalid={field.fault !== undefined || undefined}
          aria-describedby={described}
          onChange={(event) => field.onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  )
}

export type Choice = { value: string; label: string }

/** `empty`: the words while nothing is chosen. */
export function SelectField({
  choices,
  empty,
  autoComplete,
  ...field
}: Common &
  FieldProps<string> & { choices: readonly Choice[]; empty?: string; autoComplete?: HTMLInputAutoCompleteAttribute }) {
  return (
    <FieldFrame {...field}>
      {(described) => (
        <select
          id={field.id}
          name={field.name}
          className={classes.input}
          value={field.value}
          autoComplete={autoComplete}
          aria-required={field.required || undefined}
          aria-invalid={field.fault !== undefined || undefined}
          aria-describedby={described}
          onChange={(event) => field.onChange(event.target.value)}
        >
          {empty === undefined ? null : <option value="">{empty}</option>}
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}

export function CheckboxField({ label, required, hint, ...field }: Common & FieldProps<boolean>) {
  const fieldWords = useFieldWords()
  const described =
    [hint ? `${field.id}-hint` : null, field.fault ? `${field.id}-fault` : null].filter(Boolean).join(' ') || undefined
  return (
    <div className={classes.field} data-faulty={field.fault !== undefined || undefined}>
      <label className={classes.check}>
        <input
          id={field.id}
          name={field.name}
          type="checkbox"
          checked={field.value}
          aria-required={required || undefined}
          aria-invalid={field.fault !== undefined || undefined}
          aria-describedby={described}
          onChange={(event) => field.onChange(event.target.checked)}
        />
        <span>
          {label}
          {required ? <Star /> : null}
        </span>
      </label>
      {hint ? (
        <div id={`${field.id}-hint`} className={classes.hint}>
          {hint}
        </div>
      ) : null}
      {field.fault ? (
        <p id={`${field.id}-fault`} className={classes.fault}>
          {fieldWords(field.name, field.fault)}
        </p>
      ) : null}
    </div>
  )
}
