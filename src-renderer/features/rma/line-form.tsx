import { Button, CloseButton, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import formClasses from './form.module.css'
import type { LineFault, LineFaults, LineValues } from './line-values.ts'
import classes from './rma.module.css'
import { SerialAdvice } from './serial-advice.tsx'

type Props = {
  line: LineValues
  /** From 1. */
  position: number
  /** It cannot be taken away. */
  only: boolean
  autoFocus: boolean
  /** It is being sent: what is typed now would go nowhere. */
  readOnly: boolean
  faults: LineFaults
  onChange: (change: Partial<LineValues>) => void
  onRemove: () => void
}

/** The fields of one device, and what the registry knows of its number. */
export function LineForm({ line, position, only, autoFocus, readOnly, faults, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const error = (fault: LineFault | undefined) => fault && t(`rma.lineFault.${fault}`)
  return (
    <fieldset className={formClasses.lineForm} aria-label={t('rma.lineOf', { position })}>
      <div className={formClasses.pair}>
        <TextInput
          label={t('rma.field.serialNumber')}
          required
          data-autofocus={autoFocus || undefined}
          data-line-field={`${position}:serialNumber`}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: classes.mono }}
          readOnly={readOnly}
          error={error(faults.serialNumber)}
          value={line.serialNumber}
          onChange={(event) => onChange({ serialNumber: event.currentTarget.value })}
        />
        <TextInput
          label={t('rma.field.model')}
          autoComplete="off"
          spellCheck={false}
          readOnly={readOnly}
          error={error(faults.model)}
          value={line.model}
          onChange={(event) => onChange({ model: event.currentTarget.value })}
        />
        {!only && (
          <CloseButton
            className={formClasses.removeLine}
            aria-label={t('rma.remove', { serial: line.serialNumber || String(position) })}
            disabled={readOnly}
            onClick={onRemove}
          />
        )}
      </div>
      <SerialAdvice line={line} onChange={onChange} />
      <Textarea
        label={t('rma.field.fault')}
        description={t('rma.hint.fault')}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck
        readOnly={readOnly}
        error={error(faults.fault)}
        value={line.fault}
        onChange={(event) => onChange({ fault: event.currentTarget.value })}
      />
      <div className={formClasses.pair}>
        <TextInput
          label={t('rma.field.accessories')}
          autoComplete="off"
          readOnly={readOnly}
          error={error(faults.accessories)}
          value={line.accessories}
          onChange={(event) => onChange({ accessories: event.currentTarget.value })}
        />
        <Select
          label={t('rma.field.warranty')}
          allowDeselect={false}
          withScrollArea={false}
          readOnly={readOnly}
          value={line.warranty}
          data={WARRANTY_DECISIONS.map((value) => ({ value, label: t(`rma.warranty.${value}`) }))}
          onChange={(value) =>
            onChange({ warranty: WARRANTY_DECISIONS.find((known) => known === value) ?? 'undecided' })
          }
        />
      </div>
    </fieldset>
  )
}

type ManyProps = {
  lines: readonly LineValues[]
  readOnly: boolean
  told: readonly LineFaults[]
  onLines: (lines: LineValues[]) => void
  onAdd: () => void
}

/** Several devices of one RMA. */
export function LineForms({ lines, readOnly, told, onLines, onAdd }: ManyProps) {
  const { t } = useTranslation()
  return (
    <>
      {lines.map((line, at) => (
        <LineForm
          key={line.key}
          line={line}
          position={at + 1}
          only={lines.length === 1}
          autoFocus={at === 0}
          readOnly={readOnly}
          faults={told[at] ?? {}}
          onChange={(change) => onLines(lines.map((one) => (one.key === line.key ? { ...one, ...change } : one)))}
          onRemove={() => onLines(lines.filter(({ key }) => key !== line.key))}
        />
      ))}
      <div>
        <Button variant="default" size="compact-sm" disabled={readOnly} onClick={onAdd}>
          {t('rma.anotherLine')}
        </Button>
      </div>
    </>
  )
}
