import type { z } from 'zod'
import { MAX_DEVICES, type ownDevices } from '#shared/customer-api/cases.ts'
import { dayInLjubljana } from '#shared/domain/day.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import type { Query } from '../db/open.ts'
import { type Customer, readAs } from './scope.ts'

type Devices = z.infer<typeof ownDevices>
type Row = Devices['devices'][number] & { total: number }

/** As `lookUpKey` folds it; models have no stored key. A company's devices are few enough to be looked through. */
const MODEL_KEY = `translate(regexp_replace(upper(d.model collate "C"), '[^A-Z0-9]', '', 'g'), 'OI', '01')`

const SELECT = `SELECT d.serial_number AS "serialNumber", d.model, d.warranty_until AS "warrantyUntil",
  $3::date <= d.warranty_until AS "underWarranty", count(*) OVER ()::int AS total
FROM own_devices d
WHERE $4 = '' OR d.serial_key LIKE '%' || $4 || '%' OR ${MODEL_KEY} LIKE '%' || $4 || '%'
ORDER BY d.serial_key = $4 DESC, d.serial_key LIKE $4 || '%' DESC, d.model, d.serial_number LIMIT ${MAX_DEVICES}`

/**
 * The devices of the customer's company whose number or model has what was typed, however it is written; the one with just
 * that number first, and all where nothing was typed. A page of `MAX_DEVICES`, and how many there are.
 */
export async function searchOwnDevices(
  query: Query,
  customer: Customer,
  { text, now }: { text: string; now: number },
): Promise<Devices> {
  const key = lookUpKey(text)
  // What has neither letter nor digit in it is in no number.
  if (key === '' && text.trim() !== '') return { devices: [], total: 0 }
  const rows = await readAs<Row>(query, customer, SELECT, [dayInLjubljana(now), key])
  return { devices: rows.map(({ total: _, ...device }) => device), total: rows[0]?.total ?? 0 }
}
