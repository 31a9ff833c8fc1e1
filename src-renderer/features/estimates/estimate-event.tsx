import { useTranslation } from 'react-i18next'
import { ESTIMATE_STATES, type EstimateState } from '#shared/domain/estimate.ts'
import type { EstimateView, ThreadItem } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { EstimateCard } from './estimate-card.tsx'
import { EstimateOrigin } from './estimate-origin.tsx'
import { STATE_LOOKS } from './estimate-state.tsx'
import { grossOf } from './estimate-sums.ts'
import classes from './estimates.module.css'

type Event = Extract<ThreadItem, { type: 'event' }>

/** The estimate that an event is about. */
export function estimateIdOf(event: Event): string {
  return event.id.split(':')[0] ?? event.id
}

/** What became of an estimate, in the conversation: sent with its sum, then answered, withdrawn or run out. */
export function EstimateEvent({ event, estimate }: { event: Event; estimate: EstimateView | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const author = event.authorName ?? t(event.authorKind === 'customer' ? 'thread.customer' : 'thread.system')
  const state: EstimateState = ESTIMATE_STATES.find((known) => known === event.to) ?? 'open'
  if (state === 'open' && estimate) {
    return <EstimateCard estimate={estimate} title={t('thread.event.estimateSent', { author })} />
  }
  const { tone, Icon } = STATE_LOOKS[state]
  const words = {
    open: t('thread.event.estimateSent', { author }),
    approved: t('thread.event.estimateApproved', { author }),
    declined: t('thread.event.estimateDeclined', { author }),
    withdrawn: t('thread.event.estimateWithdrawn', { author }),
    expired: t('thread.event.estimateExpired'),
  }
  return (
    <div className={classes.line} data-tone={tone}>
      <Icon size={15} stroke={2} aria-hidden />
      <span className={classes.lineWords}>{words[state]}</span>
      {estimate && <span className={classes.dim}>{format.money(grossOf(estimate))}</span>}
      <EstimateOrigin origin={event.origin} />
      <Time at={event.createdAt} className={classes.cardTime} />
    </div>
  )
}
