import Sqlite from 'better-sqlite3'
import { mapStoreError } from './fault.ts'

export type Value = string | number | bigint | Uint8Array | null
export type Parameters = Value[] | [Record<string, Value>]

/** A prepared statement whose errors are already mapped to StoreFault. */
export type Statement<Row = unknown> = {
  get(...parameters: Parameters): Row | undefined
  all(...parameters: Parameters): Row[]
  /** Answers the number of changed rows. */
  run(...parameters: Parameters): number
  iterate(...parameters: Parameters): IterableIterator<Row>
}

export type StatementOptions = {
  /** Rows come as arrays: much faster for many short rows. */
  raw?: boolean
  /** Each row is the value of its first column. */
  pluck?: boolean
}

export type Database = {
  readonly file: string
  /** Prepared once per text and kept: only for texts that the program itself holds. */
  prepare<Row = unknown>(sql: string, options?: StatementOptions): Statement<Row>
  exec(sql: string): void
  pragma(text: string): unknown
  /** All or nothing, durable when it returns (as far as the file's `synchronous` promises). Nests as savepoints. */
  transaction<T>(body: () => T): T
  close(): void
}

export function connect(file: string, key: Uint8Array): Database {
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

  const statements = new Map<string, Statement>()
  const prepare = (sql: string, options: StatementOptions = {}): Statement => {
    const name = `${options.raw ? 'r' : options.pluck ? 'p' : 'o'}${sql}`
    const known = statements.get(name)
    if (known) return known
    const prepared = guard(() => sqlite.prepare(sql))
    if (options.raw) prepared.raw(true)
    if (options.pluck) prepared.pluck(true)
    const statement: Statement = {
      get: (...parameters) => guard(() => prepared.get(...parameters)),
      all: (...parameters) => guard(() => prepared.all(...parameters)),
      run: (...parameters) => guard(() => prepared.run(...parameters).changes),
      iterate: (...parameters) => guarded(prepared.iterate(...parameters), guard),
    }
    statements.set(name, statement)
    return statement
  }
  return {
    file,
    prepare: prepare as Database['prepare'],
    exec: (sql) => void guard(() => sqlite.exec(sql)),
    pragma,
    transaction: (body) => guard(() => sqlite.transaction(body).immediate()),
    close: () => void guard(() => sqlite.close()),
  }
}

function* guarded(rows: IterableIterator<unknown>, guard: <T>(body: () => T) => T): IterableIterator<unknown> {
  try {
    for (let next = guard(() => rows.next()); !next.done; next = guard(() => rows.next())) yield next.value
  } finally {
    rows.return?.()
  }
}
