import {
  IconArchive,
  IconCheck,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconInbox,
  IconPackage,
  IconReplace,
  IconStethoscope,
  IconTool,
  IconTruckDelivery,
  IconTruckReturn,
} from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RmaState } from '#shared/domain/rma.ts'
import type { RmaLineState } from '#shared/domain/rma-line.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'

type Look = { tone: Tone; Icon: typeof IconTool }

export const STATE_LOOKS: Record<RmaLineState | RmaState, Look> = {
  requested: { tone: 'waiting', Icon: IconInbox },
  approved: { tone: 'active', Icon: IconCheck },
  in_transit: { tone: 'active', Icon: IconTruckReturn },
  received: { tone: 'active', Icon: IconPackage },
  diagnosing: { tone: 'active', Icon: IconStethoscope },
  awaiting_approval: { tone: 'waiting', Icon: IconHourglass },
  repairing: { tone: 'active', Icon: IconTool },
  repaired: { tone: 'good', Icon: IconCircleCheck },
  replaced: { tone: 'good', Icon: IconReplace },
  rejected: { tone: 'danger', Icon: IconCircleX },
  finished: { tone: 'good', Icon: IconCircleCheck },
  shipped: { tone: 'closed', Icon: IconTruckDelivery },
  closed: { tone: 'closed', Icon: IconArchive },
}

/** Of a device or of a whole RMA. */
export function stateWord(state: RmaLineState | RmaState, t: TFunction): string {
  return state === 'finished' ? t('rma.finished') : t(`rma.line.${state}`)
}

type Props = { state: RmaLineState | RmaState; pending?: boolean }

export function RmaStateChip({ state, pending = false }: Props) {
  const { t } = useTranslation()
  return <ToneChip {...STATE_LOOKS[state]} word={stateWord(state, t)} pending={pending} />
}

/** The number, or what stands for it until the portal has given one. */
export function rmaName(rmaNumber: string, t: TFunction): string {
  return rmaNumber || t('rma.noNumber')
}
