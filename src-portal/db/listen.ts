import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** Calls `heard` at each notification on the channel, and after a lost connection was made again. Resolves to the unlistening. */
export type Listen = (channel: string, heard: (payload: string) => void) => Promise<() => Promise<void>>

export function listenOnPglite(client: PGlite): Listen {
  return async (channel, heard) => {
    const unlisten = await client.listen(channel, heard)
    return async () => {
      if (!client.closed) await unlisten()
    }
  }
}

const RECONNECT_MS = 1000

/** One connection of its own for all channels, made at the first `listen` and made again when it breaks. */
export function listenOnPostgres(url: string): { listen: Listen; close(): Promise<void> } {
  const channels = new Map<string, Set<(payload: string) => void>>()
  let client: pg.Client | undefined
  let connecting: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const connect = async () => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'spica-portal-listen', keepAlive: true })
    fresh.on('notification', ({ channel, payload }) => {
      for (const heard of channels.get(channel) ?? []) heard(payload ?? '')
    })
    let lost = false
    const reconnect = () => {
      if (lost) return
      lost = true
      client = undefined
      connecting = undefined
      if (!closed) timer = setTimeout(() => void ensure().then(wakeAll, reconnect), RECONNECT_MS)
    }
    fresh.on('error', reconnect)
    fresh.on('end', reconnect)
    try {
      await fresh.connect()
      for (const channel of channels.keys()) await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      reconnect()
      throw error
    }
    client = fresh
  }
  const ensure = () => {
    connecting ??= connect()
    return connecting
  }
  // What was notified while nobody listened is unknown, so everybody looks.
  const wakeAll = () => {
    for (const listeners of channels.values()) for (const heard of listeners) heard('')
  }

  return {
    listen: async (channel, heard) => {
      const known = channels.get(channel)
      if (known) known.add(heard)
      else channels.set(channel, new Set([heard]))
      await ensure()
      if (!known) await client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      return async () => {
        channels.get(channel)?.delete(heard)
      }
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await connecting?.catch(() => {})
      await client?.end()
    },
  }
}
