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

/** In a stable order. */
export function allEstimateForms(outbox: Outbox): EstimateForm[] {
  return outbox
    .prepare<string>(`SELECT value FROM setting ${WHERE_FORM} ORDER BY name`, { pluck: true })
    .all(FORM_NAMES)
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
