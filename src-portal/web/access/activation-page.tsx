import { useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import type { invitationState, Me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usernameProblem } from '#shared/domain/username.ts'
import { ApiProblem } from '../api/problem.ts'
import { useApi, usePortal } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Page } from '../components/page.tsx'
import { TextArea, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import classes from './access.module.css'
import { cleanCode, faultsOf, missing, newPasswordFaults } from './checks.ts'
import { CodeProblem } from './code-problem.tsx'
import { NewInvitation } from './new-invitation.tsx'
import { NewPasswordFields } from './new-password-fields.tsx'
import { useHashCode } from './use-hash-code.ts'

type Invitation = z.infer<typeof invitationState> & { code: string }

/** The code first, then user name and password, as in the guide. */
export function ActivationPage() {
  const { t } = useWords()
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  return invitation ? (
    <Page
      key="account"
      title={t('access.activate.accountTitle')}
      lead={t('access.activate.accountLead', { email: invitation.email })}
    >
      <Account invitation={invitation} onOtherCode={() => setInvitation(null)} />
    </Page>
  ) : (
    <CodePage onFound={setInvitation} />
  )
}

function CodePage({ onFound }: { onFound: (invitation: Invitation) => void }) {
  const { t } = useWords()
  const api = useApi()
  const fromLink = useHashCode()
  const form = useForm({
    name: 'invitation',
    initial: { code: fromLink },
    secret: ['code'],
    check: (values) => missing(values, ['code']),
    send: async (values) => {
      const code = cleanCode(values.code)
      const state = await api.post<z.infer<typeof invitationState>>(CUSTOMER_PATHS.invitation, { code })
      onFound({ ...state, code })
    },
  })
  const labels = { code: t('access.activate.code') }
  return (
    <Page
      key="code"
      title={t('access.activate.title')}
      lead={t(fromLink === '' ? 'access.activate.lead' : 'access.activate.leadFilled')}
    >
      <Card>
        <Form form={form} labels={labels} problem={form.problem ? <CodeProblem problem={form.problem} /> : undefined}>
          <TextArea {...form.field('code')} label={labels.code} required rows={3} maxLength={1000} plain />
          <div className={forms.actions}>
            <Button type="submit" busy={form.busy}>
              {t('access.activate.submit')}
            </Button>
          </div>
        </Form>
      </Card>
      <NewInvitation open={form.problem?.code === 'code_expired' || form.problem?.code === 'code_unknown'} />
    </Page>
  )
}

function Account({ invitation, onOtherCode }: { invitation: Invitation; onOtherCode: () => void }) {
  const { t } = useWords()
  const { api, session } = usePortal()
  const [, navigate] = useLocation()
  const form = useForm({
    name: 'account',
    initial: { username: '', password: '', repeated: '' },
    secret: ['password', 'repeated'],
    check: ({ username, password, repeated }) =>
      faultsOf({ username: usernameFault(username), ...newPasswordFaults(password, repeated) }),
    send: async ({ username, password }) => {
      const me = await redeem({ code: invitation.code, username: username.trim(), password })
      session.set(me)
      navigate(CUSTOMER_PAGES.cases, { replace: true })
    },
  })
  async function redeem(body: { code: string; username: string; password: string }): Promise<Me> {
    try {
      return await api.post<Me>(`${CUSTOMER_PATHS.invitation}/redeem`, body)
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'username_taken')
        throw new ApiProblem('invalid_fields', error.status, { username: 'taken' })
      throw error
    }
  }
  const labels = {
    username: t('access.activate.username'),
    password: t('access.activate.password'),
    repeated: t('access.activate.repeated'),
  }
  return (
    <Card>
      <div>
        <p className={classes.quiet}>{t('access.activate.codeIs')}</p>
        <p className={classes.sentCode}>{invitation.code}</p>
      </div>
      <Form form={form} labels={labels} problem={form.problem ? <CodeProblem problem={form.problem} /> : undefined}>
        <TextField
          {...form.field('username')}
          label={labels.username}
          hint={t('access.activate.usernameHint')}
          required
          autoComplete="username"
          maxLength={254}
          plain
        />
        <NewPasswordFields password={form.field('password')} repeated={form.field('repeated')} labels={labels} />
        <div className={forms.actions}>
          <Button type="submit" busy={form.busy}>
            {t('access.activate.finish')}
          </Button>
          <Button look="link" onClick={onOtherCode}>
            {t('access.activate.otherCode')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}

/** The person's own e-mail may be the name; which that is, the portal knows. */
function usernameFault(username: string): string | undefined {
  if (username.trim() === '') return 'required'
  return usernameProblem(username, username) === null ? undefined : 'invalid'
}
