import { useState } from 'react'
import { useApi } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { Captcha } from './captcha.tsx'
import { faultsOf, isEmail } from './checks.ts'
import { useCaptcha } from './use-captcha.ts'

type Props = {
  /** Of the form. */
  name: string
  /** Where it is sent. */
  path: string
  submit: string
  /** Said whoever is known. */
  sentTitle: string
  sent: string
}

/** "Send something to my address": for a new password and for a new invitation. */
export function EmailRequest({ name, path, submit, sentTitle, sent }: Props) {
  const { t } = useWords()
  const api = useApi()
  const captcha = useCaptcha()
  const [done, setDone] = useState(false)
  const form = useForm({
    name,
    initial: { email: '' },
    check: ({ email }) =>
      faultsOf({ email: email.trim() === '' ? 'required' : isEmail(email) ? undefined : 'invalid' }),
    send: async ({ email }) => {
      await captcha.withCaptcha((proof) => api.post(path, { email: email.trim(), captcha: proof }))
      setDone(true)
    },
  })
  if (done) {
    return (
      <>
        <Notice tone="good" role="status" title={sentTitle}>
          <p>{sent}</p>
        </Notice>
        <div>
          <Button
            look="link"
            onClick={() => {
              form.clear()
              setDone(false)
            }}
          >
            {t('access.forgot.again')}
          </Button>
        </div>
      </>
    )
  }
  const labels = { email: t('access.forgot.email') }
  return (
    <Form form={form} labels={labels}>
      <TextField
        {...form.field('email')}
        label={labels.email}
        required
        type="email"
        autoComplete="email"
        maxLength={254}
        plain
      />
      <Captcha ref={captcha.ref} />
      <div className={forms.actions}>
        <Button type="submit" busy={form.busy}>
          {submit}
        </Button>
      </div>
    </Form>
  )
}
