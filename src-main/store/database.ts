import Sqlite from 'better-sqlite3'
import { mapStoreError } from './fault.ts'

export type Value = string | number | bigint | Uint8Array | null
/** In the order of the `?`; or one object for a statement with `@name`s. */
export type Parameters = Value[] | [Record<string, Value>]

/** A prepared statement whose errors are already mapped to StoreFault. */
export type Statement<Row = unknown> = {
  get(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  /** Row by row; nothing else may be written through the connection meanwhile. */
  iterate(...parameters: Parameters): IterableIterator<Row>
  /** Answers the number of changed rows. */
  run(...parameters: Parameters): number
}

export type StatementOptions = {
  /** Rows come as arrays: faster for many short rows. */
  raw?: boolean
  /** Each row is the value of its first column. */
  pluck?: boolean
}

export type Database = {
  readonly file: string
  /** Prepared once per text and kept: only for texts that the program itself holds. */
  prepare<Row = unknown>(sql: string, options?: StatementOptions): Statement<Row>
  /** The same for texts that depend on what somebody asks: nothing is kept. */
  prepareOnce<Row = unknown>(sql: string, options?: StatementOptions): Statement<Row>
  exec(sql: string): void
  pragma(text: string): unknown
  /** All or nothing, durable when it returns (as far as the file's `synchronous` promises). Nests as savepoints. */
  transaction<T>(body: () => T): T
  close(): void
}

/** Opens the file with the cipher and the raw key; nothing is read from it yet, so a wrong key shows at the first query. */
export function connect(file: string, key: Uint8Array): Database {
  if (key.length !== 32) throw new Error('The key of a database has 32 bytes')
  const guard = <T>(body: () => T): T => {
    try {
      return body()
    } catch (error) {
      throw mapStoreError(error, file)
    }
  }
  const sqlite = guard(() => new Sqlite(file))
  const pragma = (text: string) => guard(() => sqlite.pragma(text, { simple: true }))
  pragma("cipher='chacha20'")
  pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)

  const prepareNew = (sql: string, options: StatementOptions): Statement => {
    const prepared = guard(() => sqlite.prepare(sql))
    if (options.raw) prepared.raw(true)
    if (options.pluck) prepared.pluck(true)
    return {
      get: (...parameters) => guard(() => prepared.get(...parameters)),
      all: (...parameters) => guard(() => prepared.all(...parameters)),
      *iterate(...parameters) {
        try {
          yield* prepared.iterate(...parameters)
        } catch (error) {
          throw mapStoreError(error, file)
        }
      },
      run: (...parameters) => guard(() => prepared.run(...parameters).changes),
    }
  }
  const plain = new Map<string, Statement>()
  const raw = new Map<string, Statement>()
  const plucked = new Map<string, Statement>()
  const prepare = (sql: string, options: StatementOptions = {}): Statement => {
    const known = options.raw ? raw : options.pluck ? plucked : plain
    let statement = known.get(sql)
    if (!statement) {
      statement = prepareNew(sql, options)
      known.set(sql, statement)
    }
    return statement
  }
  return {
    file,
    prepare: prepare as Database['prepare'],
    prepareOnce: ((sql, options = {}) => prepareNew(sql, options)) as Database['prepareOnce'],
    exec: (sql) => void guard(() => sqlite.exec(sql)),
    pragma,
    transaction: (body) => guard(() => sqlite.transaction(body).immediate()),
    close: () => void guard(() => sqlite.close()),
  }
}
