import { getMirrorValue, mirrorState, SHOWN_SEQ } from '#main/store/mirror/state.ts'
import type { Mirror, Outbox } from '#main/store/open.ts'
import { parseCursor } from '#shared/portal-api/sync.ts'
import type { PortalClient } from './portal-client.ts'
import type { Runtime } from './runtime.ts'
import type { Uploads, UploadsOptions } from './uploads.ts'

/** What one signed-in session's sync works on. */
export type SyncContext = Runtime & {
  outbox: Outbox
  mirror: Mirror
  client: PortalClient
  clientId: string
  agentId: string
  /** Without it nothing has files. */
  createUploads?(options: UploadsOptions): Uploads
  /** Tells the desk what changed locally. */
  report: {
    /** `caseIds` null: too many to name. */
    cases(caseIds: string[] | null, newFromOthers: number): void
    operations(): void
    registrations(): void
    customers(): void
    rmas(): void
    templates(): void
    views(): void
    macros(): void
    /** Cases in which other colleagues are now, or no longer are. */
    presence(caseIds: string[]): void
    state(): void
    /** Rows left this machine, or may have while everything was loaded anew. */
    removed(): void
    /** The portal has answered something useful. */
    contact(): void
  }
}

/**
 * The feed's number that the mirror has reached. While everything is being loaded anew there is none, and what the
 * portal has settled will be in the rows.
 */
export function cursorSeq(mirror: Mirror): number {
  const { cursor } = mirrorState(mirror)
  return cursor === null ? Number.MAX_SAFE_INTEGER : parseCursor(cursor).seq
}

/**
 * The feed's number up to which the rows show everything. The feed keeps the newest change of a row, so in the middle of
 * a pull the cursor may have passed what a later page still brings: until the head is reached this number stays behind.
 */
export function shownSeq(mirror: Mirror): number {
  return Math.min(cursorSeq(mirror), getMirrorValue<number>(mirror, SHOWN_SEQ) ?? Number.MAX_SAFE_INTEGER)
}
