import { useEffect } from 'react'
import { useDesk } from '../../rpc/desk.tsx'
import { useScreen } from '../../stores/screen.ts'

/** Who only passes by a case has not looked at it. */
const LOOK_MS = 800

/** Tells the desk that the agent has the case before their eyes, and again when there is more to see. Nothing waits for it. */
export function useLook(caseId: string, newest: string): void {
  const { client } = useDesk()
  const { leftUnread } = useScreen()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is looked at anew
  useEffect(() => {
    if (leftUnread.getState().caseId !== caseId) leftUnread.setState({ caseId: null })
    let timer: ReturnType<typeof setTimeout> | null = null
    const look = () => {
      timer = null
      const meant = leftUnread.getState().caseId === caseId
      if (document.visibilityState === 'visible' && !meant) void client.attention.look({ caseId }).catch(() => {})
    }
    const begin = () => {
      if (timer) clearTimeout(timer)
      timer = setTimeout(look, LOOK_MS)
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      if (timer) clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [client, leftUnread, caseId, newest])
}
