import { useEffect, useState } from 'react'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { usePortal } from '../../app/portal.ts'
import { useConfig, useSignedIn } from '../../session/use-session.ts'
import { createDraftForm, type DraftForm } from './draft-form.ts'
import { createDraftKeeper, draftName } from './drafts.ts'
import { newId } from './new-id.ts'
import { isAboutSession, sendFile, uploadFault } from './send-file.ts'
import { createUploads, isBusy } from './uploads.ts'

type Options<V> = {
  form: Parameters<typeof draftName>[1]
  empty: V
  isEmpty: (values: V) => boolean
  readValues: (kept: unknown) => V
}

/** The draft of the person who is signed in; the same `form` for as long as the component lives. */
export function useDraftForm<V>({ form: name, empty, isEmpty, readValues }: Options<V>): DraftForm<V> {
  const { api, session } = usePortal()
  const { contactId } = useSignedIn()
  const { maxAttachmentBytes, maxFiles } = useConfig()
  const [form] = useState(() =>
    createDraftForm<V>({
      empty,
      isEmpty,
      keeper: createDraftKeeper(localStorage, draftName(contactId, name), readValues),
      uploads: (kept) =>
        createUploads(
          {
            async send(file, onProgress, signal) {
              const once = () => sendFile(file, api.csrfToken() ?? '', onProgress, signal)
              try {
                return await once()
              } catch (error) {
                // Who is here, and under which session, may have changed in another tab.
                if (!isAboutSession(error)) throw error
                await session.load()
                return once()
              }
            },
            faultOf: uploadFault,
            forget: (fileId) => {
              api.call('DELETE', `${CUSTOMER_PATHS.uploads}/${encodeURIComponent(fileId)}`).catch(() => {})
            },
            maxBytes: maxAttachmentBytes,
            maxFiles,
            mintKey: newId,
          },
          kept,
        ),
      schedule: (task, ms) => {
        const timer = setTimeout(task, ms)
        return () => clearTimeout(timer)
      },
      mintId: newId,
    }),
  )

  useEffect(() => {
    const online = () => form.uploads.retryAll()
    const leave = (event: BeforeUnloadEvent) => {
      form.flush()
      if (isBusy(form.uploads.store.getState())) event.preventDefault()
    }
    // A phone may throw a page away without another word.
    const hide = () => form.flush()
    window.addEventListener('online', online)
    window.addEventListener('beforeunload', leave)
    window.addEventListener('pagehide', hide)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('pagehide', hide)
      document.removeEventListener('visibilitychange', hide)
      form.flush()
      form.stop()
    }
  }, [form])
  return form
}
