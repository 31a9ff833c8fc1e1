import type { ServiceDeps } from '../deps.ts'
import { expireEstimates } from './estimate-expiry.ts'

const HOUR_MS = 3_600_000
/** Timers may fire a little early. */
const AFTER_THE_HOUR_MS = 1000

/**
 * Lets estimates run out now, and then at every full hour: midnight in Ljubljana is one of them in summer and winter.
 * `stop` waits for the round under way.
 */
export function startEstimateUpkeep(deps: ServiceDeps, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let round = Promise.resolve()
  const run = () => {
    round = expireEstimates(deps)
      .then(() => {}, onError)
      .then(() => {
        if (stopped) return
        timer = setTimeout(run, HOUR_MS - (deps.now() % HOUR_MS) + AFTER_THE_HOUR_MS)
        timer.unref()
      })
  }
  run()
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return round
    },
  }
}
