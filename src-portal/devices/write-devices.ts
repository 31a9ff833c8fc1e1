import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/open.ts'
import type { Planned } from './plan.ts'

const BATCH = 5_000

/**
 * Writes the planned devices and tells the change feed of each in one statement: a trigger a row would update the one row of
 * the clock as often, each time past all its earlier versions. Nothing may be written in the transaction afterwards.
 */
export async function writeDevices(tx: Transaction, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  await tx.execute(sql`SELECT set_config('spica.feed', 'off', true)`)
  for (const batch of batches(planned)) await upsert(tx, batch)
  // When all are there that others point at.
  for (const batch of batches(planned)) await linkReplacements(tx, batch)
  await tellFeed(
    tx,
    planned.map(({ device }) => device.id),
  )
  await tx.execute(sql`SELECT set_config('spica.feed', '', true)`)
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH)
}

async function upsert(tx: Transaction, batch: readonly Planned[]): Promise<void> {
  const rows = JSON.stringify(batch.map(({ device }) => device))
  await tx.execute(sql`
    INSERT INTO devices (id, serial_number, model, account_id, entitlement_id, sold_on, sale_document, warranty_until, firmware,
      state)
    SELECT r.id, r."serialNumber", r.model, r."accountId", r."entitlementId", r."soldOn", r."saleDocument", r."warrantyUntil",
      r.firmware, r.state
    FROM json_to_recordset(${rows}::json) AS r(id text, "serialNumber" text, model text, "accountId" text,
      "entitlementId" text, "soldOn" date, "saleDocument" text, "warrantyUntil" date, firmware text, state text)
    ON CONFLICT (id) DO UPDATE SET model = excluded.model, account_id = excluded.account_id,
      entitlement_id = excluded.entitlement_id, sold_on = excluded.sold_on, sale_document = excluded.sale_document,
      warranty_until = excluded.warranty_until, firmware = excluded.firmware, state = excluded.state`)
}

async function linkReplacements(tx: Transaction, batch: readonly Planned[]): Promise<void> {
  const links = batch.map(({ device }) => ({ id: device.id, by: device.replacedById }))
  await tx.execute(sql`
    UPDATE devices d SET replaced_by_id = r.by
    FROM json_to_recordset(${JSON.stringify(links)}::json) AS r(id text, by text)
    WHERE d.id = r.id COLLATE "C" AND d.replaced_by_id IS DISTINCT FROM r.by`)
}

/** Everybody sees every device: scope ''. The clock's row is locked until the commit, as by the triggers. */
async function tellFeed(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    WITH changed AS (
      SELECT id, row_number() OVER () AS n FROM json_array_elements_text(${JSON.stringify(ids)}::json) AS id
    ), clock AS (
      UPDATE sync_clock SET seq = seq + ${ids.length} WHERE one = 1 RETURNING seq - ${ids.length} AS before
    )
    INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
    SELECT '', 'devices', changed.id, clock.before + changed.n, 'row', sync_now() FROM changed, clock
    ON CONFLICT (scope, table_name, row_id) DO UPDATE
      SET seq = excluded.seq, kind = excluded.kind, changed_at = excluded.changed_at`)
  await tx.execute(sql`SELECT pg_notify('sync_feed', '')`)
}
