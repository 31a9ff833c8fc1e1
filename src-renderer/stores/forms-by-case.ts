import { createStore, type StoreApi } from 'zustand/vanilla'

export const KEEP_PAUSE_MS = 400
const RETRY_MS = 2_000

export type FormsDeps = {
  load: (caseId: string) => Promise<string | null>
  save: (caseId: string, entry: string | null) => Promise<void>
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
}

export type FormSpec<T> = {
  empty: () => T
  /** Null while there is nothing to keep. */
  entryOf: (form: T) => string | null
  parse: (entry: string) => T
  /** Of what was kept and what was typed before that was read. By default the typed form stays as it is. */
  join?: (kept: T, typed: T) => T
}

/** Forms that were begun, by case; each is kept on the desk as it is typed. */
export type FormsByCase<T> = {
  state: StoreApi<Record<string, T>>
  of: (caseId: string) => T
  /** Brings back what was begun before; what has been typed meanwhile stays. */
  restore: (caseId: string) => Promise<void>
  put: (caseId: string, form: T) => void
  /** As `put`, of what is not worth keeping. */
  show: (caseId: string, form: T) => void
  /** The desk has let go of what it kept, as it does with what was sent. */
  forgotten: (caseId: string) => void
  /** Settles when the desk has what the form holds, or was asked in vain. */
  flush: (caseId: string) => Promise<void>
  flushAll: () => void
}

type Keeping = {
  kept: string | null
  cancel: (() => void) | null
  running: boolean
  /** What the desk keeps is known; before that nothing is saved. */
  isRead: boolean
}

export function createFormsByCase<T>(deps: FormsDeps, spec: FormSpec<T>): FormsByCase<T> {
  const { empty, entryOf, parse, join = (_, typed) => typed } = spec
  const state = createStore<Record<string, T>>(() => ({}))
  const keepings = new Map<string, Keeping>()

  function keepingOf(caseId: string): Keeping {
    const known = keepings.get(caseId)
    if (known) return known
    const fresh: Keeping = { kept: null, cancel: null, running: false, isRead: false }
    keepings.set(caseId, fresh)
    return fresh
  }

  function wanted(caseId: string): string | null {
    const form = state.getState()[caseId]
    return form === undefined ? null : entryOf(form)
  }

  async function save(caseId: string): Promise<void> {
    const keeping = keepingOf(caseId)
    keeping.cancel?.()
    keeping.cancel = null
    if (keeping.running || wanted(caseId) === keeping.kept) return
    keeping.running = true
    let next = 0
    try {
      // What could not be read is not nothing: it is not written over.
      if (!keeping.isRead) await restore(caseId)
      const entry = wanted(caseId)
      if (entry !== keeping.kept) await deps.save(caseId, entry)
      keeping.kept = entry
    } catch {
      // The words are on the screen still; the desk is asked again.
      next = RETRY_MS
    }
    keeping.running = false
    if (wanted(caseId) !== keeping.kept) keeping.cancel ??= deps.schedule(() => void save(caseId), next)
  }

  function later(caseId: string) {
    const keeping = keepingOf(caseId)
    keeping.cancel?.()
    keeping.cancel = deps.schedule(() => void save(caseId), KEEP_PAUSE_MS)
  }

  const show = (caseId: string, form: T) => state.setState({ [caseId]: form })

  const of = (caseId: string) => state.getState()[caseId] ?? empty()

  async function restore(caseId: string): Promise<void> {
    const keeping = keepingOf(caseId)
    if (keeping.isRead && wanted(caseId) !== null) return
    const entry = await deps.load(caseId)
    const typed = wanted(caseId) === null ? null : of(caseId)
    const joins = typed !== null && !keeping.isRead
    keeping.isRead = true
    if (entry === null) {
      if (state.getState()[caseId] === undefined) show(caseId, empty())
    } else if (typed === null || joins) {
      keeping.kept = entry
      show(caseId, typed === null ? parse(entry) : join(parse(entry), typed))
    }
  }

  return {
    state,
    of,
    restore,
    put(caseId, form) {
      show(caseId, form)
      later(caseId)
    },
    show,
    forgotten(caseId) {
      Object.assign(keepingOf(caseId), { kept: null, isRead: true })
      later(caseId)
    },
    flush: save,
    flushAll() {
      for (const caseId of keepings.keys()) void save(caseId)
    },
  }
}
