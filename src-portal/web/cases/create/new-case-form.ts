import type { z } from 'zod'
import type { newCaseRequest } from '#shared/customer-api/cases.ts'
import { CASE_TYPES, type CaseType, MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from '#shared/domain/case.ts'
import type { FieldFault } from '../form/faults.ts'

export const MAX_SHORT_LENGTH = 100

export type NewCaseValues = {
  caseType: CaseType | null
  title: string
  description: string
  entitlementId: string | null
  customerSystemId: string
  /** Null while it is not said. */
  warrantyRepair: boolean | null
  serialNumber: string
  customerReference: string
}
export type NewCaseField = keyof NewCaseValues
export type NewCaseBody = Omit<z.infer<typeof newCaseRequest>, 'requestId'>

export const EMPTY_CASE: NewCaseValues = {
  caseType: null,
  title: '',
  description: '',
  entitlementId: null,
  customerSystemId: '',
  warrantyRepair: null,
  serialNumber: '',
  customerReference: '',
}

/** In the order of the page, so that the first fault is the one to go to. */
export const NEW_CASE_FIELDS = [
  'caseType',
  'title',
  'description',
  'entitlementId',
  'customerSystemId',
  'warrantyRepair',
  'serialNumber',
  'customerReference',
] as const satisfies readonly NewCaseField[]

const LONGEST: Partial<Record<NewCaseField, number>> = {
  title: MAX_TITLE_LENGTH,
  description: MAX_DESCRIPTION_LENGTH,
  customerSystemId: MAX_SHORT_LENGTH,
  serialNumber: MAX_SHORT_LENGTH,
  customerReference: MAX_SHORT_LENGTH,
}

export function longestOf(field: NewCaseField): number | undefined {
  return LONGEST[field]
}

export function isNewCaseField(name: string): name is NewCaseField {
  return (NEW_CASE_FIELDS as readonly string[]).includes(name)
}

export function findFaults(values: NewCaseValues): Partial<Record<NewCaseField, FieldFault>> {
  const faults: Partial<Record<NewCaseField, FieldFault>> = {}
  if (values.caseType === null) faults.caseType = 'required'
  for (const field of ['title', 'description'] as const) if (values[field].trim() === '') faults[field] = 'required'
  for (const field of NEW_CASE_FIELDS) {
    const value = values[field]
    const longest = longestOf(field)
    if (typeof value === 'string' && longest !== undefined && value.trim().length > longest) faults[field] = 'too_long'
  }
  return faults
}

/** What is sent; only for values without a fault. */
export function toNewCaseBody(values: NewCaseValues, files: string[]): NewCaseBody {
  return {
    caseType: values.caseType ?? 'support',
    title: values.title.trim(),
    description: values.description.trim(),
    entitlementId: values.entitlementId,
    customerSystemId: values.customerSystemId.trim() || null,
    warrantyRepair: values.warrantyRepair,
    serialNumber: values.serialNumber.trim() || null,
    customerReference: values.customerReference.trim() || null,
    files,
  }
}

export function isTouched(values: NewCaseValues): boolean {
  return NEW_CASE_FIELDS.some((field) => values[field] !== EMPTY_CASE[field])
}

/** What a kept form says, value by value; what makes no sense any more is left out. */
export function readValues(kept: unknown): NewCaseValues {
  const stored: Record<string, unknown> = Object(kept)
  const text = (name: NewCaseField) => (typeof stored[name] === 'string' ? stored[name] : '')
  return {
    caseType: CASE_TYPES.find((type) => type === stored.caseType) ?? null,
    title: text('title'),
    description: text('description'),
    entitlementId: text('entitlementId') || null,
    customerSystemId: text('customerSystemId'),
    warrantyRepair: typeof stored.warrantyRepair === 'boolean' ? stored.warrantyRepair : null,
    serialNumber: text('serialNumber'),
    customerReference: text('customerReference'),
  }
}
