import type { SyncContext } from './context.ts'
import { PortalFault } from './portal-fault.ts'

/** Failures for which one proof stands: more than one operation needs to be found among fifty. */
const GOOD_FOR = 10

export type Proof = {
  /** The portal has just carried out an operation of this desk. */
  taken(): void
  /** Whether the portal takes work at all, so that what fails must be at fault itself. */
  portalTakesWork(signal: AbortSignal): Promise<boolean>
  forget(): void
}

/**
 * Tells a portal that fails with one operation from one that fails with all. An operation that was just taken proves it; where
 * there is none, the portal is asked to close an operation that was never made: it then has to write to its ledger too.
 */
export function createProof(ctx: Pick<SyncContext, 'client' | 'clientId' | 'ids'>): Proof {
  let left = 0
  return {
    taken() {
      left = GOOD_FOR
    },
    async portalTakesWork(signal) {
      if (left === 0) {
        try {
          await ctx.client.cancel({ clientId: ctx.clientId, opIds: [ctx.ids()] }, signal)
          left = GOOD_FOR
        } catch (error) {
          if (error instanceof PortalFault) return false
          throw error
        }
      }
      left -= 1
      return true
    },
    forget() {
      left = 0
    },
  }
}
