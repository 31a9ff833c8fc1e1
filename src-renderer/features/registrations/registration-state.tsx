import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClockUp, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { RegistrationView } from '#shared/rpc/models.ts'
import classes from './registrations.module.css'

/** How far a request is: by colour, icon and word; the agent's own unsent decision and a conflict come first. */
export function RegistrationState({ registration }: { registration: RegistrationView }) {
  const { t } = useTranslation()
  const look = lookOf(registration)
  const Icon = look.Icon
  return (
    <span className={classes.state} data-tone={look.tone} title={look.pending ? t('case.pendingField') : undefined}>
      <Icon size={13} stroke={2} aria-hidden />
      {t(`registrations.state.${look.word}`)}
      {look.pending && <span className="visually-hidden">{t('case.pendingField')}</span>}
    </span>
  )
}

function lookOf({ state, pending, conflict }: RegistrationView) {
  if (conflict) return { tone: 'danger', word: 'conflict', Icon: IconAlertTriangle, pending: false } as const
  if (pending) {
    const tone = pending === 'approved' ? 'good' : 'closed'
    return { tone, word: pending, Icon: IconClockUp, pending: true } as const
  }
  switch (state) {
    case 'pending':
    case 'asked':
      return { tone: 'waiting', word: state, Icon: IconHourglass, pending: false } as const
    case 'approved':
      return { tone: 'good', word: state, Icon: IconCircleCheck, pending: false } as const
    case 'rejected':
      return { tone: 'closed', word: state, Icon: IconCircleX, pending: false } as const
    default:
      return assertNever(state)
  }
}
