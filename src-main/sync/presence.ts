import type { PresenceEvent, PresenceRequest } from '#shared/portal-api/sync.ts'
import type { PortalClient } from './portal-client.ts'
import type { Runtime, Timer } from './runtime.ts'

/** The portal forgets an agent of whom it has heard nothing for 45 s. */
const REPEAT_MS = 20_000

export type Present = PresenceEvent['present']
export type Place = Pick<PresenceRequest, 'caseId' | 'mode'>

export type PresenceClient = {
  /** Where the agent is now; the portal hears of it soon, or not at all. */
  moveTo(place: Place): void
  /** The colleagues in cases now; empty while nothing is known. */
  present(): Present
  /** Who the portal says is where. */
  heard(present: Present): void
  /** The stream is gone, and with it what it said. */
  lost(): void
  stop(): void
}

export type PresenceOptions = {
  client: Pick<PortalClient, 'presence'>
  clientId: string
  agentId: string
  /** False: nothing is sent. */
  online(): boolean
  onChange(caseIds: string[]): void
}

/** A soft sign of who is where: whatever fails here fails in silence, and nothing waits for it. */
export function createPresence(runtime: Pick<Runtime, 'timers'>, options: PresenceOptions): PresenceClient {
  let place: Place = { caseId: null, mode: 'viewing' }
  let present: Present = []
  let timer: Timer | null = null
  let stopped = false
  let sending = false
  let moved = false
  const stopping = new AbortController()

  function tell(): void {
    timer?.cancel()
    timer = null
    if (stopped) return
    if (sending) {
      moved = true
      return
    }
    if (options.online()) send()
    else repeatLater()
  }

  function send(): void {
    sending = true
    moved = false
    const over = () => {
      sending = false
      if (moved) tell()
      else repeatLater()
    }
    options.client.presence({ clientId: options.clientId, ...place }, stopping.signal).then(over, over)
  }

  function repeatLater(): void {
    // Who is in no case has said so once; the portal forgets by itself what it did not hear.
    if (!stopped && place.caseId !== null) timer = runtime.timers.after(REPEAT_MS, tell)
  }

  function show(next: Present): void {
    const before = present
    present = next
    const changed = new Set([...before, ...next].map(({ caseId }) => caseId))
    const signs = (of: Present, caseId: string) => JSON.stringify(of.filter((one) => one.caseId === caseId))
    const caseIds = [...changed].filter((caseId) => signs(before, caseId) !== signs(next, caseId))
    if (caseIds.length > 0) options.onChange(caseIds)
  }

  return {
    moveTo(next) {
      if (next.caseId === place.caseId && next.mode === place.mode) return
      place = next
      tell()
    },
    present: () => present,
    heard: (all) => show(all.filter(({ agentId }) => agentId !== options.agentId)),
    lost: () => show([]),
    stop() {
      stopped = true
      timer?.cancel()
      stopping.abort()
      present = []
    },
  }
}
