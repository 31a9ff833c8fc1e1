import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type CaseStatus, canMove } from '#shared/domain/status.ts'
import type { AgentView, CaseDetail } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'

/** The keys that act on the open case. */
export function useCaseCommands(detail: CaseDetail | undefined, agent: AgentView): void {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const screen = useScreen()
  const { setStatus, setOwner } = useCaseActions(detail)
  const known = detail !== undefined
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 2_500 })

  /** The keys may have marked another row already: then that one comes first, and nothing is done to this one. */
  const here = () => detail !== undefined && navigation.settle() === detail.case.id

  function resolve(): boolean {
    if (!detail || !here()) return false
    if (!canMove(detail.case.status, 'resolved')) {
      say(t('actions.alreadyClosed'))
      return false
    }
    void setStatus('resolved').then((done) => {
      if (done) say(t('actions.resolved', { number: detail.case.caseNumber }))
    })
    return true
  }

  useCommand('case.reply', () => navigation.compose('reply'))
  useCommand('case.note', () => navigation.compose('note'))
  useCommand('case.resolve', () => void resolve(), known)
  useCommand(
    'case.resolveNext',
    () => {
      if (resolve()) navigation.step(1)
    },
    known,
  )
  useCommand('case.assign', () => here() && navigation.show('owner'), known)
  useCommand('case.status', () => here() && navigation.show('status'), known)
  useCommand(
    'case.assignMe',
    () => {
      if (!detail || !here()) return
      if (detail.case.ownerId === agent.id) return say(t('actions.alreadyYours'))
      void setOwner(agent.id).then((done) => {
        if (done) say(t('actions.assignedToMe', { number: detail.case.caseNumber }))
      })
    },
    known,
  )
  useCommand('case.back', () => {
    screen.focus.setState({ wish: { target: 'list' } })
  })
}

/** Changes of a case; what goes wrong is said, and true means that the desk took it. */
export function useCaseActions(detail: CaseDetail | undefined) {
  const change = useChange()
  const caseId = detail?.case.id ?? ''
  return {
    setStatus: (status: CaseStatus) => change((desk) => desk.cases.setStatus({ caseId, status })),
    setOwner: (ownerId: string | null) => change((desk) => desk.cases.setOwner({ caseId, ownerId })),
  }
}
