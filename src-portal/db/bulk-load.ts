import { sql } from 'drizzle-orm'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import type { Database, Transaction } from './open.ts'
import { scopeSql, tableNameOf } from './sync-sources.ts'

/**
 * Runs `load` in one transaction without the change feed's trigger, then gives every row that the feed does not know
 * its number in one statement a table: hundreds of thousands of rows would otherwise queue a trigger call each.
 * Only for inserts. Other writers wait at their commit while the feed is filled.
 */
export async function bulkLoad<T>(db: Database, load: (tx: Transaction) => Promise<T>): Promise<T> {
  const result = await db.transaction(async (tx) => {
    await tx.execute(sql`SELECT set_config('spica.feed', 'off', true)`)
    const loaded = await load(tx)
    for (const table of SYNC_TABLES) {
      await tx.execute(sql`
        WITH known AS (
          SELECT t.id, ${sql.raw(scopeSql(table, 't'))} AS scope FROM ${sql.identifier(tableNameOf(table))} t
        ), missing AS (
          SELECT id, scope, row_number() OVER (ORDER BY id) AS n FROM known
          WHERE NOT EXISTS (
            SELECT 1 FROM sync_change c WHERE c.scope = known.scope AND c.table_name = ${table} AND c.row_id = known.id)
        ), clock AS (
          UPDATE sync_clock SET seq = seq + (SELECT count(*) FROM missing) WHERE one = 1
          RETURNING seq - (SELECT count(*) FROM missing) AS before
        )
        INSERT INTO sync_change (scope, table_name, row_id, seq, kind, changed_at)
        SELECT missing.scope, ${table}, missing.id, clock.before + missing.n, 'row', sync_now()
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
