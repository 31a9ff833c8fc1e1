import type { StoreApi } from 'zustand/vanilla'
import { createFormsByCase, type FormsDeps } from '../../stores/forms-by-case.ts'
import { type EstimateValues, emptyEstimate, isTouched, parseEntry } from './estimate-form.ts'

export { KEEP_PAUSE_MS } from '../../stores/forms-by-case.ts'

export type EstimateFormState = {
  values: EstimateValues
  /** Sending was tried: what is missing is said from then on. */
  attempted: boolean
  /** It is being sent: until the answer it holds what was sent, also when its dialog is closed meanwhile. */
  busy: boolean
}

/** The forms of estimates that were begun, by case. */
export type EstimateForms = {
  state: StoreApi<Record<string, EstimateFormState>>
  restore: (caseId: string) => Promise<void>
  change: (caseId: string, change: Partial<EstimateValues>) => void
  attempt: (caseId: string) => void
  setBusy: (caseId: string, busy: boolean) => void
  clear: (caseId: string) => void
  flush: (caseId: string) => Promise<void>
  flushAll: () => void
}

export function createEstimateForms(deps: FormsDeps): EstimateForms {
  const forms = createFormsByCase<EstimateFormState>(deps, {
    empty: () => ({ values: emptyEstimate(), attempted: false, busy: false }),
    entryOf({ values }) {
      if (!isTouched(values)) return null
      return JSON.stringify({ ...values, items: values.items.map(({ key: _, ...item }) => item) })
    },
    parse: (entry) => ({ values: parseEntry(entry), attempted: false, busy: false }),
  })
  return {
    state: forms.state,
    restore: forms.restore,
    change(caseId, change) {
      const form = forms.of(caseId)
      if (form.busy) return
      forms.put(caseId, { ...form, values: { ...form.values, ...change } })
    },
    attempt: (caseId) => forms.show(caseId, { ...forms.of(caseId), attempted: true }),
    setBusy: (caseId, busy) => forms.show(caseId, { ...forms.of(caseId), busy }),
    clear: (caseId) => forms.put(caseId, { values: emptyEstimate(), attempted: false, busy: false }),
    flush: forms.flush,
    flushAll: forms.flushAll,
  }
}
