import { IconAt, IconBuilding, IconLanguage, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerCard } from '#shared/rpc/models.ts'
import { Avatar } from '../../components/avatar.tsx'
import { Notice } from '../../components/notice.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { AccessSection } from './access-section.tsx'
import { CasesSection, ColleaguesSection, ConsentsSection, DevicesSection } from './card-sections.tsx'
import classes from './customers.module.css'
import { nameOf } from './customers.ts'
import { DataSection } from './data-section.tsx'
import { DeletionNotice } from './deletion-notice.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { PendingActions } from './pending-actions.tsx'
import { SignInChip } from './sign-in-chip.tsx'

/** Everything about one person, and what an agent can do with their access and their data. */
export function CustomerDetails({ card }: { card: CustomerCard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [erasing, setErasing] = useState(false)
  const { contact, account } = card
  const name = nameOf(contact)
  const erased = contact.erasedAt !== null

  return (
    <article className={classes.card} aria-label={name}>
      <header className={classes.head}>
        <Avatar name={erased ? null : name} size={28} />
        <div className={classes.headText}>
          <h2 className={classes.name}>{name}</h2>
          <p className={classes.dim}>{account?.name ?? t('case.empty')}</p>
        </div>
        <SignInChip contact={contact} />
      </header>
      {erased && (
        <Notice tone="active" title={t('customers.erasedTitle', { date: format.date(contact.erasedAt ?? 0) })}>
          {t('customers.erasedText')}
        </Notice>
      )}
      <DeletionNotice contact={contact} pending={card.pending} onErase={() => setErasing(true)} />
      <PendingActions pending={card.pending} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <section className={classes.section} aria-label={t('customers.person')}>
            <h3 className={classes.heading}>{t('customers.person')}</h3>
            <ul className={classes.lines}>
              {!erased && (
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
              {contact.phone && (
                <li>
                  <IconPhone size={15} stroke={1.8} aria-hidden />
                  <span>
                    <span className="visually-hidden">{t('context.phone')}: </span>
                    {contact.phone}
                  </span>
                </li>
              )}
              <li>
                <IconLanguage size={15} stroke={1.8} aria-hidden />
                {t(`language.${contact.language}`)}
              </li>
              {account && (
                <li>
                  <IconBuilding size={15} stroke={1.8} aria-hidden />
                  <span>
                    {[account.name, account.taxNumber, account.city, format.country(account.country)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </li>
              )}
            </ul>
          </section>
          <AccessSection contact={contact} />
          <ConsentsSection consents={card.consents} />
          <DataSection contact={contact} onErase={() => setErasing(true)} />
        </div>
        <div className={classes.column}>
          <CasesSection cases={card.cases} count={card.caseCount} />
          <ColleaguesSection colleagues={card.colleagues} />
          <DevicesSection devices={card.devices} entitlements={card.entitlements} />
        </div>
      </div>
      {erasing && <EraseDialog contact={contact} caseCount={card.caseCount} onClose={() => setErasing(false)} />}
    </article>
  )
}
