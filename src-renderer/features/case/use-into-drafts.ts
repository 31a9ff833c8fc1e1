import { useCallback } from 'react'
import type { DeskClient } from '../../rpc/connection.ts'
import { useChange } from '../../rpc/use-change.ts'
import { useScreen } from '../../stores/screen.ts'
import type { DraftKey } from './draft-saver.ts'
import { readDraftAgain } from './use-draft.ts'

/**
 * Runs a change by which the desk puts words into drafts: what was typed is in them before, nothing is typed until the
 * answer, and then they are read again. Gives true when the desk accepted it.
 */
export function useIntoDrafts() {
  const { drafts, draftReads, draftWorks } = useScreen()
  const change = useChange()
  return useCallback(
    (keys: readonly DraftKey[], ask: (client: DeskClient) => Promise<unknown>): Promise<boolean> =>
      draftWorks.run(keys, 'takingBack', async () => {
        let isKept = false
        const done = await change(async (client) => {
          for (const key of keys) await drafts.flush(key)
          isKept = true
          await ask(client)
        })
        // An answer that was lost says nothing of what the desk has done.
        for (const key of isKept ? keys : []) {
          drafts.forget(key)
          readDraftAgain({ draftReads }, key)
        }
        return done
      }),
    [drafts, draftReads, draftWorks, change],
  )
}
