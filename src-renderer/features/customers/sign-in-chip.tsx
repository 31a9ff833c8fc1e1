import { IconBan, IconCircleCheck, IconKey, IconMailForward, IconMinus, IconUserX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SignInState } from '#shared/domain/registration.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { type Tone, ToneChip } from '../../components/tone-chip.tsx'

const LOOKS = {
  none: { tone: 'closed', Icon: IconMinus },
  invited: { tone: 'waiting', Icon: IconMailForward },
  must_reset: { tone: 'waiting', Icon: IconKey },
  active: { tone: 'good', Icon: IconCircleCheck },
  disabled: { tone: 'danger', Icon: IconBan },
} as const satisfies Record<SignInState, { tone: Tone; Icon: typeof IconBan }>

/** How far a person is with signing in. */
export function SignInChip({ contact }: { contact: Pick<ContactRow, 'signIn' | 'erasedAt'> }) {
  const { t } = useTranslation()
  if (contact.erasedAt !== null) return <ToneChip tone="closed" Icon={IconUserX} word={t('customers.erased')} />
  return <ToneChip {...LOOKS[contact.signIn]} word={t(`customers.signIn.${contact.signIn}`)} />
}
