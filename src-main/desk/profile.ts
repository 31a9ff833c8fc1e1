import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { exitMark } from '#main/store/exit-mark.ts'
import { type FileFolder, openFileFolder } from '#main/store/file-folder/index.ts'
import { removeDatabase, removeFolder, removeSetAside, setAsideDatabase, setAsideFolder } from '#main/store/files.ts'
import { closeDatabase, type Mirror, type Outbox, openMirror, openOutbox, StoreFault } from '#main/store/open.ts'
import { removeBackups, setAsideBackups } from '#main/store/outbox/backup.ts'
import {
  forgetRestoring,
  isFreshlyRestored,
  isOutboxLost,
  removeRestoring,
  restoreOutbox,
  setAsideRestoring,
} from '#main/store/outbox/restore.ts'
import type { Runtime } from '#main/sync/runtime.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import { DeskFault } from './fault.ts'
import { faultOf } from './fault-of.ts'

/** `files`: the bytes of attachments that are on this machine. */
export type Stores = { outbox: Outbox; mirror: Mirror; files: FileFolder }

export type OutboxNotice = 'outbox_restored' | 'outbox_damaged'

export type Profile = {
  /** Throws why the profile cannot be used. */
  stores(): Stores
  /** Null while it is closed. */
  current(): Stores | null
  problem(): Problem | null
  /** True once the mirror had to be made anew for a reason that the agent should know. */
  mirrorRebuilt(): boolean
  /** The mirror is loaded anew in its place, for a reason that the agent should know. */
  noteRebuilt(): void
  /** What became of the outbox that the agent should know. */
  outboxNotice(): OutboxNotice | null
  /** A check found the open outbox damaged; no more copies are made of it. */
  noteDamagedOutbox(): void
  /** The program did not close this profile the last time. */
  wasUnclean(): boolean
  rebuildMirror(): void
  /** Tries again where only the disk was in the way. True: it is open now. */
  reopen(): boolean
  /**
   * Removes both databases and all files, and opens empty ones; also copies that were set aside. Outboxes among these may
   * hold words that could not be read (`unread`): they go `too` only where the agent has said so.
   */
  wipe(unread: 'too' | 'stays'): void
  /** Keeps all under other names and opens an empty profile; answers the name of the kept outbox. */
  setAside(): string
  close(): void
}

export function openProfile(profileDir: string, key: Uint8Array, runtime: Pick<Runtime, 'clock' | 'log'>): Profile {
  const outboxFile = join(profileDir, 'outbox.db')
  const mirrorFile = join(profileDir, 'mirror.db')
  const filesDir = join(profileDir, 'files')
  let stores: Stores | null = null
  let fault: DeskFault | null = null
  let rebuilt = false
  let outboxNotice: OutboxNotice | null = null
  let unclean = false
  const mark = exitMark(profileDir)

  function open(): void {
    fault = null
    let outbox: Outbox | null = null
    try {
      mkdirSync(profileDir, { recursive: true, mode: 0o700 })
      unclean ||= mark.set()
      outbox = openOutboxOrCopy()
      if (isFreshlyRestored(outbox)) outboxNotice = 'outbox_restored'
      const files = openFileFolder(filesDir, key, runtime.clock)
      stores = { outbox, mirror: openAnyMirror(false), files }
    } catch (error) {
      if (outbox) closeDatabase(outbox)
      stays(error)
    }
  }

  /** Shut, until it is opened anew. */
  function stays(error: unknown): void {
    stores = null
    fault = isCorrupt(error) ? new DeskFault('wrong_key', {}, { cause: error }) : faultOf(error)
    runtime.log(`the profile cannot be opened: ${fault.code}`)
  }

  /** An outbox that cannot be read is set aside, and its last copy goes on in its place with what can be read of it. */
  function openOutboxOrCopy(): Outbox {
    let broken: unknown = null
    try {
      if (!isOutboxLost(outboxFile)) return openOutbox(outboxFile, key)
    } catch (error) {
      if (!(error instanceof StoreFault) || (error.code !== 'corrupt' && error.code !== 'wrong_key')) throw error
      broken = error
    }
    const copy = restoreOutbox(outboxFile, key, labelOfNow())
    if (copy === null) {
      if (broken) throw broken
      return openOutbox(outboxFile, key)
    }
    const rows = copy.rows === null ? 'with rows' : `${copy.rows} rows`
    runtime.log(`the outbox was restored from its copy, ${rows} from ${basename(copy.setAside ?? 'nowhere')}`)
    return openOutbox(outboxFile, key)
  }

  const labelOfNow = () => new Date(runtime.clock()).toISOString().slice(0, 19).replaceAll(':', '-')

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
    forgetRestoring(open.outbox)
    closeDatabase(open.outbox)
    mark.remove()
  }

  open()
  return {
    stores() {
      if (stores) return stores
      throw fault ?? faultOf(new Error('the profile is closed'))
    },
    current: () => stores,
    problem: () => fault?.problem ?? null,
    mirrorRebuilt: () => rebuilt,
    noteRebuilt() {
      rebuilt = true
    },
    outboxNotice: () => outboxNotice,
    noteDamagedOutbox() {
      outboxNotice = 'outbox_damaged'
    },
    wasUnclean: () => unclean,
    rebuildMirror() {
      if (stores === null) return
      const { outbox, mirror } = stores
      closeDatabase(mirror)
      try {
        stores = { ...stores, mirror: openAnyMirror(true) }
        rebuilt = true
      } catch (error) {
        closeDatabase(outbox)
        stays(error)
      }
    },
    reopen() {
      if (fault?.code !== 'disk_full' && fault?.code !== 'disk_read_only') return false
      open()
      return stores !== null
    },
    wipe(unread) {
      close()
      // Its copies first: an outbox that is gone while they are here would be made of them again.
      removeBackups(outboxFile)
      removeRestoring(outboxFile)
      removeDatabase(outboxFile)
      removeDatabase(mirrorFile)
      removeFolder(filesDir)
      if (unread === 'too') removeSetAside(outboxFile)
      removeSetAside(mirrorFile)
      removeSetAside(filesDir)
      open()
    },
    setAside() {
      close()
      const label = labelOfNow()
      setAsideBackups(outboxFile, label)
      setAsideRestoring(outboxFile, label)
      const kept = setAsideDatabase(outboxFile, label)
      setAsideDatabase(mirrorFile, label)
      setAsideFolder(filesDir, label)
      open()
      return kept === null ? '' : basename(kept)
    },
    close,
  }
}

/** To a person it is the same as a key that does not fit: the files cannot be read, and the way on is to set them aside. */
function isCorrupt(error: unknown): boolean {
  return error instanceof StoreFault && error.code === 'corrupt'
}
