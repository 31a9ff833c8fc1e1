import type { Database } from '../database.ts'
import type { Outbox } from '../open.ts'
import { lookUp } from './broken-file.ts'
import { getSetting, putSetting, removeSetting } from './settings.ts'

/** The form of an estimate that an agent began for a case; `entry`: as the screen keeps it. */
export type EstimateForm = { caseId: string; agentId: string; entry: string; savedAt: number }

/** How the names of settings begin that hold what somebody typed; all of them are in `FORMS`. */
const ESTIMATES = 'estimate-form-'
const RMAS = 'rma-form-'
const REPLIES = 'registration-replies-'
const REFUSALS = 'deletion-refusals-'
const SCANS = 'rma-scans-'
const TEMPLATES = 'template-edits-'
const MACROS = 'macro-edits-'
const EDITS = 'case-edits-'
/** One a profile, with whose it is. */
export const NEW_CASE_FORM = 'new-case-entry'
const FORMS = [ESTIMATES, RMAS, REPLIES, REFUSALS, SCANS, TEMPLATES, MACROS, EDITS, NEW_CASE_FORM]

type Setting = { name: string; value: string }

/** Each agent of the profile has their own. */
const nameOf = ({ caseId, agentId }: Pick<EstimateForm, 'caseId' | 'agentId'>) => `${ESTIMATES}${agentId}-${caseId}`
/** Words for applicants. */
export const repliesForm = (agentId: string) => `${REPLIES}${agentId}`
/** Why requests for deletion are refused. */
export const refusalsForm = (agentId: string) => `${REFUSALS}${agentId}`
/** What was scanned one after the other. */
export const scansForm = (agentId: string) => `${SCANS}${agentId}`
/** Templates that are being written. */
export const templatesForm = (agentId: string) => `${TEMPLATES}${agentId}`
/** Macros that are being written. */
export const macrosForm = (agentId: string) => `${MACROS}${agentId}`
/** What is being changed of cases: titles, descriptions, other words for operations, splits. */
export const editsForm = (agentId: string) => `${EDITS}${agentId}`

export function getEstimateForm(outbox: Outbox, key: Pick<EstimateForm, 'caseId' | 'agentId'>): EstimateForm | null {
  return getSetting<EstimateForm>(outbox, nameOf(key))
}

/** Durable when it returns. */
export function keepEstimateForm(outbox: Outbox, form: EstimateForm): void {
  putSetting(outbox, nameOf(form), form)
}

export function removeEstimateForm(outbox: Outbox, key: Pick<EstimateForm, 'caseId' | 'agentId'>): void {
  removeSetting(outbox, nameOf(key))
}

/** What an agent began to write of the RMAs of a case; kept like the form of an estimate. */
export type RmaForm = EstimateForm

const rmaNameOf = ({ caseId, agentId }: Pick<RmaForm, 'caseId' | 'agentId'>) => `${RMAS}${agentId}-${caseId}`

export function getRmaForm(outbox: Outbox, key: Pick<RmaForm, 'caseId' | 'agentId'>): RmaForm | null {
  return getSetting<RmaForm>(outbox, rmaNameOf(key))
}

/** Durable when it returns. */
export function keepRmaForm(outbox: Outbox, form: RmaForm): void {
  putSetting(outbox, rmaNameOf(form), form)
}

export function removeRmaForm(outbox: Outbox, key: Pick<RmaForm, 'caseId' | 'agentId'>): void {
  removeSetting(outbox, rmaNameOf(key))
}

export function allRmaForms(outbox: Outbox): RmaForm[] {
  return formsFrom(outbox, RMAS).map(({ value }) => JSON.parse(value) as RmaForm)
}

/** A title or a description of a case that an agent was changing, or the title of a split from it. */
export type CaseEdit = { caseId: string; kind: 'title' | 'description'; text: string }

/** As the screen keeps them: `edits` by field and case, `splits` by case. */
type KeptEdits = { edits?: Record<string, { text?: unknown }>; splits?: Record<string, { title?: unknown }> }

/** Those of all agents, in a stable order. */
export function allCaseEdits(outbox: Outbox): CaseEdit[] {
  return formsFrom(outbox, EDITS).flatMap(({ value }) => {
    const { edits, splits } = editsIn(value)
    const fields = Object.entries(Object(edits)).flatMap(([key, edit]): CaseEdit[] => {
      const [field, caseId = ''] = key.split(':', 2)
      const kind = field === 'title' || field === 'description' ? field : null
      return kind === null ? [] : [{ caseId, kind, text: String(Object(edit).text ?? '') }]
    })
    const begun = Object.entries(Object(splits)).map(
      ([caseId, split]): CaseEdit => ({ caseId, kind: 'title', text: String(Object(split).title ?? '') }),
    )
    return [...fields, ...begun]
  })
}

