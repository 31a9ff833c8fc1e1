import { DeskFault } from '#main/desk/fault.ts'
import { type Desk, openDesk } from '#main/desk/index.ts'
import type { SyncState } from '#shared/rpc/models.ts'
import type { VirtualTime } from './clock.ts'
import { Disk, type DiskStats, removeMirror, SimulatedCrash } from './disk.ts'
import { writeAsFirstRelease } from './first-release.ts'
import { createClient, type Network } from './network.ts'

export const KEY = new Uint8Array(32).fill(7)
const PORTAL_URL = 'http://127.0.0.1:1'
const PASSWORD = 'geslo'
/** Written to the log by the desk when a defect, not a fault of line or disk, stopped something. */
const DEFECT = /sync failed:|a procedure failed:/

export type DeskWorld = {
  time: VirtualTime
  network: Network
  random(): number
  settle(): Promise<void>
  diskStats: DiskStats
  /** What must not happen in a running program. */
  defect(what: string): void
}

/** One agent's machine with the real desk on it. */
export class SimDesk {
  readonly nth: number
  readonly agent: { id: string; name: string; email: string }
  readonly disk: Disk
  /** How far its clock on the wall is off. */
  skew = 0
  #world: DeskWorld
  #desk: Desk | null = null
  /** The process; timers and requests belong to it and end with it. */
  #life: object = {}
  #ids = 0

  constructor(world: DeskWorld, nth: number, agent: SimDesk['agent'], folder: string, template: string | null) {
    this.#world = world
    this.nth = nth
    this.agent = agent
    this.disk = new Disk(folder, template, world.diskStats)
  }

  get life(): object {
    return this.#life
  }

  get running(): boolean {
    return this.#desk !== null && !this.disk.dead
  }

  /** The desk's procedures; null while the machine is off. */
  get api(): Desk['api'] | null {
    return this.running ? (this.#desk as Desk).api : null
  }

  async start(): Promise<void> {
    if (this.running) return
    this.#bury()
    this.disk.revive()
    const { time, network, random, settle } = this.#world
    const life = {}
    this.#life = life
    const after = (ms: number, fn: () => void) => time.after(life, ms, () => this.#guarded(fn))
    const breathe = () => Promise.resolve()
    const opening = openDesk({
      profileDir: this.disk.profileDir,
      key: KEY,
      host: 'web',
      version: '0.0.0-sim',
      portalUrl: PORTAL_URL,
      autoSignIn: { email: this.agent.email, password: PASSWORD },
      deps: {
        clock: () => time.now() + this.skew,
        timers: { after, breathe },
        ids: () => this.newId(),
        random,
        log: (message) => {
          if (life === this.#life && this.running && DEFECT.test(message)) this.#world.defect(message)
        },
        createPortalClient: () => createClient({ network, owner: life, agent: this.agent, after, breathe }),
      },
    })
    opening.catch(() => {})
    await settle()
    try {
      this.#desk = await opening
    } catch (error) {
      if (!this.disk.dead) throw error
    }
    await settle()
  }

  /** As the person would whose session has ended. */
  async signIn(): Promise<void> {
    await this.api?.session.signIn({ portalUrl: PORTAL_URL, email: this.agent.email, password: PASSWORD })
  }

  /** An orderly end of the program. */
  async stop(): Promise<void> {
    const desk = this.#desk
    if (!desk || !this.running) return
    const closing = desk.close().catch((error: unknown) => {
      if (!this.disk.dead) throw error
    })
    await this.#world.settle()
    await closing
    if (!this.disk.dead) this.#desk = null
    this.#leave()
  }

  /** Stopped by a person who lost patience, or without power. */
  async kill(power: boolean): Promise<void> {
    this.disk.kill(power)
    await this.#world.settle()
    this.#bury()
  }

  /** A newer program begins where another left off. True: the outbox has to be migrated with all that is in it. */
  async upgrade(outbox: boolean): Promise<boolean> {
    await this.stop()
    if (this.disk.dead) return false
    const migrates = outbox && !this.disk.full && this.disk.unhurt(() => writeAsFirstRelease(this.disk.profileDir, KEY))
    removeMirror(this.disk.profileDir)
    await this.start()
    return migrates
  }

  /** Null while the machine is off, or its profile cannot be opened. */
  state(): SyncState | null {
    try {
      const state = this.api?.sync.state(undefined)
      return state instanceof Promise ? null : (state ?? null)
    } catch (error) {
      if (error instanceof DeskFault && error.code !== 'internal') return null
      throw error
    }
  }

  /** `epoch.seq` that the mirror has reached; null while it is being loaded. */
  cursor(): string | null {
    const rows = this.disk.read<{ value: string }>('mirror.db', `SELECT value FROM meta WHERE name = 'cursor'`)
    return rows?.[0] ? (JSON.parse(rows[0].value) as string) : null
  }

  newId(): string {
    this.#ids += 1
    return `0193000${this.nth}-0000-7000-8000-${String(this.#ids).padStart(12, '0')}`
  }

  dispose(): void {
    this.#leave()
    this.disk.dispose()
  }

  #guarded(fn: () => void): void {
    if (this.disk.dead) return
    try {
      fn()
    } catch (error) {
      if (!(error instanceof SimulatedCrash)) throw error
    }
  }

  #bury(): void {
    if (!this.disk.dead) return
    this.#desk = null
    this.#leave()
  }

  #leave(): void {
    this.#world.time.forget(this.#life)
    this.#world.network.forget(this.#life)
  }
}
