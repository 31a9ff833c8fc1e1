import { useEffect } from 'react'
import { Link } from 'wouter'
import { CUSTOMER_PAGES } from '#shared/customer-api/paths.ts'
import { STATUS_GROUPS } from '#shared/domain/status.ts'
import { Card } from '../components/card.tsx'
import { Page } from '../components/page.tsx'
import { StatusIcon } from '../components/status.tsx'
import { useWords } from '../i18n/use-words.ts'
import { useConfig } from '../session/use-session.ts'
import classes from './help-page.module.css'

const PARTS = [
  { id: 'register', title: 'help.page.registerTitle' },
  { id: 'confirm', title: 'help.page.confirmTitle' },
  { id: 'new-case', title: 'help.page.newTitle' },
  { id: 'cases', title: 'help.page.listTitle' },
  { id: 'access', title: 'help.page.accessTitle' },
  { id: 'contact', title: 'help.page.contactTitle' },
] as const

export function HelpPage() {
  const { t } = useWords()
  const { reopenWindowDays } = useConfig()
  // The browser looked for the part before it was there.
  useEffect(() => {
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [])
  return (
    <Page title={t('help.page.title')} lead={t('help.page.lead')}>
      <nav aria-label={t('help.page.contents')}>
        <ul className={classes.contents}>
          {PARTS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{t(title)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Card id="register" title={t('help.page.registerTitle')}>
        <ol className={classes.list}>
          <li>{t('help.page.register1')}</li>
          <li>{t('help.page.register2')}</li>
          <li>{t('help.page.register3')}</li>
        </ol>
      </Card>
      <Card id="confirm" title={t('help.page.confirmTitle')}>
        <ol className={classes.list}>
          <li>{t('help.page.confirm1')}</li>
          <li>{t('help.page.confirm2')}</li>
          <li>{t('help.page.confirm3')}</li>
        </ol>
      </Card>
      <Card id="new-case" title={t('help.page.newTitle')}>
        <p>{t('help.page.new1')}</p>
        <ul className={classes.list}>
          <li>{t('help.page.newSupport')}</li>
          <li>{t('help.page.newRma')}</li>
        </ul>
        <p>{t('help.page.new2')}</p>
        <p>{t('help.page.new3')}</p>
      </Card>
      <Card id="cases" title={t('help.page.listTitle')}>
        <p>{t('help.page.list1')}</p>
        <ul className={classes.legend}>
          {STATUS_GROUPS.map((group) => (
            <li key={group} data-group={group}>
              <StatusIcon group={group} size={20} />
              {t(`shell.statusGroup.${group}`)}
            </li>
          ))}
        </ul>
        <p>{t('help.page.list2')}</p>
        <p>{t('help.page.list3', { days: reopenWindowDays })}</p>
      </Card>
      <Card id="access" title={t('help.page.accessTitle')}>
        <p>{t('help.page.access1')}</p>
        <p>{t('help.page.access2')}</p>
        <p>
          <Link href={CUSTOMER_PAGES.forgotPassword}>{t('access.forgot.title')}</Link>
        </p>
      </Card>
      <Contact />
    </Page>
  )
}

function Contact() {
  const { t, language } = useWords()
  const { contact } = useConfig()
  return (
    <Card id="contact" title={t('help.page.contactTitle')}>
      <dl className={classes.contact}>
        <dt>{t('help.page.phone')}</dt>
        <dd>
          <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
        </dd>
        <dt>{t('help.page.email')}</dt>
        <dd>
          <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </dd>
        <dt>{t('help.page.hours')}</dt>
        <dd>{contact.hours[language]}</dd>
      </dl>
    </Card>
  )
}
