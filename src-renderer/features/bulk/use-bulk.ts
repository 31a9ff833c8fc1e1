import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction, BulkRun } from '#shared/rpc/bulk.ts'
import { errorWords } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'
import { tellTriage } from '../triage/use-triage.ts'
import { offerBulkUndo } from './bulk-toast.tsx'
import { NO_MARKS } from './marks.ts'

/** Does one thing to all selected cases; the selection has served then. */
export function useBulk(): {
  running: boolean
  /** `caseIds`: of these instead of the selected ones, which stay selected. */
  run: (action: BulkAction, caseIds?: string[]) => Promise<BulkRun | null>
} {
  const { t } = useTranslation()
  const { client } = useDesk()
  const screen = useScreen()
  const { marks, speech } = screen
  const [running, setRunning] = useState(false)

  async function run(action: BulkAction, given?: string[]): Promise<BulkRun | null> {
    const selected = marks.getState()
    const caseIds = given ?? [...selected.ids]
    if (running || caseIds.length === 0) return null
    setRunning(true)
    try {
      const done = await client.bulk.run({ caseIds, action })
      if (done.done > 0 && !given) marks.setState((now) => (now.ids === selected.ids ? NO_MARKS : now))
      offerBulkUndo(done, given ? { kind: 'case', caseId: given[0]! } : { kind: 'marks', marks: selected })
      if (given && done.done > 0) tellTriage(screen, given[0]!)
      speech.setState((now) => ({ ...now, text: t('bulk.done', { count: done.done }), count: now.count + 1 }))
      return done
    } catch (error) {
      const { title, advice } = errorWords(error, t)
      notifications.show({ title, message: advice, color: 'red', autoClose: 8_000 })
      return null
    } finally {
      setRunning(false)
    }
  }
  return { running, run }
}
