import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useScreen } from '../../stores/screen.ts'
import { problemWords } from './scan-words.ts'
import type { ScanEntry } from './scanning.ts'

/** Takes back what a scan did, and says what came of it. */
export function useTakeBack() {
  const { t } = useTranslation()
  const { scanSession, speech } = useScreen()
  return useCallback(
    async ({ id, text }: ScanEntry) => {
      const problem = await scanSession.takeBack(id)
      if (problem === null) {
        speech.setState((before) => ({ ...before, text: `${text}: ${t('rmaScan.back')}`, count: before.count + 1 }))
        return
      }
      const isSent = problem === 'cannot_withdraw'
      notifications.show({
        title: isSent ? t('rmaScan.sentTitle', { text }) : problemWords(problem, t),
        message: isSent ? t('rmaScan.sentAdvice') : '',
        color: 'orange',
        autoClose: 8_000,
      })
    },
    [scanSession, speech, t],
  )
}
