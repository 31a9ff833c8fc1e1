import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClockOff,
  IconClockUp,
  IconHourglass,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EstimateState } from '#shared/domain/estimate.ts'
import type { EstimateView } from '#shared/rpc/models.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'

export const STATE_LOOKS = {
  open: { tone: 'waiting', Icon: IconHourglass },
  approved: { tone: 'good', Icon: IconCircleCheck },
  declined: { tone: 'danger', Icon: IconCircleX },
  withdrawn: { tone: 'closed', Icon: IconArrowBackUp },
  expired: { tone: 'closed', Icon: IconClockOff },
} as const satisfies Record<EstimateState, { tone: Tone; Icon: typeof IconHourglass }>

/** How an estimate stands; what the agent did and has not been sent yet comes first. */
export function EstimateStateChip({ state, pending }: Pick<EstimateView, 'state' | 'pending'>) {
  const { t } = useTranslation()
  if (pending === 'send') {
    return <ToneChip tone="waiting" Icon={IconClockUp} word={t('estimates.state.sending')} pending />
  }
  if (pending === 'withdraw') {
    return <ToneChip tone="closed" Icon={IconClockUp} word={t('estimates.state.withdrawn')} pending />
  }
  return <ToneChip {...STATE_LOOKS[state]} word={t(`estimates.state.${state}`)} />
}
