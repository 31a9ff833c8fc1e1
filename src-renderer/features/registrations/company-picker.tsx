import { IconAlertTriangle, IconBuildingPlus } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import type { CompanyChoice } from './approvals.ts'
import { CompanyCompare } from './company-compare.tsx'
import { CompanySearch } from './company-search.tsx'
import classes from './registrations.module.css'

type Props = {
  registration: RegistrationView
  company: CompanyChoice | null
  /** Approving was tried without a company. */
  missing: boolean
  onChoose: (company: CompanyChoice) => void
}

/** Which company the person will belong to: one with the same tax number, another one, or a new one. */
export function CompanyPicker({ registration, company, missing, onChoose }: Props) {
  const { t } = useTranslation()
  const name = useId()
  const fault = useId()
  const { matches } = registration
  const chosenId = company?.kind === 'known' ? company.account.id : null
  const other = company?.kind === 'known' && !matches.some(({ id }) => id === chosenId) ? company.account : null
  const known: AccountRow[] = other ? [...matches, other] : matches

  return (
    <fieldset className={classes.companies} aria-describedby={missing ? fault : undefined}>
      <legend className={classes.heading}>
        {t('registrations.companyTitle')}{' '}
        <span className={classes.dim}>
          {matches.length === 0
            ? t('registrations.noMatches')
            : t('registrations.matchCount', { count: matches.length })}
        </span>
      </legend>
      {missing && (
        <p id={fault} className={classes.fault} role="alert">
          <IconAlertTriangle size={15} stroke={2} aria-hidden />
          {t('registrations.companyMissing')}
        </p>
      )}
      <div className={classes.choices}>
        {known.map((account) => (
          <label key={account.id} className={classes.choice} data-chosen={account.id === chosenId || undefined}>
            <input
              type="radio"
              name={name}
              className={classes.radio}
              data-company-choice
              aria-label={t('registrations.chooseCompany', { name: account.name })}
              checked={account.id === chosenId}
              onChange={() => onChoose({ kind: 'known', account })}
            />
            <CompanyCompare registration={registration} account={account} />
          </label>
        ))}
        <div className={classes.otherwise}>
          <label className={classes.choice} data-chosen={company?.kind === 'new' || undefined}>
            <input
              type="radio"
              name={name}
              className={classes.radio}
              data-company-choice
              checked={company?.kind === 'new'}
              onChange={() => onChoose({ kind: 'new' })}
            />
            <span className={classes.newCompany}>
              <IconBuildingPlus size={16} stroke={1.8} aria-hidden />
              <span>
                <span className={classes.strong}>{t('registrations.newCompany')}</span>{' '}
                <span className={classes.dim}>
                  {registration.company}, {registration.taxNumber}
                </span>
              </span>
            </span>
          </label>
          <CompanySearch onChoose={(account) => onChoose({ kind: 'known', account })} />
        </div>
      </div>
    </fieldset>
  )
}
