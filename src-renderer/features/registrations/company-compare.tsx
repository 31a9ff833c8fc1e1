import { IconEqual, IconEqualNot } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/portal-api/rows.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { type Compared, compareCompany } from './approvals.ts'
import classes from './registrations.module.css'

type Props = { registration: RegistrationView; account: AccountRow }

/** What was typed beside what is known of a company; where they differ it says so. */
export function CompanyCompare({ registration, account }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = ({ field }: Compared, value: string | null) => {
    if (!value) return t('case.empty')
    return field === 'country' ? format.country(value) : value
  }
  return (
    <table className={classes.compare}>
      <thead>
        <tr>
          <th>
            <span className="visually-hidden">{t('registrations.compare.field')}</span>
          </th>
          <th scope="col">{t('registrations.compare.known')}</th>
          <th scope="col">{t('registrations.compare.typed')}</th>
        </tr>
      </thead>
      <tbody>
        {compareCompany(registration, account).map((compared) => (
          <tr key={compared.field} data-differs={!compared.same || undefined}>
            <th scope="row">{t(`registrations.field.${compared.field}`)}</th>
            <td className={compared.field === 'company' ? classes.strong : undefined}>
              {words(compared, compared.known)}
            </td>
            <td>
              {compared.typed === null ? (
                <span className={classes.dim}>{t('case.empty')}</span>
              ) : (
                <span className={classes.typed}>
                  {compared.same ? (
                    <IconEqual size={13} stroke={2} aria-label={t('registrations.compare.same')} />
                  ) : (
                    <IconEqualNot size={13} stroke={2.2} aria-label={t('registrations.compare.differs')} />
                  )}
                  {words(compared, compared.typed)}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
