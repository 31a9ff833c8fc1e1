import { useEffect, useRef } from 'react'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { createLive } from './live.ts'

/** Calls `onChange` for each case that has changed, with null when anything may have. */
export function useLive(onChange: (caseId: string | null) => void): void {
  const listener = useRef(onChange)
  listener.current = onChange
  useEffect(() => {
    const live = createLive(
      {
        open: () => new EventSource(CUSTOMER_PATHS.events),
        schedule: (task, ms) => {
          const timer = setTimeout(task, ms)
          return () => clearTimeout(timer)
        },
        isVisible: () => document.visibilityState === 'visible',
      },
      (caseId) => listener.current(caseId),
    )
    const wake = () => {
      if (document.visibilityState === 'visible') live.wake()
    }
    document.addEventListener('visibilitychange', wake)
    window.addEventListener('online', wake)
    return () => {
      document.removeEventListener('visibilitychange', wake)
      window.removeEventListener('online', wake)
      live.stop()
    }
  }, [])
}
