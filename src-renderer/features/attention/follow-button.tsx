import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { follows } from '#shared/domain/attention.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { caseName } from '../../components/case-number.ts'
import { Hint } from '../../components/hint.tsx'
import { useChange } from '../../rpc/use-change.ts'

type Which = { caseId: string; caseNumber: string }

/** Whether the agent hears of a case; says what holds now. */
export function useFollow() {
  const { t } = useTranslation()
  const change = useChange()
  return async ({ caseId, caseNumber }: Which, on: boolean) => {
    const following = on ? 'yes' : 'no'
    if (!(await change((desk) => desk.attention.follow({ caseId, following })))) return
    const message = t(on ? 'follow.began' : 'follow.ended', { number: caseName(caseNumber, t) })
    notifications.show({ message, withCloseButton: false, autoClose: 2_500 })
  }
}

export function FollowButton({ detail, agent }: { detail: CaseDetail; agent: AgentView }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { id: caseId, caseNumber, ownerId } = detail.case
  const on = follows(detail.attention.following, ownerId === agent.id)
  const Icon = on ? IconEye : IconEyeOff
  return (
    <Hint id="case.follow" label={t(on ? 'follow.on' : 'follow.off')}>
      <ActionIcon
        size={28}
        aria-label={t('follow.button')}
        aria-pressed={on}
        onClick={() => void follow({ caseId, caseNumber }, !on)}
      >
        <Icon size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Hint>
  )
}
