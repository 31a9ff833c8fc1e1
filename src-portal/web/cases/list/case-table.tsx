import { Link } from 'wouter'
import type { CustomerCase } from '#shared/customer-api/cases.ts'
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

/** The guide's columns, in its order. */
export function CaseTable({ cases, showContact, from }: Props) {
  const { t } = useWords()
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className="visually-hidden">{t('cases.list.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cases.list.caseNumber')}</th>
            <th scope="col">{t('cases.list.caseTitle')}</th>
            <th scope="col">{t('cases.list.caseType')}</th>
            <th scope="col">{t('cases.list.reference')}</th>
            <th scope="col">{t('cases.list.owner')}</th>
            <th scope="col">{t('cases.list.status')}</th>
            <th scope="col">{t('cases.list.created')}</th>
            <th scope="col" aria-sort="descending" className={classes.sorted}>
              {t('cases.list.modified')} <span aria-hidden="true">↓</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.id} className={classes.row}>
              <td>
                <Link href={caseAddress(one.id)} state={{ from }} className={classes.number}>
                  {one.caseNumber}
                </Link>
              </td>
              <td className={classes.title}>
                <div className={classes.what}>
                  <span>{one.title}</span>
                  {showContact ? (
                    <span className={classes.sub}>{t('cases.list.contact', { name: one.contactName })}</span>
                  ) : null}
                  {one.estimateOpen ? <EstimateMark /> : null}
                </div>
              </td>
              <td>{t(`cases.fields.${one.caseType}`)}</td>
              <td className={classes.reference}>{one.customerReference}</td>
              <td className={one.ownerName ? undefined : classes.none}>{one.ownerName ?? t('cases.list.noOwner')}</td>
              <td>
                <StatusChip status={one.status} />
              </td>
              <td>
                <TableTime at={one.createdAt} />
              </td>
              <td>
                <TableTime at={one.modifiedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Breaks between day and clock alone. */
function TableTime({ at }: { at: number }) {
  const format = useFormat()
  return (
    <time className={classes.time} dateTime={new Date(at).toISOString()}>
      <span>{format.date(at)}</span> <span>{format.clock(at)}</span>
    </time>
  )
}
