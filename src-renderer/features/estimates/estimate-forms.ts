import { createStore, type StoreApi } from 'zustand/vanilla'
import { type EstimateValues, emptyEstimate, isTouched, parseEntry } from './estimate-form.ts'

export const KEEP_PAUSE_MS = 400
const RETRY_MS = 2_000

export type EstimateFormState = {
  values: EstimateValues
  /** Sending was tried: what is missing is said from then on. */
  attempted: boolean
}

export type EstimateFormsDeps = {
  load: (caseId: string) => Promise<string | null>
  save: (caseId: string, entry: string | null) => Promise<void>
  /** Runs `task` after `ms`; the result cancels it. */
  schedule: (task: () => void, ms: number) => () => void
}

/** The forms of estimates that were begun, by case; each is kept on the desk as it is typed. */
export type EstimateForms = {
  state: StoreApi<Record<string, EstimateFormState>>
  /** Brings back what was begun before; what has been typed meanwhile stays. */
  restore: (caseId: string) => Promise<void>
  change: (caseId: string, change: Partial<EstimateValues>) => void
  attempt: (caseId: string) => void
  clear: (caseId: string) => void
  /** Settles when the desk has what the form holds, or was asked in vain. */
  flush: (caseId: string) => Promise<void>
  flushAll: () => void
}

type Keeping = { kept: string | null; cancel: (() => void) | null; running: boolean }

export function createEstimateForms(deps: EstimateFormsDeps): EstimateForms {
  const state = createStore<Record<string, EstimateFormState>>(() => ({}))
  const keepings = new Map<string, Keeping>()

  function keepingOf(caseId: string): Keeping {
    const known = keepings.get(caseId)
    if (known) return known
    const fresh: Keeping = { kept: null, cancel: null, running: false }
    keepings.set(caseId, fresh)
    return fresh
  }

  function wanted(caseId: string): string | null {
    const values = state.getState()[caseId]?.values
    if (!values || !isTouched(values)) return null
    return JSON.stringify({ ...values, items: values.items.map(({ key: _, ...item }) => item) })
  }

  async function save(caseId: string): Promise<void> {
    const keeping = keepingOf(caseId)
    keeping.cancel?.()
    keeping.cancel = null
    const entry = wanted(caseId)
    if (keeping.running || entry === keeping.kept) return
    keeping.running = true
    let next = 0
    try {
      await deps.save(caseId, entry)
      keeping.kept = entry
    } catch {
      // The words are on the screen still; the desk is asked again.
      next = RETRY_MS
    }
    keeping.running = false
    if (wanted(caseId) !== keeping.kept) keeping.cancel ??= deps.schedule(() => void save(caseId), next)
  }

  function put(caseId: string, form: EstimateFormState) {
    state.setState({ [caseId]: form })
    const keeping = keepingOf(caseId)
    keeping.cancel?.()
    keeping.cancel = deps.schedule(() => void save(caseId), KEEP_PAUSE_MS)
  }

  const formOf = (caseId: string) => state.getState()[caseId] ?? { values: emptyEstimate(), attempted: false }

  return {
    state,
    async restore(caseId) {
      const before = state.getState()[caseId]
      if (before && isTouched(before.values)) return
      const entry = await deps.load(caseId)
      const now = state.getState()[caseId]
      if (now && isTouched(now.values)) return
      if (entry !== null) keepingOf(caseId).kept = entry
      state.setState({ [caseId]: { values: entry === null ? emptyEstimate() : parseEntry(entry), attempted: false } })
    },
    change(caseId, change) {
      const form = formOf(caseId)
      put(caseId, { ...form, values: { ...form.values, ...change } })
    },
    attempt: (caseId) => state.setState({ [caseId]: { ...formOf(caseId), attempted: true } }),
    clear: (caseId) => put(caseId, { values: emptyEstimate(), attempted: false }),
    flush: save,
    flushAll() {
      for (const caseId of keepings.keys()) void save(caseId)
    },
  }
}
