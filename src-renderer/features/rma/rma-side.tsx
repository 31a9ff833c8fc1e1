import { Anchor, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RmaDetail } from '#shared/rpc/rmas.ts'
import { caseName } from '../../components/case-number.ts'
import { Hint } from '../../components/hint.tsx'
import { StatusChip } from '../../components/status.tsx'
import { Time } from '../../components/time.tsx'
import { useNavigation } from '../../stores/use-navigation.ts'
import context from '../context/context.module.css'
import { nameOf } from '../customers/customers.ts'
import detailsClasses from './details.module.css'
import { historyOf } from './history.ts'
import classes from './rma.module.css'
import { RmaStateChip } from './rma-state.tsx'

/** Beside the devices: the case, the customer, and what happened so far. */
export function RmaSide({ detail }: { detail: RmaDetail }) {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const { account, contact, lines } = detail
  const events = historyOf(lines)
  return (
    <aside className={detailsClasses.side} aria-label={t('rma.about')}>
      <section className={context.card} aria-label={t('rma.caseOf')}>
        <h2 className={context.heading}>{t('rma.caseOf')}</h2>
        <Hint id="rma.case">
          <UnstyledButton className={detailsClasses.caseLink} onClick={() => navigation.openCase(detail.case.id)}>
            <span className={context.strong}>{detail.case.title}</span>
            <span className={context.otherLine}>
              <span className={context.otherNumber}>{caseName(detail.case.caseNumber, t)}</span>
              <StatusChip status={detail.case.status} short />
            </span>
          </UnstyledButton>
        </Hint>
      </section>
      <section className={context.card} aria-label={t('context.customer')}>
        <h2 className={context.heading}>{t('context.customer')}</h2>
        {contact && (
          <Anchor
            component="button"
            type="button"
            className={context.serial}
            onClick={() => navigation.openCustomer(contact.id)}
          >
            {nameOf(contact)}
          </Anchor>
        )}
        {account && <p className={context.dim}>{[account.name, account.city].filter(Boolean).join(', ')}</p>}
      </section>
      <section className={context.card} aria-label={t('rma.history')}>
        <h2 className={context.heading}>{t('rma.history')}</h2>
        <ol className={detailsClasses.history}>
          {events.map(({ key, serialNumber, state, at, actorName, pending }) => (
            <li key={key}>
              <span className={detailsClasses.historyLine}>
                <RmaStateChip state={state} pending={pending} />
                <Time at={at} className={context.dim} />
              </span>
              <span className={context.dim}>
                {lines.length > 1 && <span className={classes.mono}>{serialNumber}</span>}
                {lines.length > 1 && actorName && ' · '}
                {actorName}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </aside>
  )
}
