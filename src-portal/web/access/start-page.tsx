import { Link } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Page } from '../components/page.tsx'
import { useWords } from '../i18n/use-words.ts'
import classes from './start-page.module.css'

const STEPS = [1, 2, 3, 4] as const

export function StartPage() {
  const { t } = useWords()
  return (
    <Page title={t('access.start.title')} lead={t('access.start.lead')} width="wide">
      <div className={classes.ways}>
        <Card title={t('access.start.haveAccount')}>
          <p>{t('access.start.haveAccountText')}</p>
          <div className={classes.actions}>
            <ButtonLink href={CUSTOMER_PAGES.signIn}>{t('access.signIn.submit')}</ButtonLink>
          </div>
        </Card>
        <Card title={t('access.start.noAccount')}>
          <p>{t('access.start.noAccountText')}</p>
          <div className={classes.actions}>
            <ButtonLink href={CUSTOMER_PAGES.register} look="plain">
              {t('access.register.title')}
            </ButtonLink>
            <Link href={CUSTOMER_PAGES.activate} className={classes.quiet}>
              {t('access.start.haveCode')}
            </Link>
          </div>
        </Card>
      </div>
      <section className={classes.how} aria-labelledby="steps">
        <h2 id="steps">{t('access.start.steps')}</h2>
        <ol className={classes.steps}>
          {STEPS.map((step) => (
            <li key={step} className={classes.step}>
              <h3>{t(`access.start.step${step}`)}</h3>
              <p>{t(`access.start.step${step}Text`)}</p>
            </li>
          ))}
        </ol>
      </section>
    </Page>
  )
}
