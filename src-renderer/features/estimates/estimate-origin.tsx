import { useTranslation } from 'react-i18next'
import type { EstimateView } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import classes from './estimates.module.css'

/** With which merged case it came; nothing where it is of the case itself. */
export function EstimateOrigin({ origin }: Pick<EstimateView, 'origin'>) {
  const { t } = useTranslation()
  if (!origin) return null
  return <span className={classes.dim}>{t('relations.from', { number: caseName(origin.caseNumber, t) })}</span>
}
