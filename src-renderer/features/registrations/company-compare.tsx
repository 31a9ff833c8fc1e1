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
  const compared = compareCompany(registration, account)
  return (
    <table className={classes.compare}>
      <thead>
        <tr>
          <td />
          {compared.map(({ field }) => (
            <th key={field} scope="col">
              {t(`registrations.field.${field}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('registrations.compare.known')}</th>
          {compared.map((one) => (
            <td key={one.field} className={one.field === 'company' ? classes.strong : undefined}>
              {words(one, one.known)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('registrations.compare.typed')}</th>
          {compared.map((one) => (
            <td key={one.field}>
              {one.typed === null ? t('case.empty') : <Typed one={one} text={words(one, one.typed)} />}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

function Typed({ one, text }: { one: Compared; text: string }) {
  const { t } = useTranslation()
  const Icon = one.same ? IconEqual : IconEqualNot
  return (
    <span className={classes.typed} data-differs={!one.same || undefined}>
      <Icon
        size={13}
        stroke={2.2}
        aria-label={t(one.same ? 'registrations.compare.same' : 'registrations.compare.differs')}
      />
      {text}
    </span>
  )
}
