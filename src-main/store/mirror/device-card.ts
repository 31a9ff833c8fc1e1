import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceRow, EntitlementRow } from '#shared/portal-api/rows.ts'
import type { DeviceCard, DeviceHit } from '#shared/rpc/devices.ts'
import type { CaseSummary } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'
import { findAccount } from './accounts.ts'
import { withOwners } from './device-hits.ts'
import { DEVICE_FIELDS } from './devices.ts'
import { caseSummaries } from './summaries.ts'

/** Newest first; more than any device has. */
const MAX_CASES = 200

export const DEVICE_CASES = `SELECT pk FROM cases WHERE serial_key = ? ORDER BY modified_at DESC, pk DESC LIMIT ${MAX_CASES}`
export const OPEN_DEVICE_CASES = `SELECT pk FROM cases WHERE serial_key = ? AND open = 1 AND pk <> ? ORDER BY modified_at DESC, pk DESC LIMIT 10`
export const REPLACED_BY_DEVICE = `SELECT ${DEVICE_FIELDS} FROM devices WHERE replaced_by_id = ? ORDER BY serial_key LIMIT 20`

/** All that is known of a device but its repairs; null when it is not here. */
export function deviceCard(mirror: Mirror, deviceId: string): Omit<DeviceCard, 'rmas'> | null {
  const device = deviceById(mirror, deviceId)
  if (device === null) return null
  const key = lookUpKey(device.serialNumber)
  return {
    device,
    ...belongings(mirror, device),
    replaces: withOwners(mirror, mirror.prepare<DeviceRow>(REPLACED_BY_DEVICE).all(deviceId)),
    cases: caseSummaries(mirror, mirror.prepare<number>(DEVICE_CASES, { pluck: true }).all(key)),
  }
}

/** Whose it is, under which contract, and what came in its place. */
export function belongings(
  mirror: Mirror,
  { accountId, entitlementId, replacedById }: DeviceRow,
): Pick<DeviceCard, 'account' | 'entitlement' | 'replacedBy'> {
  const successor = replacedById === null ? null : deviceById(mirror, replacedById)
  return {
    account: accountId === null ? null : findAccount(mirror, accountId),
    entitlement: entitlementId === null ? null : findEntitlement(mirror, entitlementId),
    replacedBy: successor && (withOwners(mirror, [successor])[0] as DeviceHit),
  }
}

export function findEntitlement(mirror: Mirror, id: string): EntitlementRow | null {
  return (
    mirror
      .prepare<EntitlementRow>(
        `SELECT id, account_id AS accountId, name, valid_from AS validFrom, valid_until AS validUntil,
  first_response_minutes AS firstResponseMinutes, resolution_minutes AS resolutionMinutes
         FROM entitlements WHERE id = ?`,
      )
      .get(id) ?? null
  )
}

/** Open cases that name the same serial number, without one. */
export function openCasesOfDevice(mirror: Mirror, serialKey: string, withoutPk: number): CaseSummary[] {
  return caseSummaries(mirror, mirror.prepare<number>(OPEN_DEVICE_CASES, { pluck: true }).all(serialKey, withoutPk))
}

function deviceById(mirror: Mirror, id: string): DeviceRow | null {
  return mirror.prepare<DeviceRow>(`SELECT ${DEVICE_FIELDS} FROM devices WHERE id = ?`).get(id) ?? null
}
