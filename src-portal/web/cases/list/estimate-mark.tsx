import { IconReceiptEuro } from '@tabler/icons-react'
import { useWords } from '../../i18n/use-words.ts'
import classes from './case-table.module.css'

export function EstimateMark() {
  const { t } = useWords()
  return (
    <span className={classes.estimate}>
      <IconReceiptEuro size={16} stroke={2} aria-hidden="true" />
      {t('cases.list.estimateOpen')}
    </span>
  )
}
