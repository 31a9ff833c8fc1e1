import type { SignInRequest, SignInResponse } from '#shared/portal-api/auth.ts'
import type { PushRequest, PushResponse } from '#shared/portal-api/operations.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { ChangesResponse, Cursor, HeadEvent, SnapshotHead, SnapshotPage } from '#shared/portal-api/sync.ts'

/** What the desk asks of the portal. Every method rejects with a `PortalFault` and nothing else. */
export type PortalClient = {
  signIn(request: SignInRequest, signal?: AbortSignal): Promise<SignInResponse>
  signOut(signal?: AbortSignal): Promise<void>
  push(request: PushRequest, signal?: AbortSignal): Promise<PushResponse>
  changes(cursor: Cursor, signal?: AbortSignal): Promise<ChangesResponse>
  snapshotHead(signal?: AbortSignal): Promise<SnapshotHead>
  snapshotPage<T extends SyncTable>(table: T, after: string | null, signal?: AbortSignal): Promise<SnapshotPage<T>>
  /** Resolves when the stream ends, rejects when it could not be opened or broke. `onAlive` is called for every byte. */
  events(handlers: { onHead(head: HeadEvent): void; onAlive(): void }, signal: AbortSignal): Promise<void>
}

export type PortalClientOptions = {
  baseUrl: string
  /** Read at every request, so that a token can change or go. */
  token(): string | null
  /** The portal's clock as its `Date` header says, epoch ms; whole seconds. */
  onPortalTime(portalNow: number): void
  version: string
}
