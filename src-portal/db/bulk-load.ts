import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import type { Database, Transaction } from './open.ts'
import { SYNC_SOURCES } from './sync-sources.ts'

/**
 * Runs `load` in one transaction without the change feed's trigger, then gives every row that the feed does not know
 * its number in one statement a table: hundreds of thousands of rows would otherwise queue a trigger call each.
 * Only for inserts. Other writers wait at their commit while the feed is filled.
 */
export async function bulkLoad<T>(db: Database, load: (tx: Transaction) => Promise<T>): Promise<T> {
  const result = await db.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('spica.feed', 'off', true)`)
    const loaded = await load(tx)
    for (const [wireName, source] of Object.entries(SYNC_SOURCES)) {
      const table = sql.identifier(getTableConfig(source.table).name)
      await tx.execute(sql`
        WITH missing AS (
          SELECT t.id, row_number() OVER (ORDER BY t.id) AS n FROM ${table} t
          WHERE NOT EXISTS (SELECT 1 FROM sync_change c WHERE c.table_name = ${wireName} AND c.row_id = t.id)
        ), clock AS (
          UPDATE sync_clock SET seq = seq + (SELECT count(*) FROM missing) WHERE one = 1
          RETURNING seq - (SELECT count(*) FROM missing) AS before
        )
        INSERT INTO sync_change (table_name, row_id, seq, kind, changed_at)
        SELECT ${wireName}, missing.id, clock.before + missing.n, 'row', floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
        FROM missing, clock`)
    }
    await tx.execute(sql`SELECT set_config('spica.feed', '', true)`)
    await tx.execute(sql`SELECT pg_notify('sync_feed', '')`)
    return loaded
  })
  // PGlite has no autovacuum, and without statistics the planner does not trust its indexes.
  await db.execute(sql`ANALYZE`)
  return result
}
