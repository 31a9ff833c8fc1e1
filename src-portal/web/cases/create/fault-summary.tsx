import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../i18n/use-words.ts'
import type { WordKey } from '../../i18n/words.ts'
import classes from './new-case.module.css'
import { NEW_CASE_FIELDS, type NewCaseField } from './new-case-form.ts'
import type { NewCaseFaults } from './use-new-case.ts'

const LABELS: Record<NewCaseField, WordKey> = {
  caseType: 'cases.fields.caseType',
  title: 'cases.fields.title',
  description: 'cases.fields.description',
  entitlementId: 'cases.fields.entitlement',
  customerSystemId: 'cases.fields.customerSystemId',
  warrantyRepair: 'cases.fields.warrantyRepair',
  serialNumber: 'cases.fields.serialNumber',
  customerReference: 'cases.fields.reference',
}

/** All that keeps the form from being sent, by name; the words stand beside each field. */
export function FaultSummary({ faults }: { faults: NewCaseFaults }) {
  const { t } = useWords()
  const named = NEW_CASE_FIELDS.filter((field) => faults[field])
  if (named.length === 0 && !faults.files) return null
  return (
    <Notice tone="danger" role="alert" title={t('cases.create.faults')}>
      <ul className={classes.faults}>
        {named.map((field) => (
          <li key={field}>{t(LABELS[field])}</li>
        ))}
        {faults.files ? <li>{t('cases.create.filesFault')}</li> : null}
      </ul>
    </Notice>
  )
}
