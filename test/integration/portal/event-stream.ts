import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect } from 'vitest'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { type HeadEvent, headEvent, type PresenceEvent, presenceEvent } from '#shared/portal-api/sync.ts'

/** What one stream has said so far. */
export type EventStream = {
  heads: HeadEvent[]
  presences: PresenceEvent['present'][]
  comments: string[]
  ended: boolean
  close(): void
  contentEncoding: string | null
}

/** Over a real socket, as the desk does it. */
export async function openStream(base: string, token: string): Promise<EventStream> {
  const abort = new AbortController()
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'br, gzip' }
  const answer = await fetch(`${base}${PORTAL_PATHS.events}`, { headers, signal: abort.signal })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const stream: EventStream = {
    heads: [],
    presences: [],
    comments: [],
    ended: false,
    close: () => abort.abort(),
    contentEncoding: answer.headers.get('content-encoding'),
  }
  const parser = createParser({
    onEvent: ({ event, data }: EventSourceMessage) => {
      if (event === 'presence') stream.presences.push(presenceEvent.parse(JSON.parse(data)).present)
      else {
        expect(event).toBe('head')
        stream.heads.push(headEvent.parse(JSON.parse(data)))
      }
    },
    onComment: (comment) => stream.comments.push(comment),
  })
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
  }
  void read()
    .catch(() => {})
    .then(() => {
      stream.ended = true
    })
  return stream
}
