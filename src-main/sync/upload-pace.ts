import { backoffMs } from './backoff.ts'
import type { SyncContext } from './context.ts'
import { PortalFault } from './portal-fault.ts'
import type { Timer } from './runtime.ts'
import type { Uploads } from './uploads.ts'

export type UploadPace = {
  /** Null where nothing has files. */
  uploads: Uploads | null
  stop(): Promise<void>
}

/**
 * Files that could not be sent are tried again with a cycle (`run`), which says how things stand; not at once. `onEnded`: the
 * portal no longer takes the session.
 */
export function paceUploads(ctx: SyncContext, run: () => void, onEnded: (fault: PortalFault) => void): UploadPace {
  let failures = 0
  let timer: Timer | null = null
  const uploads =
    ctx.createUploads?.({
      onReady() {
        failures = 0
        run()
      },
      onFault(error) {
        const fault = error instanceof PortalFault ? error : null
        if (fault?.code === 'unauthorized') onEnded(fault)
        if (fault?.code === 'unauthorized' || fault?.code === 'aborted') return
        failures += 1
        timer?.cancel()
        timer = ctx.timers.after(backoffMs(failures, fault?.retryAfterMs ?? null, ctx.random), run)
      },
    }) ?? null
  return {
    uploads,
    async stop() {
      timer?.cancel()
      await uploads?.stop()
    },
  }
}
