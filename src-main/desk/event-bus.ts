import type { Runtime, Timer } from '#main/sync/runtime.ts'
import type { DeskEvent, SyncState } from '#shared/rpc/models.ts'
import { EventBuffer } from './event-buffer.ts'

/** Long enough to gather a page of changes, short enough not to be noticed. */
const GATHER_MS = 40

export type EventBus = {
  publish(event: Exclude<DeskEvent, { type: 'sync' }>): void
  /** The sync state is read when the events go out, not now. */
  syncChanged(): void
  subscribe(listener: (event: DeskEvent) => void): () => void
  close(): void
}

export function createEventBus(timers: Runtime['timers'], syncState: () => SyncState): EventBus {
  const listeners = new Set<(event: DeskEvent) => void>()
  const buffer = new EventBuffer()
  let syncDirty = false
  let timer: Timer | null = null

  function flush(): void {
    timer = null
    const events = buffer.take()
    if (syncDirty) events.push(...currentState())
    syncDirty = false
    for (const listener of listeners) for (const event of events) listener(event)
  }

  /**
   * A timer has nobody to throw to, and who subscribes could never leave again; a database that cannot be read shows itself in
   * the procedures.
   */
  function currentState(): DeskEvent[] {
    try {
      return [{ type: 'sync', state: syncState() }]
    } catch {
      return []
    }
  }

  function schedule(): void {
    if (listeners.size > 0) timer ??= timers.after(GATHER_MS, flush)
  }

  return {
    publish(event) {
      if (listeners.size === 0) return
      buffer.add(event)
      schedule()
    },
    syncChanged() {
      syncDirty = true
      schedule()
    },
    subscribe(listener) {
      listeners.add(listener)
      for (const event of currentState()) listener(event)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        timer?.cancel()
        timer = null
        buffer.take()
      }
    },
    close() {
      timer?.cancel()
      listeners.clear()
    },
  }
}
