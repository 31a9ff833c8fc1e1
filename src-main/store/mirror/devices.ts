import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

/** A `DeviceRow`. */
export const DEVICE_FIELDS = `id, serial_number AS serialNumber, model, account_id AS accountId,
  entitlement_id AS entitlementId, sold_on AS soldOn, sale_document AS saleDocument, warranty_until AS warrantyUntil, firmware,
  state, replaced_by_id AS replacedById`
const SELECT = `SELECT ${DEVICE_FIELDS} FROM devices`

/** Hits that a list shows without scrolling; more are asked for when somebody scrolls. */
export const LOOK_UP_HITS = 20

export const DEVICES_BEGINNING = `${SELECT} WHERE serial_key >= ? AND serial_key < ? ORDER BY serial_key, id LIMIT ?`
export const DEVICES_INSIDE = `${SELECT} WHERE pk IN (
  SELECT DISTINCT device_pk FROM device_suffixes WHERE suffix >= ? AND suffix < ? LIMIT ?)
  ORDER BY serial_key, id`

/** By serial number, however it was typed: those that begin with it first, then those that contain it. */
export function findDevices(mirror: Mirror, text: string, limit: number): DeviceRow[] {
  const key = lookUpKey(text.slice(0, 200))
  if (key === '') return []
  const first = mirror.prepare<DeviceRow>(DEVICES_BEGINNING).all(key, `${key}~`, limit)
  if (first.length >= limit) return first
  const known = new Set(first.map(({ id }) => id))
  const inside = mirror.prepare<DeviceRow>(DEVICES_INSIDE).all(key, `${key}~`, limit)
  return [...first, ...inside.filter(({ id }) => !known.has(id))].slice(0, limit)
}

export function deviceBySerial(mirror: Mirror, serialKey: string): DeviceRow | null {
  return mirror.prepare<DeviceRow>(`${SELECT} WHERE serial_key = ? ORDER BY id LIMIT 1`).get(serialKey) ?? null
}

/** What one step of `warmLookUp` reads: some 20 ms where nothing is in memory yet. */
const WARM_STEP = 25_000

/**
 * Reads the devices and their suffixes into the page cache, a step a turn: a look-up then waits for no disk, wherever its
 * hits lie. For the quiet time after a start.
 */
export function* warmLookUp(mirror: Mirror): Generator<void, void, void> {
  const rows = mirror.prepare<number>('SELECT max(pk) FROM (SELECT pk FROM devices WHERE pk > ? ORDER BY pk LIMIT ?)', {
    pluck: true,
  })
  for (let at = rows.get(0, WARM_STEP); at; at = rows.get(at, WARM_STEP)) yield
  const suffixes = mirror.prepare<string>(
    'SELECT max(suffix) FROM (SELECT suffix FROM device_suffixes WHERE suffix > ? ORDER BY suffix LIMIT ?)',
    { pluck: true },
  )
  for (let at = suffixes.get('', WARM_STEP); at; at = suffixes.get(at, WARM_STEP)) yield
}
