import { IconClockUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeletionRequestView } from '#shared/rpc/models.ts'
import { ToneChip } from '../../components/tone-chip.tsx'

/** What the agent has decided and the portal does not show yet. */
export function DeletionState({ pending }: { pending: NonNullable<DeletionRequestView['pending']> }) {
  const { t } = useTranslation()
  return <ToneChip tone="waiting" Icon={IconClockUp} word={t(`deletions.pending.${pending}`)} pending />
}
