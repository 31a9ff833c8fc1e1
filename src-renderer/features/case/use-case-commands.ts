import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { follows } from '#shared/domain/attention.ts'
import { type CaseStatus, canMove, isOpen } from '#shared/domain/status.ts'
import type { AgentView } from '#shared/rpc/models.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import { useFollow } from '../attention/follow-button.tsx'
import { indexIn, rowAt } from '../queue/window.ts'
import { tellTriage } from '../triage/use-triage.ts'

type Target = { caseId: string; caseNumber: string; status: CaseStatus; ownerId: string | null }

/** The keys that act on the marked case, even while the pane has not caught up with it yet. */
export function useCaseCommands(agent: AgentView): void {
  const { t } = useTranslation()
  const navigation = useNavigation()
  const screen = useScreen()
  const { focus, leftUnread, triage } = screen
  const change = useChange()
  const { queries, queryClient } = useDesk()
  const target = useTarget()
  const follow = useFollow()
  const say = (message: string) => notifications.show({ message, withCloseButton: false, autoClose: 2_500 })

  /** True when the marked case is on its way to resolved. */
  function resolve(): boolean {
    const it = target()
    if (!it) return false
    if (!canMove(it.status, 'resolved')) {
      say(t('actions.alreadyClosed'))
      return false
    }
    void change((desk) => desk.cases.setStatus({ caseId: it.caseId, status: 'resolved' })).then((done) => {
      if (!done) return
      say(t('actions.resolved', { number: caseName(it.caseNumber, t) }))
      tellTriage(screen, it.caseId)
    })
    return true
  }

  useCommand('case.reply', () => navigation.compose('reply'))
  useCommand('case.note', () => navigation.compose('note'))
  useCommand('case.resolve', () => void resolve())
  useCommand('case.resolveNext', () => {
    if (resolve() && triage.getState().now === null) navigation.step(1)
  })
  useCommand('case.assign', () => {
    if (target()) navigation.show('owner')
  })
  useCommand('case.status', () => {
    if (target()) navigation.show('status')
  })
  useCommand('case.macro', () => {
    if (target()) navigation.show('macro')
  })
  useCommand('case.team', () => {
    if (target()) navigation.show('team')
  })
  useCommand('case.snooze', () => {
    if (target()) navigation.show('snooze')
  })
  useCommand('case.unread', () => {
    const it = target()
    if (!it) return
    leftUnread.setState({ caseId: it.caseId })
    void change((desk) => desk.attention.markUnread({ caseId: it.caseId })).then((done) => {
      if (done) say(t('actions.unread', { number: caseName(it.caseNumber, t) }))
    })
  })
  useCommand('case.follow', () => {
    const it = target()
    if (!it) return
    const detail = queryClient.getQueryData(queries.cases.get.queryKey({ input: { caseId: it.caseId } }))
    const isFollowed = follows(detail?.attention.following ?? 'auto', it.ownerId === agent.id)
    void follow(it, !isFollowed)
  })
  useCommand('case.estimate', () => {
    const it = target()
    if (!it) return
    if (isOpen(it.status)) navigation.estimate()
    else say(t('estimates.caseClosed'))
  })
  useCommand('case.history', () => navigation.about('history'))
  useCommand('case.merge', () => navigation.about('merge'))
  useCommand('case.link', () => navigation.about('link'))
  useCommand('case.split', () => navigation.about('split'))
  useCommand('case.rma', () => {
    const it = target()
    if (!it) return
    if (isOpen(it.status)) navigation.newRma({ caseId: it.caseId, serialNumbers: [] })
    else say(t('rma.caseClosed'))
  })
  useCommand('case.customer', () => {
    const caseId = navigation.settle()
    if (caseId === null) return
    const detail = queryClient.getQueryData(queries.cases.get.queryKey({ input: { caseId } }))
    if (detail?.contact) navigation.openCustomer(detail.contact.id)
  })
  useCommand('case.title', () => navigation.edit('title'))
  useCommand('case.description', () => navigation.edit('description'))
  useCommand('case.assignMe', () => {
    const it = target()
    if (!it) return
    if (it.ownerId === agent.id) return say(t('actions.alreadyYours'))
    void change((desk) => desk.cases.setOwner({ caseId: it.caseId, ownerId: agent.id })).then((done) => {
      if (!done) return
      say(t('actions.assignedToMe', { number: caseName(it.caseNumber, t) }))
      tellTriage(screen, it.caseId)
    })
  })
  useCommand('case.back', () => focus.setState({ wish: { target: 'list' } }))
}

/** The case that the agent means: the marked one, as its row or the open case tells it. */
function useTarget(): () => Target | null {
  const navigation = useNavigation()
  const { list } = useScreen()
  const { queries, queryClient } = useDesk()
  return () => {
    const caseId = navigation.settle()
    if (caseId === null) return null
    const detail = queryClient.getQueryData(queries.cases.get.queryKey({ input: { caseId } }))
    if (detail) {
      const { caseNumber, status, ownerId } = detail.case
      return { caseId, caseNumber, status, ownerId }
    }
    const { window } = list.state.getState()
    const row = rowAt(window, indexIn(window, caseId))
    return row ? { caseId, caseNumber: row.caseNumber, status: row.status, ownerId: row.ownerId } : null
  }
}
