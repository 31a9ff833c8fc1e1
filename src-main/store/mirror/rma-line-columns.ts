import { type RmaLineRow, SYNC_ROWS } from '#shared/portal-api/rows.ts'
import type { Value } from '../database.ts'
import type { CaseKeys } from './case-key.ts'

/** A line of an RMA has many fields, and each lies in a column of its own name. */
const FIELDS = Object.keys(SYNC_ROWS.rmaLines.shape) as (keyof RmaLineRow)[]

const columnOf = (field: keyof RmaLineRow): string =>
  field === 'caseId' ? 'case_pk' : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const RMA_LINE_COLUMNS = FIELDS.map(columnOf)

export function rmaLineValues(keyOf: CaseKeys, row: RmaLineRow): Value[] {
  return FIELDS.map((field) => (field === 'caseId' ? keyOf(row.caseId) : row[field]))
}

/** In SQL all fields of a line but its case. */
export const RMA_LINE_SELECT = FIELDS.filter((field) => field !== 'caseId')
  .map((field) => `${columnOf(field)} AS ${field}`)
  .join(', ')
