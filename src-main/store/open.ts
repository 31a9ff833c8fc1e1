import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { connect, type Database } from './database.ts'
import { StoreFault, type StoreFaultCode } from './fault.ts'
import { removeDatabase } from './files.ts'
import { type Migration, migrate } from './migrate.ts'
import { MIRROR_CACHE_KIB, MIRROR_SCHEMA, MIRROR_VERSION } from './mirror/schema.ts'
import { backupOutbox } from './outbox/backup.ts'
import { OUTBOX_MIGRATIONS } from './outbox/migrations.ts'

export { mapStoreError, StoreFault, type StoreFaultCode } from './fault.ts'

/** What exists only on this machine: operations, drafts, settings. Never dropped by the program. */
export type Outbox = Database & { readonly kind: 'outbox' }
/** The portal's rows as last pulled, with pending operations re-applied. Disposable. */
export type Mirror = Database & { readonly kind: 'mirror' }

/** Why a mirror was made anew; null when it was opened (or did not exist). */
export type RebuildReason = Extract<StoreFaultCode, 'wrong_key' | 'corrupt'> | 'other_schema' | 'asked'

/** `PRAGMA synchronous` as a number. */
const SYNCHRONOUS = { NORMAL: 1, FULL: 2 } as const
/** Bytes up to which an outbox is checked page by page when it is opened. */
const CHECKED_AT_OPEN = 64 * 2 ** 20

/**
 * Opens or creates the outbox. `key`: 32 bytes. Operations that were being sent wait again.
 * Throws StoreFault `wrong_key`, `corrupt`, `newer_database`, `disk_full` or `disk_read_only` and leaves the file as it was.
 * `migrations`: another list than the program's own, for tests.
 */
export function openOutbox(
  file: string,
  key: Uint8Array,
  { migrations = OUTBOX_MIGRATIONS }: { migrations?: readonly Migration[] } = {},
): Outbox {
  makeFolder(file)
  const database = connect(file, key)
  try {
    readSchema(database)
    const version = Number(database.pragma('user_version'))
    if (version > migrations.length) throw new StoreFault('newer_database', file)
    setPragmas(database, 'FULL')
    if (sizeOf(file) <= CHECKED_AT_OPEN && database.pragma('quick_check(1)') !== 'ok') {
      throw new StoreFault('corrupt', file)
    }
    // What another schema is made of stays beside it, as it was.
    if (version > 0 && version < migrations.length) backupOutbox(database)
    migrate(database, version, migrations)
    database.exec(`UPDATE operation SET state = 'waiting' WHERE state = 'sending'`)
    return { ...database, kind: 'outbox' }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Opens, creates, or removes and creates anew. `rebuild` forces the last. Throws StoreFault `disk_full` or `disk_read_only`. */
export function openMirror(
  file: string,
  key: Uint8Array,
  { rebuild = false }: { rebuild?: boolean } = {},
): { mirror: Mirror; rebuilt: RebuildReason | null } {
  makeFolder(file)
  const found = rebuild ? 'asked' : tryMirror(file, key)
  if (typeof found !== 'string') return { mirror: found, rebuilt: null }
  removeDatabase(file)
  const anew = tryMirror(file, key)
  if (typeof anew === 'string') throw new StoreFault('corrupt', file)
  return { mirror: anew, rebuilt: found }
}

function tryMirror(file: string, key: Uint8Array): Mirror | RebuildReason {
  const database = connect(file, key)
  try {
    const empty = readSchema(database) === 0
    if (!empty && Number(database.pragma('user_version')) !== MIRROR_VERSION) {
      database.close()
      return 'other_schema'
    }
    setPragmas(database, 'NORMAL')
    database.pragma(`cache_size=-${MIRROR_CACHE_KIB}`)
    // Checkpoints are steps of their own (mirror/checkpoint.ts); this is the bound where those do not come.
    database.pragma('wal_autocheckpoint=1000')
    if (empty) {
      database.transaction(() => {
        database.exec(MIRROR_SCHEMA)
        database.pragma(`user_version=${MIRROR_VERSION}`)
      })
    }
    return { ...database, kind: 'mirror' }
  } catch (error) {
    database.close()
    if (error instanceof StoreFault && (error.code === 'wrong_key' || error.code === 'corrupt')) return error.code
    throw error
  }
}

/** Checkpoints, so that one file holds everything, and closes. */
export function closeDatabase(database: Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // A full disk: what was committed stays in the journal, which the next opening reads.
  } finally {
    database.close()
  }
}

/** The first read: answers the number of objects in the schema. With a wrong key the first page makes no sense. */
function readSchema(database: Database): number {
  try {
    return Number(database.prepare('SELECT count(*) FROM sqlite_schema', { pluck: true }).get())
  } catch (error) {
    const cause = error instanceof StoreFault ? error.cause : error
    if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_NOTADB') {
      throw new StoreFault('wrong_key', database.file, cause)
    }
    throw error
  }
}

/** Sets and asserts: a WAL database is reopened with `synchronous=NORMAL`, so FULL cannot be taken for granted. */
function setPragmas(database: Database, synchronous: keyof typeof SYNCHRONOUS): void {
  database.pragma('busy_timeout=5000')
  const mode = database.pragma('journal_mode=WAL')
  database.pragma(`synchronous=${synchronous}`)
  // Sorting in a file would leave plain text on the disk.
  database.pragma('temp_store=MEMORY')
  database.pragma('mmap_size=0')
  database.pragma(`journal_size_limit=${32 * 2 ** 20}`)
  const actual = database.pragma('synchronous')
  if (mode !== 'wal' || actual !== SYNCHRONOUS[synchronous]) {
    throw new Error(`${database.file}: journal ${String(mode)}, synchronous ${String(actual)}`)
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new StoreFault('disk_read_only', file, error)
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
