import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachmentView } from '#shared/rpc/models.ts'
import { download } from '../../components/download.ts'
import { errorWords, type Words } from '../../components/problem-words.ts'
import type { DeskClient } from '../../rpc/connection.ts'
import { useDesk } from '../../rpc/desk.tsx'
import { toFailure } from '../../rpc/problem.ts'

/** The bytes of an attachment; brought from the portal first when they are not on this machine. */
export async function bringFile(
  client: DeskClient,
  { id, state }: Pick<AttachmentView, 'id' | 'state'>,
): Promise<File> {
  const attachmentId = id
  if (state === 'remote' || state === 'fetching') await client.attachments.fetch({ attachmentId })
  try {
    return await client.attachments.read({ attachmentId })
  } catch (error) {
    const failure = toFailure(error)
    const gone = failure.kind === 'problem' && failure.problem.code === 'file_not_here'
    if (!gone || state === 'remote' || state === 'fetching') throw error
    // Put away meanwhile, to make room.
    await client.attachments.fetch({ attachmentId })
    return client.attachments.read({ attachmentId })
  }
}

/** Saves attachments by a click, with what went wrong in words. */
export function useSaveAttachment(attachment: AttachmentView) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)

  async function save() {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const file = await bringFile(client, attachment)
      download(attachment.fileName, new Blob([file], { type: attachment.mediaType }))
    } catch (error) {
      setProblem(errorWords(error, t))
    } finally {
      setBusy(false)
    }
  }

  return { busy, problem, save, clear: () => setProblem(null) }
}

type Loaded = { id: string; file: File | null; problem: Words | null }

/** The file of an attachment for as long as it is shown. */
export function useFile(attachment: AttachmentView) {
  const { t } = useTranslation()
  const { client } = useDesk()
  const { id, state } = attachment
  const [attempt, setAttempt] = useState(0)
  const [loaded, setLoaded] = useState<Loaded>({ id, file: null, problem: null })

  // biome-ignore lint/correctness/useExhaustiveDependencies: its state changes while it is fetched; that is no reason to fetch again
  useEffect(() => {
    let live = true
    setLoaded({ id, file: null, problem: null })
    bringFile(client, { id, state }).then(
      (file) => live && setLoaded({ id, file, problem: null }),
      (error) => live && setLoaded({ id, file: null, problem: errorWords(error, t) }),
    )
    return () => {
      live = false
    }
  }, [client, id, attempt])

  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  return loaded.id === id ? { ...loaded, retry } : { id, file: null, problem: null, retry }
}

/** An address for the bytes, given back when it is no longer shown. */
export function useObjectUrl(file: File | null, mediaType: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return
    const created = URL.createObjectURL(new Blob([file], { type: mediaType }))
    setUrl(created)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(created)
    }
  }, [file, mediaType])
  return url
}
