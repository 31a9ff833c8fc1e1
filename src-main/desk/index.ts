import type { DeskEvent, SessionState } from '#shared/rpc/models.ts'
import type { DeskApi } from './api.ts'
import type { DeskDeps } from './deps.ts'

export type { DeskApi } from './api.ts'
export type { DeskDeps, Timer } from './deps.ts'
export { DeskFault } from './fault.ts'

export type DeskOptions = {
  /** The folder of outbox.db and mirror.db; made when missing. Only one process may have it open. */
  profileDir: string
  /** 32 bytes. */
  key: Uint8Array
  host: SessionState['host']
  version: string
  /** Replaces the stored address of the portal. */
  portalUrl?: string
  /** Signs in at start when nobody is signed in. */
  autoSignIn?: { email: string; password: string }
  /** Shown once; what the host found out, e.g. that the key could not be kept safely. */
  notice?: SessionState['notice']
  deps?: Partial<DeskDeps>
}

export type Desk = {
  readonly api: DeskApi
  /** Coalesced events; the first call follows at once with the current sync state. Returns the unsubscriber. */
  subscribe(listener: (event: DeskEvent) => void): () => void
  /** Stops sync, flushes and closes the databases. Safe to call twice. */
  close(): Promise<void>
}

/** Never rejects because of the profile: one that cannot be opened answers every call with the typed problem. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  throw new Error(`not open yet: ${options.profileDir}`)
}
