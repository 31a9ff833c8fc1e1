import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { FieldFrame } from './fields.tsx'
import classes from './forms.module.css'
import type { FieldProps } from './use-form.ts'

type Props = FieldProps<string> & {
  label: string
  required?: boolean
  /** For the browser's and other keepers of passwords. */
  autoComplete: 'current-password' | 'new-password'
  /** Shown under the field: rules and strength. Its `id` is spoken with the field. */
  below?: { id: string; content: ReactNode }
}

/** May be pasted into, and looked at. */
export function PasswordField({ autoComplete, below, ...field }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  return (
    <FieldFrame {...field}>
      {(described) => (
        <>
          <div className={classes.withButton}>
            <input
              id={field.id}
              name={field.name}
              type={shown ? 'text' : 'password'}
              className={classes.input}
              value={field.value}
              autoComplete={autoComplete}
              spellCheck={false}
              autoCapitalize="none"
              aria-required={field.required || undefined}
              aria-invalid={field.fault !== undefined || undefined}
              aria-describedby={[described, below?.id].filter(Boolean).join(' ') || undefined}
              onChange={(event) => field.onChange(event.target.value)}
            />
            <button
              type="button"
              className={classes.eye}
              aria-label={`${t(shown ? 'shell.form.hidePassword' : 'shell.form.showPassword')}: ${field.label}`}
              onClick={() => setShown(!shown)}
            >
              {shown ? <IconEyeOff size={22} aria-hidden="true" /> : <IconEye size={22} aria-hidden="true" />}
            </button>
          </div>
          {below?.content}
        </>
      )}
    </FieldFrame>
  )
}
