import { IconDownload } from '@tabler/icons-react'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import buttons from '../../components/button.module.css'
import { Card } from '../../components/card.tsx'
import { useDates } from '../../components/use-dates.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useSignedIn } from '../../session/use-session.ts'
import classes from './profile.module.css'

export function ConsentsCard() {
  const { t } = useWords()
  const { dateTime } = useDates()
  const { consents } = useSignedIn()
  return (
    <Card title={t('access.profile.consentsTitle')}>
      {consents.length === 0 ? <p>{t('access.profile.noConsents')}</p> : null}
      <ul className={classes.rows}>
        {consents.map(({ kind, version, givenAt }) => (
          <li key={`${kind} ${version} ${givenAt}`} className={classes.row}>
            <strong>{t(`access.consent.${kind}.title`)}</strong>
            <span className={classes.quiet}>
              {t('access.profile.consentGiven', { when: dateTime(givenAt), version })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function DataCard() {
  const { t } = useWords()
  return (
    <Card title={t('access.profile.dataTitle')}>
      <p>{t('access.profile.dataText')}</p>
      <div>
        <a href={`${CUSTOMER_PATHS.me}/export`} download className={buttons.button} data-look="plain">
          <IconDownload size={20} aria-hidden="true" />
          {t('access.profile.download')}
        </a>
      </div>
    </Card>
  )
}
