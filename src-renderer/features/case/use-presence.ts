import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'

/** Holding `j` passes many cases; only one that stays open for a moment is looked at. */
const SETTLE_MS = 400

/** Tells colleagues softly which case is open here and whether it is written in; nobody waits for the answer. */
export function usePresence(caseId: string | null): void {
  const { client, connection } = useDesk()
  const { writing } = useScreen()
  const generation = useStore(connection.state, (state) => state.generation)
  const mode = useStore(writing, (state) => (caseId !== null && state.caseId === caseId ? 'writing' : 'viewing'))

  // biome-ignore lint/correctness/useExhaustiveDependencies: a desk that came back has to be told again
  useEffect(() => {
    const timer = setTimeout(() => void client.presence.set({ caseId, mode }).catch(() => {}), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [client, caseId, mode, generation])

  useEffect(
    () => () => {
      void client.presence.set({ caseId: null, mode: 'viewing' }).catch(() => {})
    },
    [client],
  )
}

/** Marks the case as written in while its composer has the focus and words. */
export function useWritingSign(caseId: string, on: boolean): void {
  const { writing } = useScreen()
  useEffect(() => {
    if (!on) return
    writing.setState({ caseId })
    return () => writing.setState((before) => (before.caseId === caseId ? { caseId: null } : before))
  }, [writing, caseId, on])
}
