import { EventBuffer } from '#main/desk/event-buffer.ts'
import type { Desk } from '#main/desk/index.ts'
import type { DeskEvent } from '#shared/rpc/models.ts'

/**
 * The desk's events for one client, the current sync state first. A client that does not read costs one event of each
 * type, never a growing queue; one that goes away is unsubscribed at once, also while nothing happens.
 */
export async function* eventStream(desk: Desk, signal: AbortSignal | undefined): AsyncGenerator<DeskEvent, void, void> {
  const buffer = new EventBuffer()
  let wake: () => void = () => {}
  const unsubscribe = desk.subscribe((event) => {
    buffer.add(event)
    wake()
  })
  const gone = () => {
    unsubscribe()
    wake()
  }
  signal?.addEventListener('abort', gone, { once: true })
  try {
    while (!signal?.aborted) {
      const events = buffer.take()
      yield* events
      if (events.length > 0) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    signal?.removeEventListener('abort', gone)
    unsubscribe()
  }
}
