import type { HeadEvent, PresenceEvent } from '#shared/portal-api/sync.ts'
import { SESSION_ENDED_CHANNEL } from '../../auth/agent-auth.ts'
import type { PortalDatabase } from '../../db/open.ts'
import { PRESENCE_CHANNEL, type Presence } from './presence.ts'
import { readHeads } from './scope.ts'

/** As in the change feed's triggers. */
const FEED_CHANNEL = 'sync_feed'
const SWEEP_MS = 5000

export type Subscriber = {
  sessionId: string
  agentId: string
  /** `epoch` is the agent's own: it changes with the agent's teams, and the desk must look. */
  head(head: HeadEvent): void
  presence(event: PresenceEvent): void
  end(): void
}

export type EventHub = {
  /** Tells the present head and presence at once, and every later one. Resolves to the unsubscribing. */
  subscribe(subscriber: Subscriber): Promise<() => void>
  close(): Promise<void>
}

type Told = { head: string; presence: string }

/**
 * One listener a process for all event streams. Wake-ups that come within `debounceMs` are one: under load each stream
 * would otherwise be written to thousands of times a second.
 */
export async function createEventHub(
  database: PortalDatabase,
  presence: Presence,
  options: { debounceMs?: number; sweepMs?: number; onError(error: unknown): void },
): Promise<EventHub> {
  const subscribers = new Map<Subscriber, Told>()
  let timer: NodeJS.Timeout | undefined

  const tell = async (to: Subscriber[]) => {
    const heads = await readHeads(database.query, [...new Set(to.map(({ agentId }) => agentId))])
    const places = await presence.places(database.query)
    for (const subscriber of to) {
      const told = subscribers.get(subscriber)
      const head = heads.get(subscriber.agentId)
      if (!told || !head) continue
      const { epoch, seq, teamIds } = head
      const headText = `${epoch}.${seq}`
      if (headText !== told.head) {
        told.head = headText
        subscriber.head({ epoch, seq })
      }
      const present = places.filter(({ teamId }) => teamIds.includes(teamId)).map(({ teamId: _, ...place }) => place)
      const presentText = JSON.stringify(present)
      if (presentText !== told.presence) {
        told.presence = presentText
        subscriber.presence({ present })
      }
    }
  }
  const tellAll = () => {
    timer = undefined
    tell([...subscribers.keys()]).catch(options.onError)
  }
  const wake = () => {
    if (subscribers.size > 0) timer ??= setTimeout(tellAll, options.debounceMs ?? 20)
  }

  const unlistenFeed = await database.listen(FEED_CHANNEL, wake)
  const unlistenPresence = await database.listen(PRESENCE_CHANNEL, (payload) => {
    if (presence.hear(payload)) wake()
  })
  const unlistenSessions = await database.listen(SESSION_ENDED_CHANNEL, (sessionId) => {
    for (const subscriber of [...subscribers.keys()]) if (subscriber.sessionId === sessionId) subscriber.end()
  })
  const sweep = setInterval(() => {
    if (presence.forget()) wake()
  }, options.sweepMs ?? SWEEP_MS)
  sweep.unref()

  return {
    subscribe: async (subscriber) => {
      subscribers.set(subscriber, { head: '', presence: '' })
      const unsubscribe = () => void subscribers.delete(subscriber)
      try {
        await tell([subscriber])
      } catch (error) {
        unsubscribe()
        throw error
      }
      return unsubscribe
    },
    close: async () => {
      clearTimeout(timer)
      clearInterval(sweep)
      for (const subscriber of [...subscribers.keys()]) subscriber.end()
      subscribers.clear()
      await unlistenFeed()
      await unlistenPresence()
      await unlistenSessions()
    },
  }
}
