import type { Problem } from '#shared/rpc/problem.ts'
import { backoffMs } from './backoff.ts'
import { PortalFault } from './portal-fault.ts'
import { problemOf } from './problems.ts'
import type { Runtime } from './runtime.ts'

/** How the last tries went, and when the next one is due. */
export type Pace = {
  problem(): Problem | null
  /** Epoch ms; null while nothing is wrong. */
  retryAt(): number | null
  online(): boolean
  /** The portal has asked for time that has not passed yet; nobody may hurry it. */
  isHeld(): boolean
  contact(): void
  /** `reached`: something else of the same try did succeed. */
  failed(error: unknown, reached: boolean): void
  /** Answers whether the portal was away before. */
  succeeded(): boolean
  /** The wait for the next try is over, whatever a clock that was set meanwhile says. */
  waited(): void
  /** The agent's own switch: neither a problem nor a contact. */
  forget(): void
  /** Nothing more will be tried. */
  gaveUp(error: unknown): void
}

const NO_CONTACT = ['unreachable', 'tls', 'timeout', 'unavailable']

export function createPace(runtime: Pick<Runtime, 'clock' | 'random'>): Pace {
  let problem: Problem | null = null
  let retryAt: number | null = null
  let online = false
  let away = false
  let failures = 0
  let portalAsked = false

  return {
    problem: () => problem,
    retryAt: () => retryAt,
    online: () => online,
    isHeld: () => portalAsked && retryAt !== null && runtime.clock() < retryAt,
    contact() {
      online = true
    },
    failed(error, reached) {
      const fault = error instanceof PortalFault ? error : null
      problem = problemOf(error)
      online = reached || fault === null || !NO_CONTACT.includes(fault.code)
      away = !online
      failures += 1
      portalAsked = fault !== null && fault.retryAfterMs !== null
      retryAt = runtime.clock() + backoffMs(failures, fault?.retryAfterMs ?? null, runtime.random)
    },
    succeeded() {
      const wasAway = away
      problem = null
      retryAt = null
      online = true
      away = false
      portalAsked = false
      failures = 0
      return wasAway
    },
    waited() {
      portalAsked = false
    },
    forget() {
      problem = null
      retryAt = null
      online = false
      portalAsked = false
      failures = 0
    },
    gaveUp(error) {
      problem = problemOf(error)
      retryAt = null
    },
  }
}
