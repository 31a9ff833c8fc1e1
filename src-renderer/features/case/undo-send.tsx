import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComposerMode } from '#shared/domain/case.ts'
import { showUndo } from '../../components/undo-toast.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { draftName, useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'

/** What was sent a moment ago and can still be had back. */
export type Sent = { opId: string; caseId: string; mode: ComposerMode; undoUntil: number }

/** Takes a sent message back: its words are in the composer of its case again, with the focus. True when they are. */
export function useTakeBack() {
  const { drafts, draftReads, composer, focus } = useScreen()
  const navigation = useNavigation()
  const change = useChange()
  return useCallback(
    async ({ opId, caseId, mode }: Omit<Sent, 'undoUntil'>): Promise<boolean> => {
      // Words typed since then are in the draft before the others join them.
      await drafts.flush({ caseId, mode }).catch(() => {})
      if (!(await change((desk) => desk.sync.withdraw({ opId })))) return false
      const name = draftName({ caseId, mode })
      drafts.forget({ caseId, mode })
      draftReads.setState((before) => ({ [name]: (before[name] ?? 0) + 1 }))
      notifications.hide(opId)
      composer.setState({ mode })
      navigation.openCase(caseId)
      focus.setState({ wish: { target: 'composer', mode, caseId } })
      return true
    },
    [drafts, draftReads, composer, focus, navigation, change],
  )
}

/** Says that a message is on its way and offers to take it back while that is possible. */
export function useOfferSent() {
  const { t } = useTranslation()
  const takeBack = useTakeBack()
  return useCallback(
    (sent: Sent) =>
      showUndo({
        toast: sent.opId,
        words: t(sent.mode === 'reply' ? 'composer.sent' : 'composer.noted'),
        undoUntil: sent.undoUntil,
        counts: true,
        // Somebody who writes means their last words, not the message before them.
        isElsewhere: typedInto,
        takeBack: () => takeBack(sent),
      }),
    [t, takeBack],
  )
}

function typedInto(element: Element | null): boolean {
  return (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) && element.value.length > 0
}
