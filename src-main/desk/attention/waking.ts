import { wake } from '#main/store/mirror/attention.ts'
import { mirrorState } from '#main/store/mirror/state.ts'
import type { Timer } from '#main/sync/runtime.ts'
import type { DeskDeps } from '../deps.ts'
import type { Profile } from '../profile.ts'

/** A machine that slept hears of it so late at most. */
const LOOK_EVERY_MS = 30_000
const SOONEST_MS = 50

export type Waking = {
  /** Something may be due sooner than was known. */
  look(): void
  stop(): void
}

/** Ends snoozes when their time comes, also those whose time came while the program was closed. */
export function startWaking(deps: DeskDeps, profile: Profile, onWoken: (caseIds: string[]) => void): Waking {
  let stopped = false
  let timer: Timer | null = null

  function look(): void {
    if (stopped) return
    timer?.cancel()
    let nextAt: number | null = null
    try {
      const stores = profile.current()
      if (stores && mirrorState(stores.mirror).cursor !== null) {
        const woken = wake(stores.mirror, deps.clock())
        nextAt = woken.nextAt
        if (woken.caseIds.length > 0) onWoken(woken.caseIds)
      }
    } catch (error) {
      deps.log(`snoozes end later: ${error instanceof Error ? error.name : typeof error}`)
    }
    const wait = nextAt === null ? LOOK_EVERY_MS : Math.max(SOONEST_MS, nextAt - deps.clock())
    timer = deps.timers.after(Math.min(wait, LOOK_EVERY_MS), look)
  }

  look()
  return {
    look,
    stop() {
      stopped = true
      timer?.cancel()
    },
  }
}
