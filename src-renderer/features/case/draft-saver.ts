import type { ComposerMode } from '#shared/domain/case.ts'

export type DraftKey = { caseId: string; mode: ComposerMode }
export type DraftState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed'

export type DraftSaverDeps = {
  save: (key: DraftKey, body: string) => Promise<void>
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
  onState?: (key: DraftKey, state: DraftState) => void
}

export type DraftSaver = {
  /** Called with every keystroke. */
  change: (key: DraftKey, body: string) => void
  /** What was typed and has not been confirmed by the desk yet. */
  unsaved: (key: DraftKey) => string | undefined
  state: (key: DraftKey) => DraftState
  /** Saves now what waits; settles when the desk has answered, rejects when it could not keep it. */
  flush: (key: DraftKey) => Promise<void>
  flushAll: () => void
  hasUnsaved: () => boolean
  /** The desk took the words with a sent note: nothing of this draft may be saved any more. */
  forget: (key: DraftKey) => void
}

export function draftName({ caseId, mode }: DraftKey): string {
  return `${mode}:${caseId}`
}

export const DRAFT_PAUSE_MS = 300
export const DRAFT_LONGEST_MS = 500
const RETRY_MS = 2_000

type Entry = {
  key: DraftKey
  body: string
  state: DraftState
  cancel: (() => void) | null
  cancelLongest: (() => void) | null
  running: Promise<void> | null
}

/**
 * Keeps drafts: a short pause in typing, or half a second of it, saves; saves of one draft never overtake each
 * other; a failed one is tried again until the desk has it.
 */
export function createDraftSaver(deps: DraftSaverDeps): DraftSaver {
  const entries = new Map<string, Entry>()

  function setState(entry: Entry, state: DraftState) {
    entry.state = state
    deps.onState?.(entry.key, state)
  }

  function stopTimers(entry: Entry) {
    entry.cancel?.()
    entry.cancelLongest?.()
    entry.cancel = null
    entry.cancelLongest = null
  }

  async function run(entry: Entry): Promise<void> {
    while (entry.state === 'dirty' || entry.state === 'failed') {
      stopTimers(entry)
      const { body } = entry
      setState(entry, 'saving')
      try {
        await deps.save(entry.key, body)
      } catch (error) {
        setState(entry, 'failed')
        entry.cancel = deps.schedule(() => void start(entry).catch(() => {}), RETRY_MS)
        throw error
      }
      if (entry.body === body) setState(entry, 'saved')
      else setState(entry, 'dirty')
    }
  }

  function start(entry: Entry): Promise<void> {
    entry.running ??= run(entry).finally(() => {
      entry.running = null
    })
    return entry.running
  }

  function save(entry: Entry) {
    // The failure shows in the state; the next try is planned.
    start(entry).catch(() => {})
  }

  return {
    change(key, body) {
      const name = draftName(key)
      const entry = entries.get(name) ?? {
        key,
        body: '',
        state: 'clean' as DraftState,
        cancel: null,
        cancelLongest: null,
        running: null,
      }
      entries.set(name, entry)
      entry.body = body
      if (entry.state !== 'saving') setState(entry, 'dirty')
      entry.cancel?.()
      entry.cancel = deps.schedule(() => save(entry), DRAFT_PAUSE_MS)
      entry.cancelLongest ??= deps.schedule(() => save(entry), DRAFT_LONGEST_MS)
    },
    unsaved(key) {
      const entry = entries.get(draftName(key))
      return entry && entry.state !== 'saved' && entry.state !== 'clean' ? entry.body : undefined
    },
    state: (key) => entries.get(draftName(key))?.state ?? 'clean',
    async flush(key) {
      const entry = entries.get(draftName(key))
      if (!entry) return
      stopTimers(entry)
      await start(entry)
    },
    flushAll() {
      for (const entry of entries.values()) {
        if (entry.state === 'dirty' || entry.state === 'failed') save(entry)
      }
    },
    hasUnsaved: () => [...entries.values()].some((entry) => entry.state !== 'saved' && entry.state !== 'clean'),
    forget(key) {
      const entry = entries.get(draftName(key))
      if (!entry) return
      stopTimers(entry)
      entries.delete(draftName(key))
      deps.onState?.(key, 'clean')
    },
  }
}
