import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { useDesk } from '../../rpc/desk.tsx'
import { useReading } from '../../rpc/use-reading.ts'
import { type Screen, useScreen } from '../../stores/screen.ts'
import { type DraftKey, type DraftState, draftName } from './draft-saver.ts'

export type DraftField = {
  /** Null until the stored draft is read; typing starts then. */
  body: string | null
  /** It could not be read yet; it is asked for again. */
  unread: boolean
  /** When the stored draft was saved, or null when the field began empty. */
  restoredAt: number | null
  state: DraftState
  change: (body: string) => void
  /** Puts the field back to empty after its words were taken. */
  clear: () => void
}

/** What shows the draft reads it again: it has changed at the desk. */
export function readDraftAgain({ draftReads }: Pick<Screen, 'draftReads'>, key: DraftKey): void {
  const name = draftName(key)
  draftReads.setState((before) => ({ [name]: (before[name] ?? 0) + 1 }))
}

/** The words of one composer, read from the desk once and saved as they are typed. */
export function useDraft({ caseId, mode }: DraftKey): DraftField {
  const { client } = useDesk()
  const { drafts, draftReads, draftStates } = useScreen()
  const [field, setField] = useState<{ body: string | null; restoredAt: number | null }>(() => {
    const unsaved = drafts.unsaved({ caseId, mode })
    return { body: unsaved ?? null, restoredAt: unsaved === undefined ? null : Date.now() }
  })
  const state = useStore(draftStates, (states) => states[draftName({ caseId, mode })] ?? 'clean')
  const reading = useStore(draftReads, (reads) => reads[draftName({ caseId, mode })] ?? 0)
  const [read, setRead] = useState(reading)
  if (read !== reading) {
    setRead(reading)
    setField({ body: null, restoredAt: null })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed draft is a reason to ask again
  const get = useCallback(() => client.drafts.get({ caseId, mode }), [client, caseId, mode, reading])
  const unread =
    useReading(get, {
      take: (draft) => setField({ body: draft?.body ?? '', restoredAt: draft?.savedAt ?? null }),
      wanted: field.body === null,
    }) === 'failed'

  const change = useCallback(
    (body: string) => {
      setField((before) => ({ ...before, body }))
      drafts.change({ caseId, mode }, body)
    },
    [drafts, caseId, mode],
  )
  const clear = useCallback(() => setField({ body: '', restoredAt: null }), [])

  return { ...field, unread, state, change, clear }
}
