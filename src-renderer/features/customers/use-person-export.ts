import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '../../components/download.ts'
import { failureWords, type Words } from '../../components/problem-words.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'

/** All that the portal knows of a person, as a file. The portal makes it, so it needs a connection. */
export function usePersonExport(contactId: string) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)

  async function save(kind: 'text' | 'json') {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const { fileName, json, text } = await client.customers.export({ contactId })
      const base = fileName.replace(/\.(txt|json)$/, '')
      const file =
        kind === 'text'
          ? { name: `${base}.txt`, content: new Blob([text], { type: 'text/plain;charset=utf-8' }) }
          : { name: `${base}.json`, content: new Blob([json], { type: 'application/json' }) }
      download(file.name, file.content)
      notifications.show({ message: t('export.done', { name: file.name }) })
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
