import { useId } from 'react'
import { CASE_TYPES, type CaseType } from '#shared/domain/case.ts'
import { Star } from '../../forms/fields.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { Fault } from '../form/field.tsx'
import classes from './new-case.module.css'

const MEANS = { support: 'cases.create.supportMeans', rma: 'cases.create.rmaMeans' } as const satisfies Record<
  CaseType,
  string
>

type Props = { value: CaseType | null; onChange: (type: CaseType) => void; fault: string | null }

/** Both types with what each is for, in the words of the guide. */
export function TypeChoice({ value, onChange, fault }: Props) {
  const { t } = useWords()
  const id = useId()
  return (
    <fieldset aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend className={classes.legend}>
        {t('cases.fields.caseType')}
        <Star />
      </legend>
      <div className={classes.choices} data-fault={fault ? true : undefined}>
        {CASE_TYPES.map((type) => (
          <label key={type} className={classes.choice}>
            <input
              type="radio"
              name="caseType"
              value={type}
              checked={value === type}
              required
              aria-invalid={fault ? true : undefined}
              aria-describedby={`${id}-${type}`}
              onChange={() => onChange(type)}
            />
            <span className={classes.choiceName}>{t(`cases.fields.${type}`)}</span>
            <span id={`${id}-${type}`} className={classes.choiceMeans}>
              {t(MEANS[type])}
            </span>
          </label>
        ))}
      </div>
      {fault ? <Fault id={`${id}-fault`}>{fault}</Fault> : null}
    </fieldset>
  )
}
