import { useWords } from '../../i18n/use-words.ts'
import { Field } from '../form/field.tsx'
import { useFormat } from '../shared/format.ts'
import type { CaseOptions } from './devices.ts'

type Props = {
  value: string | null
  onChange: (id: string | null) => void
  entitlements: CaseOptions['entitlements']
  fault: string | null
}

export function EntitlementField({ value, onChange, entitlements, fault }: Props) {
  const { t } = useWords()
  const format = useFormat()
  // One that was kept in a draft and is not among the own ones any more is as none.
  const chosen = entitlements.some(({ id }) => id === value) ? value : null
  return (
    <Field label={t('cases.fields.entitlement')} fault={fault}>
      {(control) => (
        <select
          {...control}
          name="entitlementId"
          value={chosen ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">{t('cases.create.noEntitlement')}</option>
          {entitlements.map(({ id, name, validUntil, valid }) => (
            <option key={id} value={id} disabled={!valid}>
              {t(valid ? 'cases.create.entitlementValid' : 'cases.create.entitlementEnded', {
                name,
                day: format.day(validUntil),
              })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
