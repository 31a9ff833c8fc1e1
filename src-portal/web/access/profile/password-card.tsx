import { useState } from 'react'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usePortal } from '../../app/portal.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Form } from '../../forms/form.tsx'
import forms from '../../forms/forms.module.css'
import { PasswordField } from '../../forms/password-field.tsx'
import { useForm } from '../../forms/use-form.ts'
import { useWords } from '../../i18n/use-words.ts'
import { faultsOf, newPasswordFaults } from '../checks.ts'
import { NewPasswordFields } from '../new-password-fields.tsx'
import { Done } from './done.tsx'
import { withPassword } from './with-password.ts'

export function PasswordCard() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const [saved, setSaved] = useState(0)
  const form = useForm({
    name: 'password',
    initial: { current: '', password: '', repeated: '' },
    secret: ['current', 'password', 'repeated'],
    check: ({ current, password, repeated }) =>
      faultsOf({ current: current === '' ? 'required' : undefined, ...newPasswordFaults(password, repeated) }),
    send: async ({ current, password }) => {
      setSaved(0)
      await withPassword('current', () => api.post(`${CUSTOMER_PATHS.me}/password`, { current, password }))
      // The session may have been renewed with the password.
      session.set(await api.get<Me>(CUSTOMER_PATHS.me))
      form.clear()
      setSaved((count) => count + 1)
    },
  })
  const labels = {
    current: t('access.profile.current'),
    password: t('access.profile.newPassword'),
    repeated: t('access.profile.repeated'),
  }
  return (
    <Card title={t('access.profile.passwordTitle')}>
      <Form form={form} labels={labels} label={t('access.profile.passwordTitle')}>
        <PasswordField {...form.field('current')} label={labels.current} required autoComplete="current-password" />
        <NewPasswordFields password={form.field('password')} repeated={form.field('repeated')} labels={labels} />
        <div className={forms.actions}>
          <Button type="submit" look="plain" busy={form.busy}>
            {t('access.profile.passwordSubmit')}
          </Button>
          <Done count={saved}>{t('access.profile.passwordSaved')}</Done>
        </div>
      </Form>
    </Card>
  )
}
