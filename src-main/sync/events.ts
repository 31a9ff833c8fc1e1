import type { HeadEvent, PresenceEvent } from '#shared/portal-api/sync.ts'
import { backoffMs, LONGEST_MS } from './backoff.ts'
import type { SyncContext } from './context.ts'
import type { Timer } from './runtime.ts'

/** Two heartbeats of the portal and some; a silent stream is a dead one. */
const SILENCE_MS = 45_000
/** A stream that lived this long counts as a success; one that breaks off sooner makes the next try later. */
const STEADY_MS = 10_000

export type EventListener = {
  /** Opens the stream when it is closed and its time has come. */
  openWhenDue(): void
  /** Epoch ms of the next try; null while the stream is open. */
  dueAt(): number | null
  isOpen(): boolean
  close(): void
}

/** Keeps one stream of head announcements open. `onLost` is called when one that was open ends or falls silent. */
export function listenToHead(
  ctx: SyncContext,
  handlers: { onHead(head: HeadEvent): void; onPresence(event: PresenceEvent): void; onLost(): void },
): EventListener {
  let stream: AbortController | null = null
  let failures = 0
  let dueAt = 0
  let watchdog: Timer | null = null

  function open(): void {
    const controller = new AbortController()
    stream = controller
    let aliveSince = Number.POSITIVE_INFINITY
    const alive = () => {
      if (controller.signal.aborted) return
      aliveSince = Math.min(aliveSince, ctx.clock())
      watchdog?.cancel()
      watchdog = ctx.timers.after(SILENCE_MS, () => controller.abort())
    }
    // Also bounds the time in which the portal must begin to answer.
    watchdog = ctx.timers.after(SILENCE_MS, () => controller.abort())
    const over = () => {
      if (stream !== controller) return
      stream = null
      watchdog?.cancel()
      failures = ctx.clock() - aliveSince >= STEADY_MS ? 1 : failures + 1
      dueAt = ctx.clock() + backoffMs(failures, null, ctx.random)
      handlers.onLost()
    }
    const { onHead, onPresence } = handlers
    ctx.client.events({ onHead, onPresence, onAlive: alive }, controller.signal).then(over, over)
  }

  return {
    openWhenDue() {
      // A longer wait than any comes from a clock that was set back meanwhile.
      const wait = dueAt - ctx.clock()
      if (stream === null && (wait <= 0 || wait > LONGEST_MS)) open()
    },
    dueAt: () => (stream === null ? dueAt : null),
    isOpen: () => stream !== null,
    close() {
      const open = stream
      stream = null
      watchdog?.cancel()
      open?.abort()
    },
  }
}
