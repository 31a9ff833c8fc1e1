import { useTranslation } from 'react-i18next'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import classes from './registrations.module.css'
import { Section } from './section.tsx'

/** What the person typed into the form. */
export function Applicant({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: [string, string | null][] = [
    [t('registrations.field.salutation'), registration.salutation],
    [t('registrations.field.department'), registration.department],
    [t('registrations.field.phone'), registration.phone],
    [t('registrations.field.mobile'), registration.mobile],
    [t('registrations.field.company'), registration.company],
    [t('registrations.field.taxNumber'), registration.taxNumber],
    [t('registrations.field.country'), format.country(registration.country)],
    [t('registrations.field.language'), t(`language.${registration.language}`)],
  ]
  return (
    <Section title={t('registrations.applicant')}>
      <dl className={classes.facts}>
        <div className={classes.wide}>
          <dt>{t('registrations.field.email')}</dt>
          <dd>
            <a href={`mailto:${registration.email}`} target="_blank" rel="noopener noreferrer">
              {registration.email}
            </a>
          </dd>
        </div>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || t('case.empty')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
