import { Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MAX_LINE_VALUE, MAX_REJECTION_REASON } from '#shared/domain/rma.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { CARRIERS } from './carriers.ts'
import { decisionsFor, type StepField, type StepProblem } from './steps.ts'

const CARRIER_LIST = 'rma-carriers'

type Props = {
  field: StepField
  to: RmaLineState
  value: string
  autoFocus: boolean
  readOnly: boolean
  fault: StepProblem | null
  onChange: (value: string) => void
}

/** One thing that a step asks for. */
export function StepFieldInput({ field, to, value, autoFocus, readOnly, fault, onChange }: Props) {
  const { t } = useTranslation()
  const max = field === 'reason' ? MAX_REJECTION_REASON : MAX_LINE_VALUE
  const error =
    fault === null
      ? undefined
      : fault === 'too_long'
        ? t('edit.tooLong', { length: value.trim().length, max })
        : t(`rma.fault.${fault}`)
  const common = {
    value,
    error,
    readOnly,
    'data-autofocus': autoFocus || undefined,
    'data-step-field': field,
  }
  switch (field) {
    case 'warranty':
      return (
        <Select
          {...common}
          value={value || null}
          label={t('rma.field.warranty')}
          description={t(to === 'awaiting_approval' ? 'rma.hint.awaitingApproval' : 'rma.hint.warranty')}
          required
          allowDeselect={false}
          withScrollArea={false}
          data={decisionsFor(to).map((decision) => ({ value: decision, label: t(`rma.warranty.${decision}`) }))}
          onChange={(decision) => onChange(decision ?? '')}
        />
      )
    case 'reason':
      return (
        <Textarea
          {...common}
          label={t('rma.reason')}
          description={t('rma.hint.reason')}
          required
          autosize
          minRows={3}
          maxRows={10}
          spellCheck
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'newSerialNumber':
      return (
        <TextInput
          {...common}
          label={t('rma.newSerial')}
          description={t('rma.hint.newSerial')}
          required
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'carrier':
      return (
        <>
          <TextInput
            {...common}
            label={t('rma.field.carrier')}
            list={CARRIER_LIST}
            autoComplete="off"
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <datalist id={CARRIER_LIST}>
            {CARRIERS.map((carrier) => (
              <option key={carrier} value={carrier} />
            ))}
          </datalist>
        </>
      )
    case 'trackingNumber':
      return (
        <TextInput
          {...common}
          label={t('rma.field.trackingNumber')}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
