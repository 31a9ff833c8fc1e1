/** The part of the driver that the store uses; the package's own types are not reachable through its `exports`. */
declare module 'better-sqlite3' {
  type Bound = string | number | bigint | Uint8Array | null
  type Statement = {
    run(...parameters: (Bound | Record<string, Bound>)[]): { changes: number; lastInsertRowid: number | bigint }
    get(...parameters: (Bound | Record<string, Bound>)[]): unknown
    all(...parameters: (Bound | Record<string, Bound>)[]): unknown[]
    iterate(...parameters: (Bound | Record<string, Bound>)[]): IterableIterator<unknown>
    raw(on: boolean): Statement
    pluck(on: boolean): Statement
  }
  type Transaction<T> = { (): T; immediate(): T }
  export default class Database {
    constructor(file: string, options?: { timeout?: number; fileMustExist?: boolean })
    prepare(sql: string): Statement
    exec(sql: string): this
    pragma(text: string, options?: { simple?: boolean }): unknown
    transaction<T>(body: () => T): Transaction<T>
    close(): this
  }
}
