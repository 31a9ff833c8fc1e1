import { useLocation } from 'wouter'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usePortal } from '../app/portal.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { faultsOf, newPasswordFaults } from './checks.ts'
import { NewPasswordFields } from './new-password-fields.tsx'
import { useHashCode } from './use-hash-code.ts'

export function ResetPasswordPage() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const [, navigate] = useLocation()
  const code = useHashCode()
  const form = useForm({
    name: 'reset-password',
    initial: { password: '', repeated: '' },
    secret: ['password', 'repeated'],
    check: ({ password, repeated }) => faultsOf(newPasswordFaults(password, repeated)),
    send: async ({ password }) => {
      const me = await api.post<Me>(`${CUSTOMER_PATHS.password}/reset`, { code, password })
      session.set(me)
      navigate(CUSTOMER_PAGES.cases, { replace: true })
    },
  })
  const labels = { password: t('access.reset.password'), repeated: t('access.reset.repeated') }
  const useless = code === '' || (form.problem?.code.startsWith('code_') ?? false)
  return (
    <Page title={t('access.reset.title')} lead={useless ? undefined : t('access.reset.lead')}>
      {useless ? (
        <>
          <Notice tone="waiting" role="alert" title={t('access.reset.badTitle')}>
            <p>{t('access.reset.bad')}</p>
          </Notice>
          <div>
            <ButtonLink href={CUSTOMER_PAGES.forgotPassword}>{t('access.reset.new')}</ButtonLink>
          </div>
        </>
      ) : (
        <Card>
          <Form form={form} labels={labels}>
            <NewPasswordFields password={form.field('password')} repeated={form.field('repeated')} labels={labels} />
            <div className={forms.actions}>
              <Button type="submit" busy={form.busy}>
                {t('access.reset.submit')}
              </Button>
            </div>
          </Form>
        </Card>
      )}
    </Page>
  )
}
