import type { Readable } from 'node:stream'
import { createParser } from 'eventsource-parser'
import type { z } from 'zod'
import { headEvent, presenceEvent } from '#shared/portal-api/sync.ts'
import { faultOfError } from './fault-mapping.ts'
import type { EventHandlers } from './portal-client.ts'
import { PortalFault } from './portal-fault.ts'

const MAX_EVENT_CHARACTERS = 64 * 1024

/** Reads events until the stream ends. `data` is the response stream of the HTTP client. */
export async function readEvents(data: unknown, handlers: EventHandlers, signal: AbortSignal): Promise<void> {
  const stream = data as Readable
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: (event) => {
      if (event.event === 'head') {
        const head = parsed(headEvent, event.data)
        if (head === null) stream.destroy(new PortalFault('bad_response', 'head event'))
        else handlers.onHead(head)
      } else if (event.event === 'presence') {
        // Nothing depends on it: one that makes no sense is passed over.
        const presence = parsed(presenceEvent, event.data)
        if (presence !== null) handlers.onPresence(presence)
      }
    },
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') stream.destroy(new PortalFault('bad_response', error.type))
    },
  })
  const decoder = new TextDecoder()
  handlers.onAlive()
  try {
    for await (const chunk of stream) {
      handlers.onAlive()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } catch (error) {
    throw faultOfError(error, signal.aborted)
  } finally {
    stream.destroy()
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
