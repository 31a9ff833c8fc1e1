import { backoffMs } from '#main/sync/backoff.ts'
import type { Runtime, Timer } from '#main/sync/runtime.ts'
import { faultOf } from '../fault-of.ts'

export type AutoSignIn = {
  /** Resolves after the first try, whatever came of it; goes on by itself while the portal cannot be reached. */
  begin(): Promise<void>
  stop(): void
}

/** For demonstrations: keeps trying until the portal answers; gives up when it says no. */
export function createAutoSignIn(runtime: Runtime, signIn: () => Promise<unknown>): AutoSignIn {
  let timer: Timer | null = null
  let stopped = false
  let failures = 0

  async function attempt(): Promise<void> {
    try {
      await signIn()
      failures = 0
    } catch (error) {
      const { code } = faultOf(error)
      const gone = ['unreachable', 'timeout', 'portal_unavailable', 'throttled'].includes(code)
      runtime.log(`automatic sign-in failed: ${code}`)
      if (!gone || stopped) return
      failures += 1
      timer = runtime.timers.after(backoffMs(Math.min(failures, 4), null, runtime.random), () => void attempt())
    }
  }

  return {
    begin: () => {
      timer?.cancel()
      return stopped ? Promise.resolve() : attempt()
    },
    stop() {
      stopped = true
      timer?.cancel()
    },
  }
}
