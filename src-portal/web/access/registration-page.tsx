import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { ApiProblem } from '../api/problem.ts'
import { useApi } from '../app/portal.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Documents } from '../components/documents.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Form } from '../forms/form.tsx'
import forms from '../forms/forms.module.css'
import { useForm } from '../forms/use-form.ts'
import { useWords } from '../i18n/use-words.ts'
import { useConfig } from '../session/use-session.ts'
import { Captcha } from './captcha.tsx'
import { ConsentField } from './consent-field.tsx'
import { REGISTERED_PATH } from './pages.ts'
import { CompanyFields, PersonFields, ProofFields, useRegistrationLabels } from './registration-fields.tsx'
import {
  checkRegistration,
  emptyRegistration,
  type RegistrationValues,
  registrationRequest,
  SALUTATIONS,
} from './registration-form.ts'
import { useCaptcha } from './use-captcha.ts'

export function RegistrationPage() {
  const { t, language } = useWords()
  const api = useApi()
  const config = useConfig()
  const [, navigate] = useLocation()
  const captcha = useCaptcha()
  const [mismatch, setMismatch] = useState(false)
  const labels = useRegistrationLabels()

  async function send(values: RegistrationValues): Promise<void> {
    const chosen = SALUTATIONS.find((one) => one === values.salutation) ?? 'none'
    const salutation = t(`access.register.salutations.${chosen}`)
    const { next } = await captcha.withCaptcha((proof) =>
      api.post<{ next: 'check_email' | 'needs_explanation' }>(
        CUSTOMER_PATHS.register,
        registrationRequest(values, { salutation, captcha: proof, config }),
      ),
    )
    if (next === 'needs_explanation') {
      setMismatch(true)
      throw new ApiProblem('invalid_fields', 422, { explanation: 'required' })
    }
    navigate(REGISTERED_PATH, { replace: true })
  }

  const form = useForm<RegistrationValues>({
    name: 'registration',
    initial: emptyRegistration(language),
    check: (values) => checkRegistration(values, config.proof),
    send,
  })
  return (
    <Page title={t('access.register.title')} lead={t('access.register.lead')}>
      <p>
        <Link href={CUSTOMER_PAGES.signIn}>{t('access.register.haveAccount')}</Link>
      </p>
      <Form form={form} labels={labels} label={t('access.register.title')}>
        <p className={forms.legend}>{t('shell.form.required')}</p>
        <Card title={t('access.register.person')}>
          <PersonFields form={form} />
        </Card>
        <Card title={t('access.register.companyPart')}>
          <CompanyFields form={form} />
        </Card>
        {config.proof ? (
          <Card title={t('access.register.proof')}>
            {mismatch ? (
              <Notice tone="waiting" title={t('access.register.mismatchTitle')}>
                <p>{t('access.register.mismatch')}</p>
              </Notice>
            ) : (
              <p>{t('access.register.proofText')}</p>
            )}
            <ProofFields form={form} />
          </Card>
        ) : null}
        <Card title={t('access.register.consents')}>
          <Documents kinds={['conditions', 'priceList', 'dataProcessing']} />
          {config.consents.map(({ kind, version }) => (
            <ConsentField key={kind} {...form.field(kind)} kind={kind} version={version} />
          ))}
        </Card>
        <Card title={t('access.register.captcha')}>
          <Captcha ref={captcha.ref} />
          <div className={forms.actions}>
            <Button type="submit" busy={form.busy}>
              {t('access.register.submit')}
            </Button>
          </div>
        </Card>
      </Form>
    </Page>
  )
}
