import { UnstyledButton } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { caseName } from '../../components/case-number.ts'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { dayOf, validityOn } from '../context/validity.ts'
import classes from './customers.module.css'
import { nameOf } from './customers.ts'
import { SignInChip } from './sign-in-chip.tsx'

export function ConsentsSection({ consents }: Pick<CustomerCard, 'consents'>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section className={classes.section} aria-label={t('customers.consents')}>
      <h3 className={classes.heading}>{t('customers.consents')}</h3>
      {consents.length === 0 ? (
        <p className={classes.dim}>{t('customers.noConsents')}</p>
      ) : (
        <ul className={classes.rows}>
          {consents.map((consent) => (
            <li key={consent.id} className={classes.consent}>
              <IconShieldCheck size={15} stroke={1.8} aria-hidden />
              <span className={classes.grow}>
                {t(`customers.consent.${consent.kind}`)}
                <span className={classes.dim}> {t('customers.consentVersion', { version: consent.version })}</span>
              </span>
              <time
                dateTime={new Date(consent.givenAt).toISOString()}
                title={format.exact(consent.givenAt)}
                className={classes.dim}
              >
                {format.date(consent.givenAt)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function CasesSection({ cases, count }: { cases: CustomerCard['cases']; count: number }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <section className={classes.section} aria-label={t('customers.cases')}>
      <h3 className={classes.heading}>
        {t('customers.cases')} <span className={classes.dim}>{t('list.count', { count })}</span>
      </h3>
      {cases.length === 0 ? (
        <p className={classes.dim}>{t('customers.noCases')}</p>
      ) : (
        <ul className={classes.rows}>
          {cases.map((one) => (
            <li key={one.id}>
              <UnstyledButton className={classes.row} onClick={() => navigation.openCase(one.id)}>
                <span className={classes.rowTitle}>{one.title}</span>
                <span className={classes.rowLine}>
                  <span className={classes.number}>{caseName(one.caseNumber, t)}</span>
                  <Time at={one.modifiedAt} brief className={classes.number} />
                  <StatusChip status={one.status} short />
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      {count > cases.length && <p className={classes.dim}>{t('customers.casesShown', { shown: cases.length })}</p>}
    </section>
  )
}

export function DevicesSection({ devices, entitlements }: Pick<CustomerCard, 'devices' | 'entitlements'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const today = dayOf(clock.getState().now)
  return (
    <section className={classes.section} aria-label={t('customers.devices')}>
      <h3 className={classes.heading}>{t('customers.devices')}</h3>
      {entitlements.map(({ id, name, validFrom, validUntil }) => (
        <p key={id} className={classes.entitlement} data-validity={validityOn(today, validFrom, validUntil)}>
          {name}
          <span className={classes.dim}>
            {' '}
            {t(today > validUntil ? 'context.entitlementExpired' : 'context.entitlementValid', {
              date: format.day(validUntil),
            })}
          </span>
        </p>
      ))}
      {devices.length === 0 ? (
        <p className={classes.dim}>{t('customers.noDevices')}</p>
      ) : (
        <ul className={classes.rows}>
          {devices.map((device) => (
            <li key={device.id} className={classes.device}>
              <span className={classes.grow}>{device.model}</span>
              <span className={classes.number}>{device.serialNumber}</span>
              <span className={classes.dim}>
                {device.warrantyUntil === null
                  ? t('context.warrantyUnknown')
                  : t(today <= device.warrantyUntil ? 'context.inWarranty' : 'context.outOfWarranty', {
                      date: format.day(device.warrantyUntil),
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export function ColleaguesSection({ colleagues }: { colleagues: readonly ContactRow[] }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  return (
    <section className={classes.section} aria-label={t('customers.colleagues')}>
      <h3 className={classes.heading}>{t('customers.colleagues')}</h3>
      {colleagues.length === 0 ? (
        <p className={classes.dim}>{t('customers.noColleagues')}</p>
      ) : (
        <ul className={classes.rows}>
          {colleagues.map((contact) => (
            <li key={contact.id}>
              <UnstyledButton className={classes.colleague} onClick={() => navigation.openCustomer(contact.id)}>
                <Avatar name={contact.erasedAt === null ? nameOf(contact) : null} size={22} />
                <span className={classes.grow}>
                  {nameOf(contact)} <span className={classes.dim}>{contact.email}</span>
                </span>
                <SignInChip contact={contact} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
