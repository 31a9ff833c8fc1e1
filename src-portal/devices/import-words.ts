import type {
  DeviceColumn,
  DeviceFileError,
  DeviceImportReport,
  DeviceRowError,
  DeviceRowErrorCode,
} from '#shared/portal-api/device-import.ts'

/** What the person at the terminal reads; the desk has words of its own in both languages. */

const FILE_WORDS: Record<DeviceFileError, (value: string) => string> = {
  not_readable: () => 'The file cannot be read as CSV or XLSX. Save it anew from the spreadsheet.',
  encrypted: () => 'The workbook is locked with a password. Save it without one.',
  old_excel: () => 'The workbook is in the format of Excel 97-2003. Save it as .xlsx or CSV.',
  empty: () => 'The file has no rows with devices.',
  no_serial_column: () =>
    'No column is called "Serial number" or "Serijska številka". Name the columns in the first row.',
  column_twice: (value) => `Two columns say the same; one of them is "${value}". Leave one.`,
  too_large: () => 'Unpacked, the file is larger than a list of devices can be. Split it.',
  too_many_rows: (value) => `The file has more than ${value} rows. Split it.`,
}

const ROW_WORDS: Record<DeviceRowErrorCode, (error: DeviceRowError) => string> = {
  serial_missing: () => 'the serial number is missing; write it or delete the row',
  serial_not_plain: ({ value }) =>
    `"${value}" is not a serial number; if the spreadsheet has shortened it, format the column as text and enter it anew`,
  serial_twice: ({ value, other }) => `"${value}" stands in row ${other} already; leave one of them`,
  model_missing: () => 'a new device needs a model',
  too_long: ({ value }) => `"${value.slice(0, 30)}…" is too long; shorten it`,
  owner_unknown: ({ value }) => `there is no company "${value}"; write its tax number, or its name as in the portal`,
  owner_ambiguous: ({ value }) => `there are several companies "${value}"; write the tax number or the id of one`,
  date_not_readable: ({ value }) => `"${value}" is not a date; write it as 2026-03-31 or 31. 3. 2026`,
  warranty_before_sale: ({ value, other }) =>
    `the warranty ends on ${value}, before the sale on ${other}; put one right`,
  entitlement_without_owner: ({ value }) => `the contract "${value}" needs an owner; fill in the owner as well`,
  entitlement_unknown: ({ value, other }) => `${other} has no contract "${value}"; write it as in the portal`,
  entitlement_ambiguous: ({ value, other }) => `${other} has several contracts "${value}"; write the id of one`,
  state_unknown: ({ value }) => `"${value}" is not a state; use in stock, in use, in service, replaced or retired`,
  replacement_unknown: ({ value }) => `there is no device "${value}"; add a row for it or correct the number`,
  replacement_itself: () => 'a device cannot replace itself; correct the number',
  replacement_twice: ({ other }) => `row ${other} names another device in its place; leave one of them`,
  replacement_circle: () => 'the replacements go round in a circle; correct one of the numbers',
}

const COLUMN_WORDS: Record<DeviceColumn, string> = {
  serialNumber: 'Serial number',
  model: 'Model',
  owner: 'Owner',
  soldOn: 'Sold on',
  saleDocument: 'Document',
  warrantyUntil: 'Warranty until',
  entitlement: 'Contract',
  state: 'State',
  replacedBy: 'Replaced by',
  replaces: 'Replaces',
  firmware: 'Firmware',
}

/** Lines for a terminal. */
export function describeReport(report: DeviceImportReport): string[] {
  if (report.file) return [FILE_WORDS[report.file.code](report.file.value)]
  const { rows, added, changed, unchanged, errorCount, errors, ignoredHeaders, imported } = report
  const ignored = ignoredHeaders.length > 0 ? [`Left aside: columns ${ignoredHeaders.join(', ')}`] : []
  const listed = errors.map(
    (error) => `Row ${error.row}, ${COLUMN_WORDS[error.column]}: ${ROW_WORDS[error.code](error)}`,
  )
  const more = errorCount > errors.length ? [`… and ${errorCount - errors.length} more`] : []
  const counts = `${rows} rows: ${added} new, ${changed} changed, ${unchanged} as they were`
  if (errorCount > 0) return [...ignored, ...listed, ...more, `${errorCount} errors: nothing was imported`]
  return [...ignored, imported ? counts : `${counts} (nothing was written)`]
}
