import { IconCircleCheck, IconHourglass, IconTool, IconTruckDelivery } from '@tabler/icons-react'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { useWords } from '../../i18n/use-words.ts'
import classes from './repair.module.css'

type Group = 'waiting' | 'active' | 'closed'

/** Waiting: for the customer. The same colours as of the status of a case. */
const GROUP_OF: Record<RmaLineState, Group> = {
  requested: 'active',
  approved: 'waiting',
  in_transit: 'active',
  received: 'active',
  diagnosing: 'active',
  awaiting_approval: 'waiting',
  repairing: 'active',
  repaired: 'active',
  replaced: 'active',
  rejected: 'active',
  shipped: 'active',
  closed: 'closed',
}

/** Colour, icon and word together. */
export function LineState({ state }: { state: RmaLineState }) {
  const { t } = useWords()
  const group = GROUP_OF[state]
  const Icon = state === 'shipped' || state === 'in_transit' ? IconTruckDelivery : ICONS[group]
  return (
    <span className={classes.chip} data-group={group}>
      <Icon size={16} stroke={2} aria-hidden="true" />
      {t(`cases.repair.state.${state}`)}
    </span>
  )
}

const ICONS = { waiting: IconHourglass, active: IconTool, closed: IconCircleCheck } as const
