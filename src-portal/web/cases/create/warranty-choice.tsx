import { useWords } from '../../i18n/use-words.ts'
import classes from './new-case.module.css'

const CHOICES = [
  [true, 'cases.fields.yes'],
  [false, 'cases.fields.no'],
  [null, 'cases.create.warrantyUnknown'],
] as const

type Props = { value: boolean | null; onChange: (value: boolean | null) => void }

export function WarrantyChoice({ value, onChange }: Props) {
  const { t } = useWords()
  return (
    <fieldset>
      <legend className={classes.legend}>{t('cases.fields.warrantyRepair')}</legend>
      <div className={classes.row}>
        {CHOICES.map(([choice, word]) => (
          <label key={word} className={classes.radio}>
            <input type="radio" name="warrantyRepair" checked={value === choice} onChange={() => onChange(choice)} />
            {t(word)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
