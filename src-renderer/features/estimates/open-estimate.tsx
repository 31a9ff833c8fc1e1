import { Button } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseDetail, EstimateView } from '#shared/rpc/models.ts'
import { useFormat } from '../../components/use-format.tsx'
import { EstimateOrigin } from './estimate-origin.tsx'
import { grossOf } from './estimate-sums.ts'
import classes from './estimates.module.css'
import { useEstimateActions } from './use-estimate-actions.ts'

/** Above the conversation while the customer has an estimate to answer. */
export function OpenEstimate({ detail }: { detail: CaseDetail }) {
  const open = detail.estimates.find(({ state, pending }) => state === 'open' && pending !== 'withdraw')
  return open ? <Strip key={open.id} estimate={open} /> : null
}

function Strip({ estimate }: { estimate: EstimateView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { withdraw, withdrawable, busy } = useEstimateActions(estimate)
  const values = { total: format.money(grossOf(estimate)), date: format.day(estimate.validUntil) }

  function show() {
    const card = document.querySelector<HTMLElement>(`[data-estimate="${CSS.escape(estimate.id)}"]`)
    card?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }

  return (
    <section className={classes.strip} aria-label={t('estimates.openLabel')}>
      <IconHourglass size={15} stroke={2} aria-hidden />
      <span className={classes.stripWords}>
        {t(estimate.pending === 'send' ? 'estimates.openPending' : 'estimates.openWaits', values)}
      </span>
      <EstimateOrigin origin={estimate.origin} />
      <Button variant="default" size="compact-sm" onClick={show}>
        {t('estimates.show')}
      </Button>
      {withdrawable && (
        <Button variant="default" size="compact-sm" disabled={busy} onClick={() => void withdraw()}>
          {t(estimate.pending === null ? 'estimates.withdraw' : 'estimates.takeBack')}
        </Button>
      )}
    </section>
  )
}
