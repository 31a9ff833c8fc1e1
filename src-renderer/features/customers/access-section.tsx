import { Button, SegmentedControl } from '@mantine/core'
import { IconBan, IconCircleCheck, IconKey, IconMailForward } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_ROLES, type CustomerRole } from '#shared/domain/registration.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { ButtonKeys } from '../../components/keys-hint.tsx'
import classes from './customers.module.css'
import { actionsFor } from './customers.ts'
import { useCustomerActions } from './use-customer-actions.ts'

/** How the person gets into the portal and what they see there. */
export function AccessSection({ contact }: { contact: ContactRow }) {
  const { t } = useTranslation()
  const label = useId()
  const { act, busy } = useCustomerActions(contact)
  const may = actionsFor(contact)
  const other: CustomerRole = contact.role === 'own' ? 'company' : 'own'
  const toggle = may.has('enable') ? 'enable' : 'disable'

  useCommand('customer.invite', () => void act('resend_invitation'), may.has('resend_invitation'))
  useCommand('customer.reset', () => void act('send_reset_link'), may.has('send_reset_link'))
  useCommand('customer.toggle', () => void act(toggle), may.has(toggle))
  useCommand('customer.role', () => void act('set_role', { role: other }), may.has('set_role'))

  return (
    <section className={classes.section} aria-label={t('customers.access')}>
      <h3 className={classes.heading}>{t('customers.access')}</h3>
      <p className={classes.state}>
        {t(contact.erasedAt === null ? `customers.signInText.${contact.signIn}` : 'customers.erased')}
      </p>
      {may.has('set_role') && (
        <div className={classes.role}>
          <span id={label} className={classes.dim}>
            {t('customers.role.label')}
          </span>
          <SegmentedControl
            aria-labelledby={label}
            disabled={busy}
            value={contact.role}
            data={CUSTOMER_ROLES.map((role) => ({ value: role, label: t(`customers.role.${role}`) }))}
            onChange={(next) => {
              const role = CUSTOMER_ROLES.find((known) => known === next)
              if (role && role !== contact.role) void act('set_role', { role })
            }}
          />
        </div>
      )}
      <div className={classes.actions}>
        {may.has('resend_invitation') && (
          <Button
            variant="default"
            disabled={busy}
            leftSection={<IconMailForward size={15} stroke={1.8} aria-hidden />}
            rightSection={<ButtonKeys id="customer.invite" />}
            onClick={() => void act('resend_invitation')}
          >
            {t(contact.signIn === 'none' ? 'customers.action.invite' : 'customers.action.resend_invitation')}
          </Button>
        )}
        {may.has('send_reset_link') && (
          <Button
            variant="default"
            disabled={busy}
            leftSection={<IconKey size={15} stroke={1.8} aria-hidden />}
            rightSection={<ButtonKeys id="customer.reset" />}
            onClick={() => void act('send_reset_link')}
          >
            {t('customers.action.send_reset_link')}
          </Button>
        )}
        {may.has(toggle) && (
          <Button
            variant="default"
            disabled={busy}
            leftSection={
              toggle === 'enable' ? (
                <IconCircleCheck size={15} stroke={1.8} aria-hidden />
              ) : (
                <IconBan size={15} stroke={1.8} aria-hidden />
              )
            }
            rightSection={<ButtonKeys id="customer.toggle" />}
            onClick={() => void act(toggle)}
          >
            {t(`customers.action.${toggle}`)}
          </Button>
        )}
      </div>
    </section>
  )
}
