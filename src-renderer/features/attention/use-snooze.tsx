import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../app/keys/use-keys.ts'
import { caseName } from '../../components/case-number.ts'
import { Keys } from '../../components/keys-hint.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import undo from '../case/undo-send.module.css'
import { tellTriage } from '../triage/use-triage.ts'

const TOLD_MS = 8_000

type Which = { caseId: string; caseNumber: string }

/** Puts a case off, says so and offers it back; or brings it back. */
export function useSnooze({ caseId, caseNumber }: Which) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useChange()
  const screen = useScreen()
  const number = caseName(caseNumber, t)

  const wake = useCallback(async () => {
    if (!(await change((desk) => desk.attention.wake({ caseId })))) return
    notifications.hide(toastId(caseId))
    notifications.show({ message: t('snooze.woken', { number }), withCloseButton: false, autoClose: 2_500 })
  }, [change, caseId, number, t])

  const snooze = useCallback(
    async (until: number | null) => {
      if (!(await change((desk) => desk.attention.snooze({ caseId, until })))) return
      tellTriage(screen, caseId)
      const words =
        until === null ? t('snooze.doneAnswer', { number }) : t('snooze.done', { number, until: format.moment(until) })
      notifications.hide(toastId(caseId))
      notifications.show({
        id: toastId(caseId),
        message: <SnoozedToast words={words} onUndo={() => void wake()} />,
        withCloseButton: false,
        autoClose: TOLD_MS,
        className: undo.toast,
      })
    },
    [change, screen, caseId, number, format, t, wake],
  )
  return { snooze, wake }
}

const toastId = (caseId: string): string => `snooze-${caseId}`

function SnoozedToast({ words, onUndo }: { words: string; onUndo: () => void }) {
  const { t } = useTranslation()
  useCommand('app.undo', () => {
    // In a field Ctrl+Z is the field's own.
    if (document.activeElement?.matches('input, textarea')) return false
    onUndo()
  })
  return (
    <div className={undo.line}>
      <span className={undo.words}>{words}</span>
      <UnstyledButton className={undo.undo} onClick={onUndo}>
        <IconArrowBackUp size={15} stroke={2} aria-hidden />
        {t('snooze.undo')} <Keys id="app.undo" />
      </UnstyledButton>
    </div>
  )
}
