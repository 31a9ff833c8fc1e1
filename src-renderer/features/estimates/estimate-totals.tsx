import { useTranslation } from 'react-i18next'
import type { EstimateTotals } from '#shared/domain/estimate.ts'
import { useFormat } from '../../components/use-format.tsx'
import classes from './estimates.module.css'

/** Without VAT, the VAT by rate, and what the customer pays. */
export function EstimateTotalsList({ totals }: { totals: EstimateTotals }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <dl className={classes.totals} aria-label={t('estimates.totals')}>
      <div>
        <dt>{t('estimates.net')}</dt>
        <dd>{format.money(totals.net)}</dd>
      </div>
      {totals.vat.map(({ rate, vat }) => (
        <div key={rate}>
          <dt>{t('estimates.vatOf', { rate: format.rate(rate) })}</dt>
          <dd>{format.money(vat)}</dd>
        </div>
      ))}
      <div data-gross>
        <dt>{t('estimates.gross')}</dt>
        <dd>{format.money(totals.gross)}</dd>
      </div>
    </dl>
  )
}
