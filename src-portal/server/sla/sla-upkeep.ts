import type { ServiceDeps } from '../deps.ts'
import { foldStaleCases } from './fold.ts'

/** Works out in the background what other rules, or none, have left behind. `stop` waits for the transaction under way. */
export function startSlaUpkeep(deps: ServiceDeps, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let stopped = false
  const round = foldStaleCases(deps, () => stopped).then(() => {}, onError)
  return {
    stop: () => {
      stopped = true
      return round
    },
  }
}
