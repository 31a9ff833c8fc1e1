import { Input, SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_ROLES, type CustomerRole } from '#shared/domain/registration.ts'
import classes from './registrations.module.css'

type Props = { value: CustomerRole; onChange: (role: CustomerRole) => void; disabled?: boolean }

/** Whose cases the person will see on the portal. */
export function RoleChoice({ value, onChange, disabled = false }: Props) {
  const { t } = useTranslation()
  const label = useId()
  return (
    <div className={classes.role}>
      <Input.Label id={label} labelElement="div">
        {t('customers.role.label')}
      </Input.Label>
      <SegmentedControl
        aria-labelledby={label}
        disabled={disabled}
        value={value}
        data={CUSTOMER_ROLES.map((role) => ({ value: role, label: t(`customers.role.${role}`) }))}
        onChange={(next) => onChange(CUSTOMER_ROLES.find((role) => role === next) ?? 'own')}
      />
    </div>
  )
}
