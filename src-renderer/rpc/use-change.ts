import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { errorWords } from '../components/problem-words.ts'
import type { DeskClient } from './connection.ts'
import { useDesk } from './desk.tsx'

/** Runs a change on the desk; what goes wrong is said in words. Gives true when the desk accepted it. */
export function useChange() {
  const { client } = useDesk()
  const { t } = useTranslation()
  return useCallback(
    async (change: (client: DeskClient) => Promise<unknown>): Promise<boolean> => {
      try {
        await change(client)
        return true
      } catch (error) {
        const { title, advice } = errorWords(error, t)
        notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
        return false
      }
    },
    [client, t],
  )
}
