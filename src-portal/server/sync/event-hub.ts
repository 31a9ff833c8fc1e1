import type { HeadEvent } from '#shared/portal-api/sync.ts'
import { SESSION_ENDED_CHANNEL } from '../../auth/agent-auth.ts'
import type { PortalDatabase } from '../../db/open.ts'
import { readHead } from './pull.ts'

/** As in the change feed's trigger. */
const FEED_CHANNEL = 'sync_feed'

export type Subscriber = { sessionId: string; head(head: HeadEvent): void; end(): void }

export type EventHub = {
  /** Tells the present head at once and every later one. Resolves to the unsubscribing. */
  subscribe(subscriber: Subscriber): Promise<() => void>
  close(): Promise<void>
}

/**
 * One listener a process for all event streams. Wake-ups that come within `debounceMs` are one: under load each stream
 * would otherwise be written to thousands of times a second.
 */
export async function createEventHub(
  database: PortalDatabase,
  options: { debounceMs?: number; onError(error: unknown): void },
): Promise<EventHub> {
  const subscribers = new Set<Subscriber>()
  let timer: NodeJS.Timeout | undefined
  let told = ''

  const tell = async () => {
    timer = undefined
    try {
      const head = await readHead(database.query)
      const text = `${head.epoch}.${head.seq}`
      if (text === told) return
      told = text
      for (const subscriber of subscribers) subscriber.head(head)
    } catch (error) {
      options.onError(error)
    }
  }
  const unlistenFeed = await database.listen(FEED_CHANNEL, () => {
    if (subscribers.size > 0) timer ??= setTimeout(() => void tell(), options.debounceMs ?? 20)
  })
  const unlistenSessions = await database.listen(SESSION_ENDED_CHANNEL, (sessionId) => {
    for (const subscriber of [...subscribers]) if (subscriber.sessionId === sessionId) subscriber.end()
  })

  return {
    subscribe: async (subscriber) => {
      subscribers.add(subscriber)
      subscriber.head(await readHead(database.query))
      return () => void subscribers.delete(subscriber)
    },
    close: async () => {
      clearTimeout(timer)
      for (const subscriber of [...subscribers]) subscriber.end()
      subscribers.clear()
      await unlistenFeed()
      await unlistenSessions()
    },
  }
}
