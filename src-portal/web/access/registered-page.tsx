import { Link } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import { useConfig } from '../session/use-session.ts'
import classes from './access.module.css'

/** After the registration was sent, whoever is known: what happens next. */
export function RegisteredPage() {
  const { t } = useWords()
  const { proof, contact } = useConfig()
  return (
    <Page title={t('access.registered.title')}>
      <Notice tone="good" role="status">
        <p>{t('access.registered.lead')}</p>
      </Notice>
      <Card title={t('access.registered.next')}>
        <ol className={classes.steps}>
          <li>{t(proof ? 'access.registered.step1Proof' : 'access.registered.step1')}</li>
          <li>{t('access.registered.step2')}</li>
          <li>{t('access.registered.step3')}</li>
        </ol>
      </Card>
      <Card title={t('access.registered.nothingTitle')}>
        <p>{t('access.registered.nothing')}</p>
        <p>
          <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
          {' · '}
          <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </p>
        <p>
          <Link href={CUSTOMER_PAGES.activate}>{t('access.start.haveCode')}</Link>
        </p>
      </Card>
      <div>
        <ButtonLink href={CUSTOMER_PAGES.start} look="plain">
          {t('access.registered.home')}
        </ButtonLink>
      </div>
    </Page>
  )
}
