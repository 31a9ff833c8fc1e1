import { useCallback } from 'react'
import type { Settings } from '#shared/rpc/models.ts'
import { useDesk } from './desk.tsx'
import { useChange } from './use-change.ts'

/**
 * Changes settings. The screen has them at once, so that the next change is made of this one, however long it takes to be
 * kept. Gives true when it is.
 */
export function useSetSettings() {
  const { queries, queryClient } = useDesk()
  const change = useChange()
  return useCallback(
    async (part: Partial<Settings>): Promise<boolean> => {
      const queryKey = queries.settings.get.queryKey()
      // What is being read now does not know of it.
      void queryClient.cancelQueries({ queryKey }, { revert: false })
      queryClient.setQueryData(queryKey, (before) => before && { ...before, ...part })
      const kept = await change((desk) => desk.settings.set(part))
      if (!kept) await queryClient.invalidateQueries({ queryKey })
      return kept
    },
    [queries, queryClient, change],
  )
}
