import { useEffect, useState } from 'react'

/**
 * Where in a list the chosen one stands. Who has chosen none looks at the first one, and stays with it when what others do
 * moves it or brings another one before it.
 */
export function useStanding(ids: readonly string[], chosenId: string | null): number {
  const [seenId, setSeenId] = useState<string | null>(null)
  const chosen = chosenId === null ? -1 : ids.indexOf(chosenId)
  const seen = seenId === null ? -1 : ids.indexOf(seenId)
  const at = chosen >= 0 ? chosen : Math.max(0, seen)
  const id = ids[at] ?? null
  useEffect(() => setSeenId(id), [id])
  return at
}
