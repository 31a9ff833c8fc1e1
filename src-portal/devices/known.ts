import { sql } from 'drizzle-orm'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { DeviceRow } from '#shared/portal-api/rows.ts'
import type { Transaction } from '../db/open.ts'
import { accounts, entitlements } from '../db/schema.ts'
import { wireRowSql } from '../db/sync-sources.ts'
import { type Companies, companyNames } from './companies.ts'

export type Contract = { id: string; accountId: string; name: string }

/** What the registry knows of what a file names. */
export type Known = {
  /** By `lookUpKey` of the serial number. */
  devices: Map<string, DeviceRow>
  companies: Companies
  contracts: Map<string, Contract[]>
  contractById: Map<string, Contract>
  /** Ids of devices that were replaced, and by which. */
  replacements: Map<string, string>
}

const BATCH = 10_000

export async function readKnown(tx: Transaction, keys: readonly string[]): Promise<Known> {
  const devices = new Map<string, DeviceRow>()
  for (let at = 0; at < keys.length; at += BATCH) {
    const wanted = JSON.stringify(keys.slice(at, at + BATCH))
    const { rows } = (await tx.execute(sql`
      SELECT ${sql.raw(wireRowSql('devices', 'd'))} AS wire FROM devices d
      WHERE d.serial_key IN (SELECT json_array_elements_text(${wanted}::json))`)) as { rows: { wire: string }[] }
    for (const { wire } of rows) {
      const device = JSON.parse(wire) as DeviceRow
      devices.set(lookUpKey(device.serialNumber), device)
    }
  }
  const contracts = new Map<string, Contract[]>()
  const contractById = new Map<string, Contract>()
  for (const { id, accountId, name } of await tx.select().from(entitlements)) {
    const contract = { id, accountId, name }
    contractById.set(id, contract)
    contracts.set(accountId, [...(contracts.get(accountId) ?? []), contract])
  }
  const { rows: links } = (await tx.execute(
    sql`SELECT id, replaced_by_id AS "by" FROM devices WHERE replaced_by_id IS NOT NULL`,
  )) as { rows: { id: string; by: string }[] }
  return {
    devices,
    companies: companyNames(await tx.select().from(accounts)),
    contracts,
    contractById,
    replacements: new Map(links.map(({ id, by }) => [id, by])),
  }
}
