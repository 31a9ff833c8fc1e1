import type { Database } from './database.ts'
import type { StoreFaultCode } from './fault.ts'

export { mapStoreError, StoreFault, type StoreFaultCode } from './fault.ts'

/** What exists only on this machine: operations, drafts, settings. Never dropped by the program. */
export type Outbox = Database & { readonly kind: 'outbox' }
/** The portal's rows as last pulled, with pending operations re-applied. Disposable. */
export type Mirror = Database & { readonly kind: 'mirror' }

/** Why a mirror was made anew; null when it was opened (or did not exist). */
export type RebuildReason = Extract<StoreFaultCode, 'wrong_key' | 'corrupt'> | 'other_schema' | 'asked'

/**
 * Opens or creates the outbox. `key`: 32 bytes. Operations that were being sent wait again.
 * Throws StoreFault `wrong_key`, `corrupt`, `newer_database`, `disk_full` or `disk_read_only` and leaves the file as it was.
 */
export function openOutbox(_file: string, _key: Uint8Array): Outbox {
  throw new Error('not yet')
}

/** Opens, creates, or removes and creates anew. `rebuild` forces the last. Throws StoreFault `disk_full` or `disk_read_only`. */
export function openMirror(
  _file: string,
  _key: Uint8Array,
  _options?: { rebuild?: boolean },
): { mirror: Mirror; rebuilt: RebuildReason | null } {
  throw new Error('not yet')
}

/** Checkpoints and closes. */
export function closeDatabase(_database: Database): void {
  throw new Error('not yet')
}