/** Lets go of those of one case, whosever they are. */
export function removeCaseEdits(outbox: Outbox, caseId: string): void {
  for (const { name, value } of formsFrom(outbox, EDITS)) {
    const kept = editsIn(value)
    const isOfCase = (key: string) => key.split(':').at(-1) === caseId
    const without = (all: unknown) => Object.fromEntries(Object.entries(Object(all)).filter(([key]) => !isOfCase(key)))
    const { edits, splits } = kept
    if (!Object.keys({ ...edits, ...splits }).some(isOfCase)) continue
    putSetting(outbox, name, JSON.stringify({ ...kept, edits: without(edits), splits: without(splits) }))
  }
}

function editsIn(value: string): KeptEdits {
  try {
    return Object(JSON.parse(entryIn(value)))
  } catch {
    return {}
  }
}

/** In a stable order. */
export function allEstimateForms(outbox: Outbox): EstimateForm[] {
  return formsFrom(outbox, ESTIMATES).map(({ value }) => JSON.parse(value) as EstimateForm)
}

/** The names of their settings. */
export function allForms(outbox: Outbox): string[] {
  return formsIn(outbox).map(({ name }) => name)
}

/**
 * Puts in all that was typed into forms in another outbox, in the place of what is here, unless that may be the later. Answers
 * how many forms.
 */
export function takeOverForms(outbox: Outbox, from: Database, { isNewer }: { isNewer: boolean }): number {
  const insert = outbox.prepare(
    `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
     WHERE ${isNewer} OR (value ->> '$.savedAt' > excluded.value ->> '$.savedAt') IS NOT TRUE`,
  )
  return readableForms(from).reduce((sum, { name, value }) => sum + insert.run(name, value), 0)
}

/** Settings that are passed over one after the other where nothing can be read. */
const MOST_MISSED = 100

/**
 * Those in a broken file, from both ends. They are counted and not looked up, as looking one up may read another one whole: so
 * a form that cannot be read takes no other one along.
 */
function readableForms(broken: Database): Setting[] {
  const found = new Map<string, Setting>()
  for (const order of ['ASC', 'DESC'] as const) {
    for (let [at, missed] = [0, 0]; missed < MOST_MISSED; at++) {
      const setting = lookUp(() =>
        broken.prepare<Setting>(`SELECT name, value FROM setting ORDER BY name ${order} LIMIT 1 OFFSET ?`).get(at),
      )
      if (setting === undefined) break
      missed = setting === 'unreadable' ? missed + 1 : 0
      if (setting !== 'unreadable') found.set(setting.name, setting)
    }
  }
  return [...found.values()].filter(({ name }) => FORMS.some((prefix) => name.startsWith(prefix)))
}

/** Those that somebody has typed something into, by the names of their settings. */
export function begunForms(outbox: Outbox): string[] {
  return formsIn(outbox).flatMap(({ name, value }) => (holdsWords(entryIn(value)) ? [name] : []))
}

/** Some are kept as they are, others with whose they are. */
function entryIn(value: string): string {
  const kept: unknown = JSON.parse(value)
  return typeof kept === 'object' && kept !== null && 'entry' in kept ? String(kept.entry) : String(kept)
}

/** The screens let go of a form that is empty again, but not of what it says by itself: which way is scanned, a line's warranty. */
export function holdsWords(entry: string): boolean {
  const isUntyped = (name: string, value: unknown) => name === 'mode' || (name === 'warranty' && value === 'undecided')
  try {
    const typed: unknown = JSON.parse(entry, (name, value) => (isUntyped(name, value) ? undefined : value))
    return linesOf(typed).length > 0
  } catch {
    return entry !== ''
  }
}

const formsIn = (outbox: Outbox) => FORMS.flatMap((prefix) => formsFrom(outbox, prefix))

function formsFrom(database: Database, prefix: string): Setting[] {
  return database
    .prepare<Setting>('SELECT name, value FROM setting WHERE name >= ? AND name < ? ORDER BY name')
    .all(prefix, `${prefix}~`)
}

/** What somebody typed into a form, whatever its fields are: one line an object, in the order of the form. */
export function wordsOfForm(entry: string): string {
  try {
    return linesOf(JSON.parse(entry)).join('\n')
  } catch {
    return entry
  }
}

function linesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' && value !== '' ? [value] : []
  const fields = Object.values(value)
  const plain = fields.filter((field) => (typeof field === 'string' && field !== '') || typeof field === 'number')
  const nested = fields.filter((field) => typeof field === 'object').flatMap(linesOf)
  return plain.length === 0 ? nested : [plain.join(' · '), ...nested]
}
