import { v7 as uuidv7 } from 'uuid'
import type { PortalClient, PortalClientOptions } from '#main/sync/portal-client.ts'

export type Timer = { cancel(): void }

/** Everything that a run depends on beside its input; a simulation gives its own. */
export type DeskDeps = {
  /** Epoch ms. */
  clock(): number
  timers: {
    /** Calls `fn` once after `ms`. Never keeps the process alive by itself. */
    after(ms: number, fn: () => void): Timer
    /** Lets the event loop serve others before going on. */
    breathe(): Promise<void>
  }
  /** A new UUIDv7. */
  ids(): string
  /** [0, 1). */
  random(): number
  createPortalClient(options: PortalClientOptions): PortalClient
  /** One line for the log; never with customers' words or secrets. */
  log(message: string): void
}

export function realDeps(createPortalClient: DeskDeps['createPortalClient']): DeskDeps {
  return {
    clock: Date.now,
    timers: {
      after(ms, fn) {
        const timer = setTimeout(fn, ms)
        timer.unref?.()
        return { cancel: () => clearTimeout(timer) }
      },
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    },
    ids: () => uuidv7(),
    random: Math.random,
    createPortalClient,
    log: (message) => console.error(message),
  }
}
