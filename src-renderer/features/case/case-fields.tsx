import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import classes from './case-header.module.css'

/** The guide's fields that are not in the header's own lines. */
export function CaseFields({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation()
  const { case: it, entitlement } = detail
  const warranty = it.warrantyRepair === null ? null : t(it.warrantyRepair ? 'case.yes' : 'case.no')

  const fields: [string, ReactNode, string?][] = [
    [t('caseType.label'), t(`caseType.${it.caseType}`)],
    [t('case.entitlement'), entitlement?.name, entitlement?.name],
    [t('case.serialNumber'), it.serialNumber, it.serialNumber ?? undefined],
    [t('case.warrantyRepair'), warranty],
    [t('case.customerSystemId'), it.customerSystemId, it.customerSystemId ?? undefined],
    [t('case.customerReference'), it.customerReference, it.customerReference ?? undefined],
    [t('case.created'), <Time key="created" at={it.createdAt} />],
    [t('case.modified'), <Time key="modified" at={it.modifiedAt} />],
  ]
  if (it.closedAt !== null) fields.push([t('case.closed'), <Time key="closed" at={it.closedAt} />])

  return (
    <dl className={classes.fields} aria-label={t('case.details')}>
      {fields.map(([name, value, title]) => (
        <div key={name} className={classes.field}>
          <dt className={classes.fieldName}>{name}</dt>
          <dd className={classes.fieldValue} title={title}>
            {value ?? t('case.empty')}
          </dd>
        </div>
      ))}
    </dl>
  )
}
