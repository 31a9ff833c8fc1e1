import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComposerMode } from '#shared/domain/case.ts'
import { useCommand } from '../../app/keys/use-keys.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useSecondsLeft } from '../../components/use-seconds-left.ts'
import { useChange } from '../../rpc/use-change.ts'
import { draftName, useScreen } from '../../stores/screen.ts'
import { useNavigation } from '../../stores/use-navigation.ts'
import classes from './undo-send.module.css'

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
export function offerUndo(sent: Sent): void {
  notifications.show({
    id: sent.opId,
    message: <UndoToast sent={sent} />,
    withCloseButton: false,
    autoClose: false,
    className: classes.toast,
  })
}

function UndoToast({ sent }: { sent: Sent }) {
  const { t } = useTranslation()
  const takeBack = useTakeBack()
  const { opId, mode, undoUntil } = sent
  const seconds = useSecondsLeft(undoUntil)
  useCommand('app.undo', () => {
    // Somebody who writes means their last words, not the message before them.
    if (typedInto(document.activeElement)) return false
    void takeBack(sent)
  })
  useEffect(() => {
    if (seconds === 0) notifications.hide(opId)
  }, [seconds, opId])

  return (
    <div className={classes.line}>
      <span className={classes.words}>
        {t(mode === 'reply' ? 'composer.sent' : 'composer.noted')}{' '}
        <span className={classes.left} aria-hidden>
          {t('composer.leavesIn', { seconds })}
        </span>
      </span>
      <UnstyledButton className={classes.undo} onClick={() => void takeBack(sent)}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('composer.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </div>
  )
}

function typedInto(element: Element | null): boolean {
  return (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) && element.value.length > 0
}
