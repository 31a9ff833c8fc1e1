export const KEEP_PAUSE_MS = 400
const RETRY_MS = 2_000

export type KeeperDeps = {
  load: () => Promise<string | null>
  save: (entry: string | null) => Promise<void>
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
}

export type Keeper = {
  /** Brings back what was begun before, once; what has been typed meanwhile stays. Until then nothing is saved. */
  restore: () => Promise<void>
  flush: () => void
}

/** What a keeper keeps: `wanted` is null while there is nothing to keep; `subscribe` tells of each change. */
export type Kept = {
  wanted: () => string | null
  subscribe: (changed: () => void) => void
  /** False: the entry was not taken, since something else is there by now. */
  bringBack: (entry: string) => boolean
}

/** Keeps what is typed on the desk as it is typed, so that neither a crash nor a reload takes a word of it. */
export function createKeeper(deps: KeeperDeps, { wanted, subscribe, bringBack }: Kept): Keeper {
  let kept: string | null = null
  let cancel: (() => void) | null = null
  let running = false
  let isRead = false

  async function restore(): Promise<void> {
    if (isRead) return
    const entry = await deps.load()
    if (isRead) return
    isRead = true
    if (entry !== null && bringBack(entry)) kept = entry
  }

  async function save(): Promise<void> {
    cancel?.()
    cancel = null
    if (running || wanted() === kept) return
    running = true
    let next = 0
    try {
      // What could not be read is not nothing: it is not written over.
      if (!isRead) await restore()
      const entry = wanted()
      if (entry !== kept) await deps.save(entry)
      kept = entry
    } catch {
      // The words are on the screen still; the desk is asked again.
      next = RETRY_MS
    }
    running = false
    if (wanted() !== kept) cancel ??= deps.schedule(() => void save(), next)
  }

  subscribe(() => {
    cancel?.()
    cancel = deps.schedule(() => void save(), KEEP_PAUSE_MS)
  })

  return {
    restore,
    flush: () => void save(),
  }
}
