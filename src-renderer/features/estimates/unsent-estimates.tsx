import { useTranslation } from 'react-i18next'
import type { EstimateView, ThreadItem } from '#shared/rpc/models.ts'
import { EstimateCard } from './estimate-card.tsx'
import { estimateIdOf } from './estimate-event.tsx'
import classes from './estimates.module.css'

type Props = { estimates: readonly EstimateView[]; items: readonly ThreadItem[] }

/** Estimates that are only on this machine stand at the end of the conversation until their events come. */
export function UnsentEstimates({ estimates, items }: Props) {
  const { t } = useTranslation()
  const told = new Set(items.flatMap((item) => (item.type === 'event' ? [estimateIdOf(item)] : [])))
  const unsent = estimates.filter(({ id, pending }) => pending === 'send' && !told.has(id))
  if (unsent.length === 0) return null
  return (
    <div className={classes.unsent}>
      {unsent.map((estimate) => (
        <EstimateCard
          key={estimate.id}
          estimate={estimate}
          title={t('thread.event.estimateSent', { author: estimate.createdByName ?? t('thread.you') })}
        />
      ))}
    </div>
  )
}
