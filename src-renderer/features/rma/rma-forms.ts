import type { StoreApi } from 'zustand/vanilla'
import { RMA_LINE_STATES, type RmaLineState } from '#shared/domain/rma-line.ts'
import { LINE_FIELDS, type LineField } from '#shared/portal-api/rma-rows.ts'
import { createFormsByCase, type FormsDeps } from '../../stores/forms-by-case.ts'
import { type LineValues, parseLine, toEntry } from './line-values.ts'
import { isTouched, NO_VALUES, STEP_FIELDS, type StepValues } from './steps.ts'

/** A field of a device that is being written. `base`: what stood there when the writing began. */
export type FieldWords = { text: string; base: string }

/** Everything that was begun to be written of the RMAs of one case. */
export type RmaWords = {
  /** The devices of a new RMA; null: none was begun. */
  lines: LineValues[] | null
  /** Devices that are to be added, by RMA. */
  added: Record<string, LineValues>
  /** By `stepName`. */
  steps: Record<string, StepValues>
  /** By `fieldName`. */
  fields: Record<string, FieldWords>
}

export const NO_WORDS: RmaWords = { lines: null, added: {}, steps: {}, fields: {} }

export const stepName = (lineId: string, to: RmaLineState) => `${lineId}:${to}`
export const fieldName = (lineId: string, field: LineField) => `${lineId}:${field}`

type OfLine = { id: string; caseId: string }

/** What was begun of RMAs, by case; null takes a form away. */
export type RmaForms = {
  state: StoreApi<Record<string, RmaWords>>
  restore: (caseId: string) => Promise<void>
  setStep: (line: OfLine, to: RmaLineState, values: StepValues | null) => void
  setField: (line: OfLine, field: LineField, words: FieldWords | null) => void
  setAdded: (caseId: string, rmaId: string, line: LineValues | null) => void
  setLines: (caseId: string, lines: LineValues[] | null) => void
  /** The new RMA is at work; the desk has let go of everything that it kept for the case, and gets the rest again. */
  created: (caseId: string) => void
  /** Settles when the desk has what was begun, or was asked in vain. */
  flush: (caseId: string) => Promise<void>
  flushAll: () => void
}

export function createRmaForms(deps: FormsDeps): RmaForms {
  const forms = createFormsByCase<RmaWords>(deps, { empty: () => NO_WORDS, entryOf, parse: parseEntry, join })
  const change = (caseId: string, part: (before: RmaWords) => Partial<RmaWords>) => {
    const before = forms.of(caseId)
    forms.put(caseId, { ...before, ...part(before) })
  }
  return {
    state: forms.state,
    restore: forms.restore,
    setStep: ({ id, caseId }, to, values) =>
      change(caseId, ({ steps }) => ({
        steps: withKey(steps, stepName(id, to), values && isTouched(values) ? values : null),
      })),
    setField: ({ id, caseId }, field, words) =>
      change(caseId, ({ fields }) => ({ fields: withKey(fields, fieldName(id, field), words) })),
    setAdded: (caseId, rmaId, line) => change(caseId, ({ added }) => ({ added: withKey(added, rmaId, line) })),
    setLines: (caseId, lines) => change(caseId, () => ({ lines })),
    created(caseId) {
      change(caseId, () => ({ lines: null }))
      forms.forgotten(caseId)
    },
    flush: forms.flush,
    flushAll: forms.flushAll,
  }
}

function withKey<T>(all: Record<string, T>, key: string, value: T | null): Record<string, T> {
  const { [key]: _, ...others } = all
  return value === null ? others : { ...others, [key]: value }
}

function join(kept: RmaWords, typed: RmaWords): RmaWords {
  return {
    lines: typed.lines ?? kept.lines,
    added: { ...kept.added, ...typed.added },
    steps: { ...kept.steps, ...typed.steps },
    fields: { ...kept.fields, ...typed.fields },
  }
}

function entryOf({ lines, added, steps, fields }: RmaWords): string | null {
  const empty = lines === null && [added, steps, fields].every((part) => Object.keys(part).length === 0)
  if (empty) return null
  const addedLines = Object.fromEntries(Object.entries(added).map(([rmaId, line]) => [rmaId, toEntry(line)]))
  return JSON.stringify({ lines: lines?.map(toEntry) ?? null, added: addedLines, steps, fields })
}

/** What a kept entry says; what makes no sense any more is left out. */
export function parseEntry(entry: string): RmaWords {
  let stored: Record<string, unknown>
  try {
    stored = Object(JSON.parse(entry))
  } catch {
    return NO_WORDS
  }
  const states = RMA_LINE_STATES.map((state) => `:${state}`)
  const fieldEnds = LINE_FIELDS.map((field) => `:${field}`)
  const endsLike = (name: string, ends: readonly string[]) => ends.some((end) => name.endsWith(end))
  return {
    lines: Array.isArray(stored.lines) && stored.lines.length > 0 ? stored.lines.map(parseLine) : null,
    added: mapped(stored.added, (_, value) => parseLine(value)),
    steps: mapped(stored.steps, (name, value) => (endsLike(name, states) ? parseStep(value) : null)),
    fields: mapped(stored.fields, (name, value) => (endsLike(name, fieldEnds) ? parseField(value) : null)),
  }
}

function mapped<T>(stored: unknown, read: (name: string, value: unknown) => T | null): Record<string, T> {
  const values: Record<string, T> = {}
  for (const [name, value] of Object.entries(Object(stored) as Record<string, unknown>)) {
    const known = read(name, value)
    if (known !== null) values[name] = known
  }
  return values
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

function parseStep(value: unknown): StepValues {
  const stored: Record<string, unknown> = Object(value)
  const values = { ...NO_VALUES }
  for (const field of STEP_FIELDS) values[field] = text(stored[field])
  return values
}

function parseField(value: unknown): FieldWords | null {
  const stored: Record<string, unknown> = Object(value)
  return typeof stored.text === 'string' ? { text: stored.text, base: text(stored.base) } : null
}
