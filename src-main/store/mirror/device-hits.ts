import { lookUpKey } from '#shared/domain/look-up.ts'
import { keysOneSlipAway, MIN_NEAR } from '#shared/domain/serial-number.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { DeviceHit } from '#shared/rpc/devices.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { DEVICE_FIELDS, findDevices } from './devices.ts'
import { caseSummaries } from './summaries.ts'

/** Near misses that are offered. */
export const NEAR_SHOWN = 5
/** Longer than any serial number; what is one slip away from it need not be looked for. */
export const MAX_NEAR = 40

export type LookedUp = { hits: DeviceHit[]; exact: boolean; more: boolean; near: DeviceHit[]; cases: CaseSummary[] }

export const CASES_OF_NUMBER = 'SELECT pk FROM cases WHERE serial_key = ? ORDER BY modified_at DESC, pk DESC LIMIT 20'

/** Devices that contain the number, the very one first; where it is not there, also those that differ by one slip. */
export function lookUp(mirror: Mirror, text: string, limit: number): LookedUp {
  const key = lookUpKey(text.slice(0, 200))
  const found = findDevices(mirror, text, limit + 1)
  const exact = found[0] !== undefined && lookUpKey(found[0].serialNumber) === key
  const near = exact ? [] : nearDevices(mirror, key)
  return {
    hits: withOwners(mirror, found.slice(0, limit)),
    exact,
    more: found.length > limit,
    near: withOwners(mirror, near),
    cases: key === '' ? [] : caseSummaries(mirror, mirror.prepare<number>(CASES_OF_NUMBER, { pluck: true }).all(key)),
  }
}

export const NEAR_DEVICES = `SELECT DISTINCT ${DEVICE_FIELDS} FROM devices
  WHERE serial_key IN (SELECT value FROM json_each(?)) ORDER BY serial_key LIMIT ${NEAR_SHOWN}`

function nearDevices(mirror: Mirror, key: string): DeviceRow[] {
  if (key.length < MIN_NEAR || key.length > MAX_NEAR) return []
  return mirror.prepare<DeviceRow>(NEAR_DEVICES).all(JSON.stringify([...keysOneSlipAway(key)]))
}

export function withOwners(mirror: Mirror, devices: readonly DeviceRow[]): DeviceHit[] {
  const name = mirror.prepare<string>('SELECT name FROM accounts WHERE id = ?', { pluck: true })
  return devices.map((device) => ({
    device,
    accountName: device.accountId === null ? null : (name.get(device.accountId) ?? null),
  }))
}
