import { z } from 'zod'

/** What a column of an imported file can say of a device; its header may be any of `DEVICE_HEADERS` (on the portal). */
export const DEVICE_COLUMNS = [
  'serialNumber',
  'model',
  'owner',
  'soldOn',
  'saleDocument',
  'warrantyUntil',
  'entitlement',
  'state',
  'replacedBy',
  'replaces',
  'firmware',
] as const
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number]

/** Why the file as a whole cannot be read; `value` says which header, sheet or number. */
export const DEVICE_FILE_ERRORS = [
  'not_readable',
  'encrypted',
  'old_excel',
  'empty',
  'no_serial_column',
  'column_twice',
  'too_large',
  'too_many_rows',
] as const
export type DeviceFileError = (typeof DEVICE_FILE_ERRORS)[number]

/** Why a row cannot be taken. `value`: what the cell says; `other`: what it does not agree with, e.g. the first row of that number. */
export const DEVICE_ROW_ERRORS = [
  'serial_missing',
  'serial_not_plain',
  'serial_twice',
  'model_missing',
  'too_long',
  'owner_unknown',
  'owner_ambiguous',
  'date_not_readable',
  'warranty_before_sale',
  'entitlement_without_owner',
  'entitlement_unknown',
  'entitlement_ambiguous',
  'state_unknown',
  'replacement_unknown',
  'replacement_itself',
  'replacement_twice',
  'replacement_circle',
] as const
export type DeviceRowErrorCode = (typeof DEVICE_ROW_ERRORS)[number]

/** `row`: its number in the file, as a spreadsheet shows it. */
export const deviceRowError = z.object({
  row: z.number().int(),
  column: z.enum(DEVICE_COLUMNS),
  code: z.enum(DEVICE_ROW_ERRORS),
  value: z.string(),
  other: z.string().nullable(),
})
export type DeviceRowError = z.infer<typeof deviceRowError>

/** At most so many errors are listed; `errorCount` counts all. */
export const MAX_LISTED_ERRORS = 1000
/** Rows shown of what an import does. */
export const MAX_LISTED_CHANGES = 50

export const deviceImportReport = z.object({
  /** Set: nothing else could be found out. */
  file: z.object({ code: z.enum(DEVICE_FILE_ERRORS), value: z.string() }).nullable(),
  /** Rows with anything in them, without the headers. */
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  errorCount: z.number().int(),
  /** In the file's order. */
  errors: z.array(deviceRowError),
  /** Headers that mean nothing here; their cells are left aside. */
  ignoredHeaders: z.array(z.string()),
  /** The first of what is added or changed. */
  changes: z.array(
    z.object({
      row: z.number().int(),
      kind: z.enum(['added', 'changed']),
      /** What becomes another, of a device that is changed. */
      columns: z.array(z.enum(DEVICE_COLUMNS)),
      /** As the registry has it, or will. */
      serialNumber: z.string(),
      model: z.string(),
      ownerName: z.string().nullable(),
    }),
  ),
  /** The registry says so now. False for a preview, and wherever there is an error: then nothing was taken. */
  imported: z.boolean(),
})
export type DeviceImportReport = z.infer<typeof deviceImportReport>

export const deviceImportQuery = z.object({ preview: z.enum(['true', 'false']).default('true') })

export const MAX_DEVICE_FILE_BYTES = 25 * 1024 * 1024
export const MAX_DEVICE_ROWS = 200_000
