import type { Outbox } from '../open.ts'
import { getSetting, putSetting, removeSetting } from './settings.ts'

/** The form of an estimate that an agent began for a case; `entry`: as the screen keeps it. */
export type EstimateForm = { caseId: string; agentId: string; entry: string; savedAt: number }

const PREFIX = 'estimate-form-'
/** Each agent of the profile has their own. */
const nameOf = ({ caseId, agentId }: Pick<EstimateForm, 'caseId' | 'agentId'>) => `${PREFIX}${agentId}-${caseId}`

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

export const WHERE_FORM = 'WHERE name >= @from AND name < @to'
export const FORM_NAMES = { from: PREFIX, to: `${PREFIX}~` }

/** What an agent began to write of the RMAs of a case; kept like the form of an estimate. */
export type RmaForm = EstimateForm

const RMA_PREFIX = 'rma-form-'
const rmaNameOf = ({ caseId, agentId }: Pick<RmaForm, 'caseId' | 'agentId'>) => `${RMA_PREFIX}${agentId}-${caseId}`

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
  return formsNamed(outbox, { from: RMA_PREFIX, to: `${RMA_PREFIX}~` })
}

/** In a stable order. */
export function allEstimateForms(outbox: Outbox): EstimateForm[] {
  return formsNamed(outbox, FORM_NAMES)
}

function formsNamed(outbox: Outbox, names: { from: string; to: string }): EstimateForm[] {
  return outbox
    .prepare<string>(`SELECT value FROM setting ${WHERE_FORM} ORDER BY name`, { pluck: true })
    .all(names)
    .map((value) => JSON.parse(value) as EstimateForm)
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
