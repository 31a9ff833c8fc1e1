import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadExport, type ReadableKind } from '../../components/download.ts'
import { failureWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'

/** All that the portal knows of a person, as a file. The portal makes it, so it needs a connection. */
export function usePersonExport(contactId: string) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)

  async function save(kind: ReadableKind) {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const name = downloadExport(await client.customers.export({ contactId }), kind)
      notifications.show({ message: t('export.done', { name }) })
    } catch (error) {
      const failure = toFailure(error)
      const offline = failure.kind === 'problem' && OFFLINE.has(failure.problem.code)
      const words = failureWords(failure, t)
      setProblem(offline ? { title: words.title, advice: t('customers.exportOffline') } : words)
    } finally {
      setBusy(false)
    }
  }
  return { save, busy, problem }
}

const OFFLINE = new Set<string>(['unreachable', 'timeout', 'work_offline', 'portal_unavailable'])
