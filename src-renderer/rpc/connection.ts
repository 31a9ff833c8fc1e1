import type { ClientContext, ClientLink } from '@orpc/client'
import { createORPCClient, DynamicLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeskContract } from '#shared/rpc/contract.ts'

export type DeskClient = ContractRouterClient<DeskContract>

/** One life of a transport; `closed` settles when it ends, for whatever reason. */
export type OpenedLink = { link: ClientLink<ClientContext>; closed: Promise<void> }

/** Opens the transport once; rejects when the desk is not there. */
export type Transport = () => Promise<OpenedLink>

/** `refused`: the desk is there, but this window has no access to it any more (the browser host gives a new link). */
export type ConnectionState = { status: 'connecting' | 'open' | 'lost' | 'refused'; generation: number }

export type Connection = {
  client: DeskClient
  state: StoreApi<ConnectionState>
  start: () => void
}

/** A call made while the desk is away: its words are the screen's own, not the desk's. */
export class ConnectionLost extends Error {
  constructor() {
    super('The desk is not connected')
    this.name = 'ConnectionLost'
  }
}

/** A transport rejects with this when the desk answers but does not let the window in. */
export class AccessRefused extends Error {
  constructor() {
    super('The desk refused the window')
    this.name = 'AccessRefused'
  }
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000

/** Full wait before try number `attempt` (from 0), in ms; a little jitter keeps windows from knocking together. */
export function reconnectDelay(attempt: number, random: () => number): number {
  const full = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS)
  return full * (0.75 + random() * 0.25)
}

/** A client that outlives its transport: it opens it again with backoff, and calls in between are refused at once. */
export function createConnection(transport: Transport, wait: (ms: number) => Promise<void>): Connection {
  const state = createStore<ConnectionState>(() => ({ status: 'connecting', generation: 0 }))
  let current: ClientLink<ClientContext> | null = null

  const link = new DynamicLink(() => {
    if (!current) throw new ConnectionLost()
    return current
  })

  async function run(): Promise<never> {
    let attempt = 0
    for (;;) {
      let status: ConnectionState['status'] = 'lost'
      try {
        const opened = await transport()
        attempt = 0
        current = opened.link
        state.setState((before) => ({ status: 'open', generation: before.generation + 1 }))
        await opened.closed
      } catch (error) {
        // Not there yet; the wait below decides when to knock again.
        if (error instanceof AccessRefused) status = 'refused'
      }
      current = null
      state.setState({ status })
      await wait(reconnectDelay(attempt++, Math.random))
    }
  }

  return { client: createORPCClient(link), state, start: () => void run() }
}
