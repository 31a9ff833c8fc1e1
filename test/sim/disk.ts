import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import RealSqlite from 'better-sqlite3'

/**
 * The disk of one desk: the real SQLite on real files, with a fuse. When it burns, the machine is off: what is durable at
 * that instant is copied to the folder of the next life, and nothing of this life touches a file any more.
 */
export class SimulatedCrash extends Error {
  override name = 'SimulatedCrash'
}

export type DiskStats = { writes: number; crashes: number; powerCuts: number; fullWrites: number }

export class Disk {
  readonly folder: string
  readonly stats: DiskStats
  /** Every write fails while set. */
  full = false
  /** Something could not be written since the machine was last switched on. */
  wasFull = false
  #life = 0
  #dead = false
  #fuse: number | null = null
  #power = false
  #open = new Set<RealSqlite>()
  #files = new Map<RealSqlite, string>()

  constructor(folder: string, template: string | null, stats: DiskStats) {
    this.folder = folder
    this.stats = stats
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(this.profileDir, { recursive: true })
    if (template) cpSync(template, this.profileDir, { recursive: true })
    disks.set(this.profileDir, this)
  }

  get profileDir(): string {
    return join(this.folder, String(this.#life))
  }

  get dead(): boolean {
    return this.#dead
  }

  /** Crashes at the n-th write from now. `power`: what was not fsynced is lost with it. */
  arm(writes: number, power: boolean): void {
    this.#fuse = writes
    this.#power = power
  }

  /** What the simulation itself does to the files cannot be interrupted. */
  unhurt<T>(work: () => T): T {
    const fuse = this.#fuse
    this.#fuse = null
    try {
      return work()
    } finally {
      this.#fuse = fuse
    }
  }

  disarm(): void {
    this.#fuse = null
  }

  /** Reads past the program, as a judge; null while the database is closed. */
  read<Row>(name: 'outbox.db' | 'mirror.db', sql: string, ...parameters: Bound[]): Row[] | null {
    for (const [handle, file] of this.#files) {
      if (basename(file) === name) return handle.prepare(sql).all(...parameters) as Row[]
    }
    return null
  }

  /** Off at once. */
  kill(power: boolean): void {
    if (this.#dead) return
    this.#power = power
    this.#die()
  }

  /** The next life's files are those that were durable. */
  revive(): void {
    if (!this.#dead) return
    for (const handle of this.#open) handle.close()
    this.#open.clear()
    this.#files.clear()
    disks.delete(this.profileDir)
    rmSync(this.profileDir, { recursive: true, force: true })
    this.#life += 1
    this.#dead = false
    this.wasFull = false
    this.#fuse = null
    disks.set(this.profileDir, this)
  }

  dispose(): void {
    for (const handle of this.#open) handle.close()
    this.#open.clear()
    disks.delete(this.profileDir)
    rmSync(this.folder, { recursive: true, force: true })
  }

  opened(handle: RealSqlite, file: string): void {
    this.#open.add(handle)
    this.#files.set(handle, file)
  }

  closed(handle: RealSqlite): void {
    this.#open.delete(handle)
    this.#files.delete(handle)
  }

  alive(): void {
    if (this.#dead) throw new SimulatedCrash()
  }

  /** A place at which the machine may stop, or the disk may turn out to be full. */
  write(): void {
    this.alive()
    this.stats.writes += 1
    if (this.#fuse !== null && this.#fuse-- <= 0) {
      this.#die()
      throw new SimulatedCrash()
    }
    if (this.full) {
      this.stats.fullWrites += 1
      this.wasFull = true
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    }
  }

  /** Durable already; only the machine may stop. */
  wrote(): void {
    if (this.#fuse === null) return
    if (this.#fuse-- > 0) return
    this.#die()
    throw new SimulatedCrash()
  }

  #die(): void {
    const from = this.profileDir
    const to = join(this.folder, String(this.#life + 1))
    mkdirSync(to, { recursive: true })
    for (const entry of readdirSync(from)) {
      if (entry.endsWith('-shm') || (this.#power && this.#isVolatile(entry))) continue
      cpSync(join(from, entry), join(to, entry), { recursive: true })
    }
    this.stats.crashes += 1
    if (this.#power) this.stats.powerCuts += 1
    this.#dead = true
  }

  /** The journal of a database that does not wait for the disk at every commit. */
  #isVolatile(entry: string): boolean {
    if (!entry.endsWith('-wal')) return false
    for (const [handle, file] of this.#files) {
      if (`${basename(file)}-wal` === entry) return Number(handle.pragma('synchronous', { simple: true })) < 2
    }
    return false
  }
}

const disks = new Map<string, Disk>()

function diskOf(file: string): Disk | undefined {
  return disks.get(dirname(file))
}

type Bound = string | number | bigint | Uint8Array | null
type Parameters = (Bound | Record<string, Bound>)[]

const WRITES = /^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|WITH RECURSIVE refused)/i

/** Stands in for the driver wherever the store imports it (`hooks.ts`). */
export default class SimulatedSqlite {
  readonly #real: RealSqlite
  readonly #disk: Disk | undefined
  #depth = 0

  constructor(file: string, options?: { timeout?: number; fileMustExist?: boolean }) {
    this.#disk = diskOf(file)
    this.#disk?.alive()
    this.#real = new RealSqlite(file, options)
    this.#disk?.opened(this.#real, file)
  }

  get inTransaction(): boolean {
    return this.#depth > 0
  }

  prepare(sql: string) {
    this.#disk?.alive()
    const statement = this.#real.prepare(sql)
    const writes = WRITES.test(sql)
    const around = <T>(body: () => T): T => (writes ? this.#writing(body) : this.#reading(body))
    const wrapped = {
      run: (...parameters: Parameters) => this.#writing(() => statement.run(...parameters)),
      get: (...parameters: Parameters) => around(() => statement.get(...parameters)),
      all: (...parameters: Parameters) => around(() => statement.all(...parameters)),
      iterate: (...parameters: Parameters) => around(() => statement.iterate(...parameters)),
      raw: (on: boolean) => {
        statement.raw(on)
        return wrapped
      },
      pluck: (on: boolean) => {
        statement.pluck(on)
        return wrapped
      },
    }
    return wrapped
  }

  exec(sql: string): this {
    this.#writing(() => this.#real.exec(sql))
    return this
  }

  pragma(text: string, options?: { simple?: boolean }): unknown {
    // Without its cipher, which is of no interest here and takes a tenth of the time.
    if (/^(cipher|key)=/.test(text)) return this.#reading(() => null)
    const body = () => this.#real.pragma(text, options)
    return /wal_checkpoint|user_version\s*=/.test(text) ? this.#writing(body) : this.#reading(body)
  }

  transaction<T>(body: () => T): { (): T; immediate(): T } {
    const inner = this.#real.transaction(() => {
      this.#depth += 1
      try {
        this.#disk?.write()
        const result = body()
        // Just before the commit.
        this.#disk?.write()
        return result
      } finally {
        this.#depth -= 1
      }
    })
    const outer = (run: () => T) => () => {
      this.#disk?.alive()
      const result = run()
      if (this.#depth === 0) this.#disk?.wrote()
      return result
    }
    return Object.assign(outer(inner), { immediate: outer(() => inner.immediate()) })
  }

  backup(target: string): Promise<unknown> {
    return this.#writing(() => (this.#real as RealSqlite & { backup(target: string): Promise<unknown> }).backup(target))
  }

  close(): this {
    this.#disk?.closed(this.#real)
    this.#real.close()
    return this
  }

  #reading<T>(body: () => T): T {
    this.#disk?.alive()
    return body()
  }

  #writing<T>(body: () => T): T {
    this.#disk?.write()
    const result = body()
    if (this.#depth === 0) this.#disk?.wrote()
    return result
  }
}

/** Removes a closed profile's mirror, as a new version with another schema would. */
export function removeMirror(profileDir: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(profileDir, `mirror.db${suffix}`), { force: true })
}

/** Copies a closed profile. */
export function copyProfile(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of ['outbox.db', 'mirror.db'])
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
}
