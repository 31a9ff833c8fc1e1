import type { ReactNode } from 'react'
import type { CustomerCaseDetail } from '#shared/customer-api/cases.ts'
import { Card } from '../../components/card.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { useFormat } from '../shared/format.ts'
import { useWide } from '../shared/use-wide.ts'
import classes from './case-page.module.css'

/** Beside the conversation where there is room; folded above it on a phone. */
export function CaseFacts({ detail }: { detail: CustomerCaseDetail }) {
  const { t } = useWords()
  const wide = useWide()
  if (wide) {
    return (
      <Card title={t('cases.case.details')}>
        <Facts detail={detail} />
      </Card>
    )
  }
  return (
    <Card>
      <details className={classes.details}>
        <summary>{t('cases.case.details')}</summary>
        <Facts detail={detail} />
      </details>
    </Card>
  )
}

function Facts({ detail }: { detail: CustomerCaseDetail }) {
  const { t } = useWords()
  const format = useFormat()
  const one = detail.case
  const warranty = one.warrantyRepair === null ? null : t(one.warrantyRepair ? 'cases.fields.yes' : 'cases.fields.no')
  return (
    <dl className={classes.facts}>
      <Fact name={t('cases.fields.caseNumber')}>{one.caseNumber}</Fact>
      <Fact name={t('cases.fields.caseType')}>{t(`cases.fields.${one.caseType}`)}</Fact>
      <Fact name={t('cases.fields.owner')}>{one.ownerName ?? t('cases.list.noOwner')}</Fact>
      <Fact name={t('cases.fields.contact')}>{one.contactName}</Fact>
      <Fact name={t('cases.fields.entitlement')}>{one.entitlementName}</Fact>
      <Fact name={t('cases.fields.customerSystemId')}>{one.customerSystemId}</Fact>
      <Fact name={t('cases.fields.warrantyRepair')}>{warranty}</Fact>
      <Fact name={t('cases.fields.serialNumber')}>{one.serialNumber}</Fact>
      {one.deviceModel ? <Fact name={t('cases.fields.deviceModel')}>{one.deviceModel}</Fact> : null}
      <Fact name={t('cases.fields.reference')}>{one.customerReference}</Fact>
      <Fact name={t('cases.fields.created')}>{format.dateTime(one.createdAt)}</Fact>
      <Fact name={t('cases.fields.modified')}>{format.dateTime(one.modifiedAt)}</Fact>
      {one.closedAt === null ? null : <Fact name={t('cases.fields.closed')}>{format.dateTime(one.closedAt)}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useWords()
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? t('cases.case.none')}</dd>
    </div>
  )
}
