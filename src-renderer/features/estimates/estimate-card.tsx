import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconReceiptEuro } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { estimateTotals, itemTotal } from '#shared/domain/estimate.ts'
import type { EstimateView } from '#shared/rpc/models.ts'
import { Time } from '../../components/time.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { EstimateOrigin } from './estimate-origin.tsx'
import { EstimateStateChip, STATE_LOOKS } from './estimate-state.tsx'
import { EstimateTotalsList } from './estimate-totals.tsx'
import classes from './estimates.module.css'
import { useEstimateActions } from './use-estimate-actions.ts'

type Props = {
  estimate: EstimateView
  /** Who sent it, in a sentence. */
  title: string
}

/** A sent estimate in the conversation: its sum and how it stands now; its items on demand. */
export function EstimateCard({ estimate, title }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { withdraw, withdrawable, busy } = useEstimateActions(estimate)
  const [shown, setShown] = useState(false)
  const items = useId()
  const card = useRef<HTMLElement>(null)
  const { gross } = estimateTotals(estimate.items)
  const tone = estimate.pending === 'send' ? 'waiting' : STATE_LOOKS[estimate.state].tone
  const Chevron = shown ? IconChevronDown : IconChevronRight

  return (
    <article ref={card} className={classes.card} data-tone={tone} data-estimate={estimate.id} aria-label={title}>
      <header className={classes.cardHead}>
        <IconReceiptEuro size={16} stroke={1.8} aria-hidden />
        <span className={classes.cardTitle}>{title}</span>
        <EstimateOrigin origin={estimate.origin} />
        <EstimateStateChip state={estimate.state} pending={estimate.pending} />
        <Time at={estimate.createdAt} className={classes.cardTime} />
      </header>
      <p className={classes.cardSum}>
        <span className={classes.gross}>{format.money(gross)}</span>
        <span className={classes.dim}>
          {t('estimates.withVat')} · {t('estimates.validUntil', { date: format.day(estimate.validUntil) })}
        </span>
      </p>
      {estimate.note && <p className={classes.cardNote}>{estimate.note}</p>}
      {shown && (
        <div id={items}>
          <EstimateItems estimate={estimate} />
          <EstimateTotalsList totals={estimateTotals(estimate.items)} />
        </div>
      )}
      <div className={classes.cardActions}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Chevron size={14} stroke={2} aria-hidden />}
          aria-expanded={shown}
          aria-controls={shown ? items : undefined}
          onClick={() => {
            setShown(!shown)
            requestAnimationFrame(() => card.current?.scrollIntoView({ block: 'nearest' }))
          }}
        >
          {t('estimates.items', { count: estimate.items.length })}
        </Button>
        {withdrawable && (
          <Button variant="default" size="compact-sm" disabled={busy} onClick={() => void withdraw()}>
            {t(estimate.pending === null ? 'estimates.withdraw' : 'estimates.takeBack')}
          </Button>
        )}
      </div>
    </article>
  )
}

function EstimateItems({ estimate }: { estimate: EstimateView }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className={classes.cardItems}>
      {estimate.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sent estimate never changes its items
        <li key={at} className={classes.cardItem}>
          <span className={classes.cardItemText}>
            {item.description}
            <span className={classes.dim}>
              {t('estimates.itemLine', {
                quantity: format.hundredths(item.quantity),
                price: format.money(item.unitPrice),
                vat: format.rate(item.vatRate),
              })}
            </span>
          </span>
          <span className={classes.sum}>{format.money(itemTotal(item))}</span>
        </li>
      ))}
    </ul>
  )
}
