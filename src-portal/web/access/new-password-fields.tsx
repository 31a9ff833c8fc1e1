import { IconCheck, IconPoint } from '@tabler/icons-react'
import { MIN_PASSWORD_LENGTH, passwordProblem } from '#shared/domain/password.ts'
import forms from '../forms/forms.module.css'
import { PasswordField } from '../forms/password-field.tsx'
import type { FieldProps } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { passwordStrength } from './password-strength.ts'

type Props = {
  password: FieldProps<string>
  repeated: FieldProps<string>
  labels: { password: string; repeated: string }
}

/** A new password with its rules and strength, and once more. */
export function NewPasswordFields({ password, repeated, labels }: Props) {
  const rulesId = `${password.id}-rules`
  return (
    <>
      <PasswordField
        {...password}
        label={labels.password}
        required
        autoComplete="new-password"
        below={{ id: rulesId, content: <Rules id={rulesId} password={password.value} /> }}
      />
      <PasswordField {...repeated} label={labels.repeated} required autoComplete="new-password" />
    </>
  )
}

function Rules({ id, password }: { id: string; password: string }) {
  const { t } = useWords()
  const strength = passwordProblem(password) === null ? passwordStrength(password) : password === '' ? 0 : 1
  const rules = [
    { word: t('access.password.length'), met: [...password].length >= MIN_PASSWORD_LENGTH },
    { word: t('access.password.capital'), met: password !== '' && /\p{Lu}/u.test(password) },
    // The portal knows the list; before it has spoken nothing can be ticked off.
    { word: t('access.password.notCommon'), met: false },
  ]
  return (
    <div className={forms.strength}>
      <ul id={id} className={forms.rules}>
        {rules.map(({ word, met }) => (
          <li key={word}>
            {met ? <IconCheck size={18} stroke={3} aria-hidden="true" /> : <IconPoint size={18} aria-hidden="true" />}
            <span>
              {word}
              {met ? <span className="visually-hidden">{` (${t('access.password.met')})`}</span> : null}
            </span>
          </li>
        ))}
      </ul>
      <div className={forms.bars} data-level={strength} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
      <p role="status">{t(`access.password.level${strength}`)}</p>
    </div>
  )
}
