import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usePortal } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../forms/fields.tsx'
import { Form } from '../../forms/form.tsx'
import forms from '../../forms/forms.module.css'
import { PasswordField } from '../../forms/password-field.tsx'
import { useForm } from '../../forms/use-form.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../session/use-session.ts'
import { faultsOf, isEmail } from '../checks.ts'
import { withPassword } from './with-password.ts'

export function EmailCard() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const me = useSignedIn()
  const form = useForm({
    name: 'email',
    owner: me.contactId,
    initial: { email: '', password: '' },
    secret: ['password'],
    check: ({ email, password }) =>
      faultsOf({
        email: email.trim() === '' ? 'required' : isEmail(email) ? undefined : 'invalid',
        password: password === '' ? 'required' : undefined,
      }),
    send: async ({ email, password }) => {
      await withPassword('password', () => api.post(`${CUSTOMER_PATHS.me}/email`, { email: email.trim(), password }))
      session.set(await api.get<Me>(CUSTOMER_PATHS.me))
      form.clear()
    },
  })
  const labels = { email: t('access.profile.emailNew'), password: t('access.profile.emailPassword') }
  return (
    <Card title={t('access.profile.emailTitle')}>
      <p>
        {t('access.profile.emailNow')}: <strong>{me.email}</strong>
      </p>
      <div role="status">
        {me.newEmail ? (
          <Notice tone="waiting">
            <p>{t('access.profile.emailWaiting', { email: me.newEmail, current: me.email })}</p>
          </Notice>
        ) : null}
      </div>
      <Form form={form} labels={labels} label={t('access.profile.emailTitle')}>
        <TextField
          {...form.field('email')}
          label={labels.email}
          hint={t('access.profile.emailHint')}
          required
          type="email"
          autoComplete="email"
          maxLength={254}
          plain
        />
        <PasswordField {...form.field('password')} label={labels.password} required autoComplete="current-password" />
        <div className={forms.actions}>
          <Button type="submit" look="plain" busy={form.busy}>
            {t('access.profile.emailSubmit')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
