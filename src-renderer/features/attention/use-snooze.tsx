import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { caseName } from '../../components/case-number.ts'
import { showUndo } from '../../components/undo-toast.tsx'
import { useFormat } from '../../components/use-format.tsx'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
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
      showUndo({ toast: toastId(caseId), words, undoUntil: null, shownMs: TOLD_MS, takeBack: wake })
    },
    [change, screen, caseId, number, format, t, wake],
  )
  return { snooze, wake }
}

const toastId = (caseId: string): string => `snooze-${caseId}`
