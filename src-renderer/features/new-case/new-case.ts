import type { TFunction } from 'i18next'
import { type CaseType, MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH, NEW_CASE } from '#shared/domain/case.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { CaseSummary, ContactHit } from '#shared/rpc/models.ts'
import type { Words } from '../../components/problem-words.ts'

/** What the form holds; words as typed. */
export type NewCaseValues = {
  caseType: CaseType
  title: string
  description: string
  contact: ContactHit | null
  teamId: string | null
  entitlementId: string | null
  customerSystemId: string
  warrantyRepair: 'yes' | 'no' | 'unknown'
  serialNumber: string
  customerReference: string
}

/** The form waits here while another page is shown. */
export type NewCaseState = {
  values: NewCaseValues
  attempted: boolean
  /** It is being saved: until the answer it holds what was sent, whatever page is shown meanwhile. */
  busy: boolean
  /** Why it could not be saved. */
  problem: Words | null
}

export const EMPTY_VALUES: NewCaseValues = {
  caseType: 'support',
  title: '',
  description: '',
  contact: null,
  teamId: null,
  entitlementId: null,
  customerSystemId: '',
  warrantyRepair: 'unknown',
  serialNumber: '',
  customerReference: '',
}
export const EMPTY_NEW_CASE: NewCaseState = { values: EMPTY_VALUES, attempted: false, busy: false, problem: null }

/** Where the desk keeps the form's files. */
export const FILES_OF_NEW_CASE = { caseId: NEW_CASE, mode: 'reply' } as const

/** As the wire allows them. */
export const MAX_SHORT_LENGTH = 100

export const CHECKED_FIELDS = [
  'contact',
  'title',
  'description',
  'serialNumber',
  'customerSystemId',
  'customerReference',
] as const
export type CheckedField = (typeof CHECKED_FIELDS)[number]
export type Fault = 'missing' | 'tooLong'

const LIMITS: Record<Exclude<CheckedField, 'contact'>, number> = {
  title: MAX_TITLE_LENGTH,
  description: MAX_DESCRIPTION_LENGTH,
  serialNumber: MAX_SHORT_LENGTH,
  customerSystemId: MAX_SHORT_LENGTH,
  customerReference: MAX_SHORT_LENGTH,
}

export function limitOf(field: CheckedField): number {
  return field === 'contact' ? 0 : LIMITS[field]
}

/** What keeps the form from being saved, in the order of its fields. */
export function faultsOf(values: NewCaseValues): Partial<Record<CheckedField, Fault>> {
  const faults: Partial<Record<CheckedField, Fault>> = {}
  if (values.contact === null) faults.contact = 'missing'
  if (values.title.trim() === '') faults.title = 'missing'
  if (values.description.trim() === '') faults.description = 'missing'
  for (const field of CHECKED_FIELDS) {
    if (field !== 'contact' && values[field].trim().length > LIMITS[field]) faults[field] = 'tooLong'
  }
  return faults
}

/** True when leaving would throw words away. */
export function isTouched(values: NewCaseValues): boolean {
  return (
    values.contact !== null ||
    [values.title, values.description, values.serialNumber, values.customerSystemId, values.customerReference].some(
      (text) => text.trim() !== '',
    )
  )
}

/** The input of `cases.create`; `values` must be without faults. */
export function creationOf(values: NewCaseValues, contactId: string) {
  const orNull = (text: string) => text.trim() || null
  return {
    caseType: values.caseType,
    title: values.title.replace(/\s+/g, ' ').trim(),
    description: values.description.trimEnd(),
    contactId,
    entitlementId: values.entitlementId,
    customerSystemId: orNull(values.customerSystemId),
    warrantyRepair: values.warrantyRepair === 'unknown' ? null : values.warrantyRepair === 'yes',
    serialNumber: orNull(values.serialNumber),
    customerReference: orNull(values.customerReference),
    ...(values.teamId === null ? {} : { teamId: values.teamId }),
  }
}

/** All that was entered, as a note of a case that is there already; of what that case says itself nothing is repeated. */
export function noteOf(values: NewCaseValues, { contactName }: Pick<CaseSummary, 'contactName'>, t: TFunction): string {
  const { contact, warrantyRepair } = values
  const caller = contact ? `${contact.contact.firstName} ${contact.contact.lastName}` : ''
  const facts = [
    [t('newCase.contact'), caller === contactName ? '' : caller],
    [t('case.serialNumber'), values.serialNumber],
    [t('case.warrantyRepair'), warrantyRepair === 'unknown' ? '' : t(`newCase.warranty.${warrantyRepair}`)],
    [t('case.customerSystemId'), values.customerSystemId],
    [t('case.customerReference'), values.customerReference],
  ].flatMap(([name, value = '']) => (value.trim() === '' ? [] : [`${name}: ${value.trim()}`]))
  return [values.title.trim(), values.description.trim(), facts.join('\n')].filter(Boolean).join('\n\n')
}

/** A device that was chosen tells what it is entitled to and whether its warranty still runs; `today` is `YYYY-MM-DD`. */
export function afterDevice(device: DeviceRow, today: string): Partial<NewCaseValues> {
  return {
    serialNumber: device.serialNumber,
    ...(device.entitlementId === null ? {} : { entitlementId: device.entitlementId }),
    ...(device.warrantyUntil === null
      ? {}
      : { warrantyRepair: today <= device.warrantyUntil ? ('yes' as const) : ('no' as const) }),
  }
}
