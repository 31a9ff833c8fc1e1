import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceColumn, DeviceRowError } from '#shared/portal-api/device-import.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Known } from './known.ts'
import { errorIn, type ImportRow, type Said } from './read-rows.ts'
import { planReplacements } from './replacements.ts'

/** `columns`: what becomes another, of a device that is changed. */
export type Planned = { row: number; kind: 'added' | 'changed'; columns: DeviceColumn[]; device: DeviceRow }
export type Plan = { planned: Planned[]; unchanged: number; errors: DeviceRowError[] }

/** What the rows make of the registry; where `errors` has any, nothing of it may be written. */
export function planImport(rows: readonly ImportRow[], known: Known, newId: () => string): Plan {
  const errors: DeviceRowError[] = []
  const made = new Map<string, { row: number; device: DeviceRow }>()
  for (const row of rows) {
    const device = deviceOf(row, known, newId, errors)
    if (device !== null) made.set(row.key, { row: row.row, device })
  }
  planReplacements(rows, known, made, errors)

  const planned: Planned[] = []
  let unchanged = 0
  for (const { row, device } of made.values()) {
    const before = known.devices.get(lookUpKey(device.serialNumber))
    const columns = before === undefined ? [] : changedColumns(before, device)
    if (before === undefined) planned.push({ row, kind: 'added', columns, device })
    else if (columns.length === 0) unchanged += 1
    else planned.push({ row, kind: 'changed', columns, device })
  }
  return { planned, unchanged, errors: errors.sort((one, other) => one.row - other.row) }
}

/** `id` and the number are what the device is known by. */
const COLUMN_OF: Record<Exclude<keyof DeviceRow, 'id' | 'serialNumber'>, DeviceColumn> = {
  model: 'model',
  accountId: 'owner',
  soldOn: 'soldOn',
  saleDocument: 'saleDocument',
  warrantyUntil: 'warrantyUntil',
  entitlementId: 'entitlement',
  state: 'state',
  replacedById: 'replacedBy',
  firmware: 'firmware',
}

function changedColumns(before: DeviceRow, after: DeviceRow): DeviceColumn[] {
  const fields = Object.keys(COLUMN_OF) as (keyof typeof COLUMN_OF)[]
  return fields.filter((field) => before[field] !== after[field]).map((field) => COLUMN_OF[field])
}

const or = <T>(said: Said<T>, known: T | null): T | null => (said === undefined ? known : said)

/** Null where the row has an error; `errors` has it then. */
function deviceOf(row: ImportRow, known: Known, newId: () => string, errors: DeviceRowError[]): DeviceRow | null {
  const before = known.devices.get(row.key)
  const model = row.model ?? before?.model
  if (model === undefined) {
    errors.push(errorIn(row.row, 'model', 'model_missing', ''))
    return null
  }
  const accountId = ownerOf(row, before, known, errors)
  if (accountId === undefined) return null
  const entitlementId = contractOf(row, accountId, before, known, errors)
  if (entitlementId === undefined) return null
  const soldOn = or(row.soldOn, before?.soldOn ?? null)
  const warrantyUntil = or(row.warrantyUntil, before?.warrantyUntil ?? null)
  if (soldOn !== null && warrantyUntil !== null && warrantyUntil < soldOn) {
    errors.push(errorIn(row.row, 'warrantyUntil', 'warranty_before_sale', warrantyUntil, soldOn))
    return null
  }
  return {
    id: before?.id ?? newId(),
    // A device keeps the writing of its number: the file may have it without dashes.
    serialNumber: before?.serialNumber ?? row.serialNumber,
    model,
    accountId,
    entitlementId,
    soldOn,
    saleDocument: or(row.saleDocument, before?.saleDocument ?? null),
    warrantyUntil,
    firmware: or(row.firmware, before?.firmware ?? null),
    state: row.state ?? before?.state ?? (accountId === null ? 'in_stock' : 'in_use'),
    replacedById: before?.replacedById ?? null,
  }
}

function ownerOf(
  { row, owner }: ImportRow,
  before: DeviceRow | undefined,
  { companies }: Known,
  errors: DeviceRowError[],
): string | null | undefined {
  if (typeof owner !== 'string') return owner === null ? null : (before?.accountId ?? null)
  const found = companies.find(owner)
  if (typeof found === 'object') return found.id
  errors.push(errorIn(row, 'owner', found === 'unknown' ? 'owner_unknown' : 'owner_ambiguous', owner))
  return undefined
}

/** A contract is the owner's: with another owner the former one's is gone. */
function contractOf(
  { row, entitlement }: ImportRow,
  accountId: string | null,
  before: DeviceRow | undefined,
  known: Known,
  errors: DeviceRowError[],
): string | null | undefined {
  if (typeof entitlement !== 'string') {
    const kept = before?.entitlementId ?? null
    const same = kept !== null && known.contractById.get(kept)?.accountId === accountId
    return entitlement === undefined && same ? kept : null
  }
  const fail = (code: 'entitlement_without_owner' | 'entitlement_unknown' | 'entitlement_ambiguous') => {
    const owner = accountId === null ? null : known.companies.nameOf(accountId)
    errors.push(errorIn(row, 'entitlement', code, entitlement, owner))
    return undefined
  }
  if (accountId === null) return fail('entitlement_without_owner')
  const named = (known.contracts.get(accountId) ?? []).filter(
    ({ id, name }) => id === entitlement || name.toLowerCase() === entitlement.toLowerCase(),
  )
  if (named.length > 1) return fail('entitlement_ambiguous')
  return named[0]?.id ?? fail('entitlement_unknown')
}
