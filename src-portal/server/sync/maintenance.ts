import { sql } from 'drizzle-orm'
import type { PortalDatabase } from '../../db/open.ts'
import { retrying } from '../../db/retry.ts'

export const TOMBSTONE_DAYS = 90

/** Throws tombstones and evictions away that are older than 90 days, and raises the horizon: a cursor from before must begin anew. */
export async function pruneTombstones({ db }: PortalDatabase, now: number): Promise<void> {
  const before = now - TOMBSTONE_DAYS * 86_400_000
  await retrying(() =>
    db.transaction(async (tx) => {
      // The clock first, as every writer of the feed does, so that nobody waits in a circle.
      await tx.execute(sql`SELECT 1 FROM sync_clock FOR UPDATE`)
      await tx.execute(sql`
        WITH pruned AS (
          DELETE FROM sync_change WHERE kind <> 'row' AND changed_at < ${before} RETURNING seq
        )
        UPDATE sync_clock SET horizon = greatest(horizon, (SELECT max(seq) FROM pruned))`)
    }),
  )
}

/**
 * For a database that was restored from a copy: the feed goes on with numbers that desks have seen on other rows, and only
 * another epoch makes them load everything anew.
 */
export async function beginEpoch({ db }: Pick<PortalDatabase, 'db'>): Promise<void> {
  await db.execute(sql`UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', '')`)
}

/** What autovacuum does on a server: PGlite has none, and its statistics decide whether an index is used. */
export async function tidyPglite({ engine, db }: PortalDatabase): Promise<void> {
  if (engine === 'pglite') await db.execute(sql`VACUUM (ANALYZE)`)
}
