import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComposerMode } from '#shared/domain/case.ts'
import { showUndo } from '../../components/undo-toast.tsx'
import { useScreen } from '../../stores/screen.ts'
import { useShowDraft, useTellOfDraft } from './draft-link.tsx'
import { useIntoDrafts } from './use-into-drafts.ts'
import { hasWords, rememberPlace } from './whereabouts.ts'

/** What was sent a moment ago and can still be had back. */
export type Sent = { opId: string; caseId: string; mode: ComposerMode; undoUntil: number }

/**
 * Takes a sent message back: its words are in the composer of its case again, with the focus unless the agent has gone on to
 * something else meanwhile. True when they are.
 */
export function useTakeBack() {
  const { t } = useTranslation()
  const screen = useScreen()
  const intoDrafts = useIntoDrafts()
  const show = useShowDraft()
  const tell = useTellOfDraft()
  return useCallback(
    async ({ opId, caseId, mode }: Omit<Sent, 'undoUntil'>): Promise<boolean> => {
      const { takingBack } = screen
      if (takingBack.getState()[opId]) return false
      const draft = { caseId, mode }
      const isStillThere = rememberPlace(screen)
      takingBack.setState({ [opId]: true })
      const done = await intoDrafts([draft], (desk) => desk.sync.withdraw({ opId }))
      takingBack.setState({ [opId]: undefined })
      if (!done) return false
      notifications.hide(opId)
      if (isStillThere(draft)) show(draft)
      else void tell(draft, { words: () => t('operations.withdrawn') })
      return true
    },
    [screen, intoDrafts, show, tell, t],
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
        isElsewhere: hasWords,
        takeBack: () => takeBack(sent),
      }),
    [t, takeBack],
  )
}
