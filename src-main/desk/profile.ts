import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { removeDatabase, setAsideDatabase } from '#main/store/files.ts'
import { closeDatabase, type Mirror, type Outbox, openMirror, openOutbox } from '#main/store/open.ts'
import type { Runtime } from '#main/sync/runtime.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import type { DeskFault } from './fault.ts'
import { faultOf } from './fault-of.ts'

export type Stores = { outbox: Outbox; mirror: Mirror }

export type Profile = {
  /** Throws why the profile cannot be used. */
  stores(): Stores
  problem(): Problem | null
  /** True once the mirror had to be made anew for a reason that the agent should know. */
  mirrorRebuilt(): boolean
  rebuildMirror(): void
  /** Removes both databases and opens empty ones. */
  wipe(): void
  /** Keeps both databases under another name and opens empty ones; answers the name of the kept outbox. */
  setAside(): string
  close(): void
}

export function openProfile(profileDir: string, key: Uint8Array, runtime: Pick<Runtime, 'clock' | 'log'>): Profile {
  const outboxFile = join(profileDir, 'outbox.db')
  const mirrorFile = join(profileDir, 'mirror.db')
  let stores: Stores | null = null
  let fault: DeskFault | null = null
  let rebuilt = false

  function open(): void {
    fault = null
    let outbox: Outbox | null = null
    try {
      mkdirSync(profileDir, { recursive: true, mode: 0o700 })
      outbox = openOutbox(outboxFile, key)
      stores = { outbox, mirror: openAnyMirror(false) }
    } catch (error) {
      if (outbox) closeDatabase(outbox)
      fault = faultOf(error)
      runtime.log(`the profile cannot be opened: ${fault.code}`)
    }
  }

  function openAnyMirror(rebuild: boolean): Mirror {
    const opened = openMirror(mirrorFile, key, { rebuild })
    if (opened.rebuilt !== null && opened.rebuilt !== 'asked') {
      rebuilt = true
      runtime.log(`the local copy was made anew: ${opened.rebuilt}`)
    }
    return opened.mirror
  }

  function close(): void {
    const open = stores
    stores = null
    if (open === null) return
    closeDatabase(open.mirror)
    closeDatabase(open.outbox)
  }

  open()
  return {
    stores() {
      if (stores) return stores
      throw fault ?? faultOf(new Error('the profile is closed'))
    },
    problem: () => fault?.problem ?? null,
    mirrorRebuilt: () => rebuilt,
    rebuildMirror() {
      if (stores === null) return
      closeDatabase(stores.mirror)
      stores = { outbox: stores.outbox, mirror: openAnyMirror(true) }
      rebuilt = true
    },
    wipe() {
      close()
      removeDatabase(outboxFile)
      removeDatabase(mirrorFile)
      open()
    },
    setAside() {
      close()
      const label = new Date(runtime.clock()).toISOString().slice(0, 19).replaceAll(':', '-')
      const kept = setAsideDatabase(outboxFile, label)
      setAsideDatabase(mirrorFile, label)
      open()
      return kept === null ? '' : basename(kept)
    },
    close,
  }
}
