import { Link } from 'wouter'
import type { CustomerCase } from '#shared/customer-api/cases.ts'
import { statusGroup } from '#shared/domain/status.ts'
import { StatusChip } from '../../components/status.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { caseAddress } from '../shared/case-address.ts'
import { useFormat } from '../shared/format.ts'
import classes from './case-table.module.css'
import { EstimateMark } from './estimate-mark.tsx'

type Props = {
  cases: readonly CustomerCase[]
  showContact: boolean
  /** Address of this list, for the way back. */
  from: string
}

/** The same as the table says, where there is no room for one. */
export function CaseCards({ cases, showContact, from }: Props) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <ul className={classes.cards} aria-label={t('cases.list.caption')}>
      {cases.map((one) => (
        <li key={one.id} className={classes.card} data-group={statusGroup(one.status)}>
          <div className={classes.cardHead}>
            <Link href={caseAddress(one.id)} state={{ from }} className={classes.number}>
              {one.caseNumber}
            </Link>
            <StatusChip status={one.status} />
          </div>
          <p className={classes.cardTitle}>{one.title}</p>
          {one.estimateOpen ? <EstimateMark /> : null}
          <dl className={classes.facts}>
            <dt>{t('cases.list.caseType')}</dt>
            <dd>{t(`cases.fields.${one.caseType}`)}</dd>
            {one.customerReference ? (
              <>
                <dt>{t('cases.list.reference')}</dt>
                <dd>{one.customerReference}</dd>
              </>
            ) : null}
            <dt>{t('cases.list.owner')}</dt>
            <dd>{one.ownerName ?? t('cases.list.noOwner')}</dd>
            {showContact ? (
              <>
                <dt>{t('cases.fields.contact')}</dt>
                <dd>{one.contactName}</dd>
              </>
            ) : null}
            <dt>{t('cases.list.created')}</dt>
            <dd>{format.dateTime(one.createdAt)}</dd>
            <dt>{t('cases.list.modified')}</dt>
            <dd>{format.dateTime(one.modifiedAt)}</dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}
