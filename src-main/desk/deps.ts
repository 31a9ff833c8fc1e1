import { v7 as uuidv7 } from 'uuid'
import { createPortalClient, type PortalClient, type PortalClientOptions } from '#main/sync/portal-client.ts'
import type { Runtime } from '#main/sync/runtime.ts'

/** Everything that a run depends on beside its input. */
export type DeskDeps = Runtime & {
  createPortalClient(options: PortalClientOptions): PortalClient
}

/** What is longer, Node takes for no time at all: a portal that asked for a month would be asked without a pause. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function realDeps(): DeskDeps {
  return {
    clock: Date.now,
    timers: {
      after(ms, fn) {
        const timer = setTimeout(fn, Math.min(ms, LONGEST_TIMER_MS))
        timer.unref()
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
