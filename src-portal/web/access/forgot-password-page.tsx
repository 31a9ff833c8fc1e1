import { Link } from 'wouter'
import { CUSTOMER_PAGES, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { Card } from '../components/card.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import { EmailRequest } from './email-request.tsx'

export function ForgotPasswordPage() {
  const { t } = useWords()
  return (
    <Page title={t('access.forgot.title')} lead={t('access.forgot.lead')}>
      <Card>
        <EmailRequest
          name="forgot-password"
          path={CUSTOMER_PATHS.password}
          submit={t('access.forgot.submit')}
          sentTitle={t('access.forgot.sentTitle')}
          sent={t('access.forgot.sent')}
        />
      </Card>
      <p>
        <Link href={CUSTOMER_PAGES.signIn}>{t('access.forgot.toSignIn')}</Link>
      </p>
    </Page>
  )
}
