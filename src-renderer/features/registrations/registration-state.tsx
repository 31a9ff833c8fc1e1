import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClockUp,
  IconHourglass,
  IconMessageQuestion,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import { ToneChip } from '../../components/tone-chip.tsx'

/** How far a request is: by colour, icon and word; the agent's own unsent decision and a conflict come first. */
export function RegistrationState({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const { word, ...look } = lookOf(registration)
  return <ToneChip {...look} word={t(`registrations.state.${word}`)} />
}

function lookOf({ state, pending, conflict }: RegistrationView) {
  if (conflict) return { tone: 'danger', word: 'conflict', Icon: IconAlertTriangle, pending: false } as const
  switch (pending) {
    case 'approved':
      return { tone: 'good', word: pending, Icon: IconClockUp, pending: true } as const
    case 'rejected':
      return { tone: 'closed', word: pending, Icon: IconClockUp, pending: true } as const
    case 'asked':
      return { tone: 'active', word: pending, Icon: IconClockUp, pending: true } as const
    case null:
      break
    default:
      assertNever(pending)
  }
  switch (state) {
    case 'pending':
      return { tone: 'waiting', word: state, Icon: IconHourglass, pending: false } as const
    case 'asked':
      return { tone: 'active', word: state, Icon: IconMessageQuestion, pending: false } as const
    case 'approved':
      return { tone: 'good', word: state, Icon: IconCircleCheck, pending: false } as const
    case 'rejected':
      return { tone: 'closed', word: state, Icon: IconCircleX, pending: false } as const
    default:
      return assertNever(state)
  }
}
