import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { ApiProblem } from '../api/problem.ts'
import { usePortal } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { CheckboxField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { PasswordField } from '../forms/password-field.tsx'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Words } from '../i18n/words.ts'
import { missing } from './checks.ts'

export function SignInPage() {
  const { t } = useWords()
  const { api, session } = usePortal()
  const left = useStore(session.store, (state) => state.left)
  const form = useForm({
    name: 'sign-in',
    initial: { login: '', password: '', staySignedIn: false },
    secret: ['password'],
    check: (values) => missing(values, ['login', 'password']),
    send: async ({ login, password, staySignedIn }) => {
      // The way on, back to where one came from, is the router's.
      session.set(await api.post<Me>(CUSTOMER_PATHS.signIn, { login: login.trim(), password, staySignedIn }))
    },
  })
  const labels = { login: t('access.signIn.login'), password: t('access.signIn.password') }
  return (
    <Page title={t('access.signIn.title')}>
      {left ? (
        <Notice tone={left === 'ended' ? 'waiting' : 'good'} role="status">
          <p>{t(left === 'ended' ? 'access.signIn.ended' : 'access.signIn.signedOut')}</p>
        </Notice>
      ) : null}
      <Card>
        <Form form={form} labels={labels} problem={form.problem ? adviceFor(form.problem.code, t) : undefined}>
          <TextField {...form.field('login')} label={labels.login} required autoComplete="username" plain />
          <PasswordField {...form.field('password')} label={labels.password} required autoComplete="current-password" />
          <CheckboxField
            {...form.field('staySignedIn')}
            label={t('access.signIn.stay')}
            hint={t('access.signIn.stayHint')}
          />
          <div className={forms.actions}>
            <Button type="submit" busy={form.busy}>
              {t('access.signIn.submit')}
            </Button>
            <Link href={CUSTOMER_PAGES.forgotPassword} className={forms.quietLink}>
              {t('access.signIn.forgot')}
            </Link>
          </div>
        </Form>
      </Card>
      <p>
        <Link href={CUSTOMER_PAGES.register}>{t('access.signIn.register')}</Link>
      </p>
      <Notice title={t('access.signIn.migratedTitle')}>
        <p>{t('access.signIn.migrated')}</p>
        <p>
          <Link href={CUSTOMER_PAGES.forgotPassword}>{t('access.signIn.migratedLink')}</Link>
        </p>
      </Notice>
    </Page>
  )
}

/** Two problems have the same way out; everything else is told by its own words. */
function adviceFor(code: ApiProblem['code'], t: Words['t']) {
  if (code !== 'password_reset_needed' && code !== 'too_many_requests') return undefined
  const migrated = code === 'password_reset_needed'
  return (
    <>
      <p>{t(migrated ? 'access.signIn.resetNeeded' : 'access.signIn.tooOften')}</p>
      <p>
        <Link href={CUSTOMER_PAGES.forgotPassword}>
          {t(migrated ? 'access.signIn.migratedLink' : 'access.signIn.forgot')}
        </Link>
      </p>
    </>
  )
}
