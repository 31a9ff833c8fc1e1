import { ActionIcon } from '@mantine/core'
import { IconAt, IconBuilding, IconId, IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Badge } from '../../components/badge.tsx'
import { Hint } from '../../components/hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './context.module.css'
import { dayOf, validityOn } from './validity.ts'

export function CustomerCard({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { contact, account } = detail
  const name = contact ? `${contact.firstName} ${contact.lastName}` : null
  return (
    <section className={classes.card} aria-label={t('context.customer')}>
      <h3 className={classes.heading}>{t('context.customer')}</h3>
      <div className={classes.person}>
        <Avatar name={name} size={28} />
        <div className={classes.personText}>
          <p className={classes.strong}>{name ?? t('case.empty')}</p>
          <p className={classes.dim}>{account?.name ?? t('case.empty')}</p>
        </div>
        {contact && (
          <Hint id="case.customer" label={t('context.openCard')}>
            <ActionIcon
              className={classes.openCard}
              aria-label={t('context.openCard')}
              onClick={() => navigation.openCustomer(contact.id)}
            >
              <IconId size={17} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Hint>
        )}
      </div>
      <ul className={classes.lines}>
        {contact && (
          <li>
            <IconAt size={15} stroke={1.8} aria-hidden />
            <a
              href={`mailto:${contact.email}`}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={`${t('context.email')}: ${contact.email}`}
            >
              {contact.email}
            </a>
          </li>
        )}
        {contact?.phone && (
          <li>
            <IconPhone size={15} stroke={1.8} aria-hidden />
            <span className={classes.selectable}>
              <span className="visually-hidden">{t('context.phone')}: </span>
              {contact.phone}
            </span>
          </li>
        )}
        {account && (
          <li>
            <IconBuilding size={15} stroke={1.8} aria-hidden />
            <span className={classes.selectable}>
              <Labelled label={t('context.city')} value={account.city ?? account.country} />
              {account.taxNumber && ' · '}
              <Labelled label={t('context.taxNumber')} value={account.taxNumber} />
            </span>
          </li>
        )}
      </ul>
      <Entitlement detail={detail} />
    </section>
  )
}

/** A value that the eye knows by its shape and the ear by its label. */
function Labelled({ label, value }: { label: string; value: string | null }) {
  if (!value) return null
  return (
    <span title={label}>
      <span className="visually-hidden">{label}: </span>
      {value}
    </span>
  )
}

function Entitlement({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { clock } = useScreen()
  const { entitlement } = detail
  if (!entitlement) return <Badge tone="closed" label={t('context.entitlement')} text={t('context.noEntitlement')} />
  const validity = validityOn(dayOf(clock.getState().now), entitlement.validFrom, entitlement.validUntil)
  const words = {
    valid: t('context.entitlementValid', { date: format.day(entitlement.validUntil) }),
    expired: t('context.entitlementExpired', { date: format.day(entitlement.validUntil) }),
    future: t('context.entitlementFuture', { date: format.day(entitlement.validFrom) }),
  }
  const tones = { valid: 'good', expired: 'danger', future: 'waiting' } as const
  return (
    <Badge tone={tones[validity]} label={t('context.entitlement')} text={words[validity]} name={entitlement.name} />
  )
}
