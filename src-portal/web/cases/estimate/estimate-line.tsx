import type { CustomerEstimate, CustomerThreadItem } from '#shared/customer-api/cases.ts'
import { estimateTotals } from '#shared/domain/estimate.ts'
import { useWords } from '../../i18n/use-words.ts'
import { useFormat } from '../shared/format.ts'
import classes from './estimate.module.css'
import { EstimateItems } from './estimate-items.tsx'

type Props = {
  item: Extract<CustomerThreadItem, { type: 'estimate' }>
  estimates: readonly CustomerEstimate[]
}

/** An estimate in the conversation; its arrival keeps the items at hand once it is over. */
export function EstimateLine({ item, estimates }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const estimate = estimates.find(({ id }) => id === item.estimateId)
  const words = t(`cases.estimate.line.${item.state}`)
  if (!estimate) return <span>{words}</span>
  const total = format.money(estimateTotals(estimate.items).gross)
  return (
    <div className={classes.line}>
      <span>
        {words} ({total})
        {estimate.ofMerged ? (
          <>
            {' '}
            <span className={classes.ofMerged}>
              {t('cases.estimate.ofMerged', { number: estimate.ofMerged.caseNumber })}
            </span>
          </>
        ) : null}
      </span>
      {item.state === 'open' && estimate.state !== 'open' ? (
        <details>
          <summary>{t('cases.estimate.show')}</summary>
          <div className={classes.past}>
            <EstimateItems items={estimate.items} />
            {estimate.note ? <p className={classes.text}>{estimate.note}</p> : null}
          </div>
        </details>
      ) : null}
    </div>
  )
}
