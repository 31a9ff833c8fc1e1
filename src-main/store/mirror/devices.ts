import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Mirror } from '../open.ts'

const SELECT = `SELECT id, serial_number AS serialNumber, model, account_id AS accountId, entitlement_id AS entitlementId,
  sold_on AS soldOn, warranty_until AS warrantyUntil, firmware FROM devices`

/** By serial number, however it was typed: those that begin with it first, then those that contain it (3 characters or more). */
export function findDevices(mirror: Mirror, text: string, limit: number): DeviceRow[] {
  const key = lookUpKey(text.slice(0, 200))
  if (key === '') return []
  const first = mirror
    .prepare<DeviceRow>(`${SELECT} WHERE serial_key >= ? AND serial_key < ? ORDER BY serial_key, id LIMIT ?`)
    .all(key, `${key}~`, limit)
  if (first.length >= limit || key.length < 3) return first
  const known = new Set(first.map(({ id }) => id))
  const inside = mirror
    .prepare<DeviceRow>(
      `${SELECT} WHERE pk IN (SELECT rowid FROM device_keys WHERE device_keys MATCH ? LIMIT ?) ORDER BY serial_key, id`,
    )
    .all(`"${key}"`, limit + first.length)
  return [...first, ...inside.filter(({ id }) => !known.has(id))].slice(0, limit)
}

export function deviceBySerial(mirror: Mirror, serialKey: string): DeviceRow | null {
  return mirror.prepare<DeviceRow>(`${SELECT} WHERE serial_key = ? ORDER BY id LIMIT 1`).get(serialKey) ?? null
}
