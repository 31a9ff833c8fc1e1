import type { DeviceState } from '#shared/domain/device.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import {
  type DeviceColumn,
  type DeviceRowError,
  type DeviceRowErrorCode,
  MAX_DEVICE_ROWS,
} from '#shared/portal-api/device-import.ts'
import { FileFault } from './file-fault.ts'
import { type Headers, readHeaders } from './headers.ts'
import { type FileRow, readFile } from './read-file.ts'
import { dayOf, stateOf } from './words.ts'

/** Undefined: the file says nothing, so it stays. Null: to be taken away. */
export type Said<T> = T | null | undefined

/** What one row says of a device, read but not yet compared with anything. */
export type ImportRow = {
  row: number
  serialNumber: string
  /** `lookUpKey` of it: under this the device is known. */
  key: string
  model: Said<string>
  owner: Said<string>
  soldOn: Said<string>
  saleDocument: Said<string>
  warrantyUntil: Said<string>
  entitlement: Said<string>
  state: DeviceState | undefined
  replacedBy: Said<string>
  replaces: string | undefined
  firmware: Said<string>
}

export type ImportFile = { rows: ImportRow[]; count: number; ignoredHeaders: string[]; errors: DeviceRowError[] }

/** Titles and blank rows may come before the headers. */
const HEADERS_WITHIN = 20
const MAX_LENGTH: Partial<Record<DeviceColumn, number>> = { serialNumber: 100 }
const DEFAULT_LENGTH = 200
/** What Excel makes of a long number in a column that is not text; it always writes the plus, and `5E10023` may be a number. */
const SHORTENED = /^\d([.,]\d+)?E\+\d+$/i

/** Reads the file row by row. Throws `FileFault`. */
export async function readRows(bytes: Uint8Array): Promise<ImportFile> {
  const file: ImportFile = { rows: [], count: 0, ignoredHeaders: [], errors: [] }
  const rowOf = new Map<string, number>()
  let headers: Headers | null = null
  let seen = 0
  for await (const { row, cells } of readFile(bytes)) {
    if (cells.every((cell) => cell.trim() === '')) continue
    seen += 1
    if (headers === null) {
      headers = readHeaders(cells)
      if (headers?.twice) throw new FileFault('column_twice', headers.twice)
      if (headers === null && seen >= HEADERS_WITHIN) throw new FileFault('no_serial_column')
      continue
    }
    file.count += 1
    if (file.count > MAX_DEVICE_ROWS) throw new FileFault('too_many_rows', String(MAX_DEVICE_ROWS))
    const before = file.errors.length
    const read = readRow({ row, cells }, headers, file.errors)
    const first = rowOf.get(read.key)
    if (first === undefined) {
      if (read.key !== '') rowOf.set(read.key, row)
      if (file.errors.length === before) file.rows.push(read)
    } else file.errors.push(errorIn(row, 'serialNumber', 'serial_twice', read.serialNumber, String(first)))
  }
  if (seen === 0) throw new FileFault('empty')
  if (headers === null) throw new FileFault('no_serial_column')
  if (file.count === 0) throw new FileFault('empty')
  file.ignoredHeaders = headers.ignored
  return file
}

export function errorIn(
  row: number,
  column: DeviceColumn,
  code: DeviceRowErrorCode,
  value: string,
  other: string | null = null,
): DeviceRowError {
  return { row, column, code, value: value.slice(0, 200), other: other?.slice(0, 200) ?? null }
}

/** What cannot be read of it comes to `errors`. `key` is empty where the number is no number. */
function readRow({ row, cells }: FileRow, { places }: Headers, errors: DeviceRowError[]): ImportRow {
  const fail = (column: DeviceColumn, code: DeviceRowErrorCode, value: string) => {
    errors.push(errorIn(row, column, code, value))
    return undefined
  }
  const cell = (column: DeviceColumn): string => {
    const place = places.get(column)
    // PostgreSQL has no NUL in texts.
    const text = place === undefined ? '' : (cells[place] ?? '').replaceAll('\0', '').replace(/\s+/g, ' ').trim()
    if (text.length <= (MAX_LENGTH[column] ?? DEFAULT_LENGTH)) return text
    fail(column, 'too_long', text)
    return ''
  }
  const said = (column: DeviceColumn): Said<string> => {
    const text = cell(column)
    if (text === '') return undefined
    return text === '-' || text === '–' ? null : text
  }
  const day = (column: DeviceColumn): Said<string> => {
    const text = said(column)
    if (typeof text !== 'string') return text
    return dayOf(text) ?? fail(column, 'date_not_readable', text)
  }

  const before = errors.length
  const serialNumber = cell('serialNumber')
  const key = SHORTENED.test(serialNumber) ? '' : lookUpKey(serialNumber)
  if (errors.length === before && serialNumber === '') fail('serialNumber', 'serial_missing', '')
  else if (errors.length === before && key === '') {
    fail('serialNumber', 'serial_not_plain', serialNumber)
  }
  const stateText = said('state')
  return {
    row,
    serialNumber,
    key,
    model: said('model') ?? undefined,
    owner: said('owner'),
    soldOn: day('soldOn'),
    saleDocument: said('saleDocument'),
    warrantyUntil: day('warrantyUntil'),
    entitlement: said('entitlement'),
    state:
      typeof stateText === 'string' ? (stateOf(stateText) ?? fail('state', 'state_unknown', stateText)) : undefined,
    replacedBy: said('replacedBy'),
    replaces: said('replaces') ?? undefined,
    firmware: said('firmware'),
  }
}
