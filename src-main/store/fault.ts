export const STORE_FAULTS = ['wrong_key', 'corrupt', 'newer_database', 'disk_full', 'disk_read_only'] as const
export type StoreFaultCode = (typeof STORE_FAULTS)[number]

/** A database that cannot be used, or a disk that cannot be written; nothing was changed by the failed call. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode
  readonly file: string

  constructor(code: StoreFaultCode, file: string, cause?: unknown) {
    super(`${code}: ${file}`, { cause })
    this.name = 'StoreFault'
    this.code = code
    this.file = file
  }
}

/** Reads (also a whole page that fails its checksum) against writes: the first mean a broken file, the others a full disk. */
const FAULT_OF_CODE: [RegExp, StoreFaultCode][] = [
  [/^SQLITE_FULL$/, 'disk_full'],
  [/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE|SHMOPEN|SHMMAP|MMAP)$/, 'disk_full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)(_|$)/, 'disk_read_only'],
  [/^SQLITE_(CORRUPT|NOTADB)(_|$)/, 'corrupt'],
  [/^SQLITE_IOERR(_|$)/, 'corrupt'],
]

/** The StoreFault behind an error of the database, or the error itself when it is something else (a mistake in the code). */
export function mapStoreError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreFault) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const found = FAULT_OF_CODE.find(([pattern]) => pattern.test(code))
  return found ? new StoreFault(found[1], file, error) : error
}
