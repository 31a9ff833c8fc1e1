import { sql } from 'drizzle-orm'
import type { Transaction } from './open.ts'

/** For cases that were written past the services, with their threads: the newest change of each that its customer may see. */
export async function settlePublicChanges(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    WITH seen AS (
      SELECT case_id, max(created_at) AS at FROM (
        SELECT n.case_id, n.created_at FROM notes n WHERE n.visibility = 'public'
        UNION ALL SELECT e.case_id, e.created_at FROM case_events e WHERE e.field NOT IN ('teamId', 'rmaField', 'link')
      ) change GROUP BY case_id
    ), settled AS (
      SELECT c.id, greatest(c.created_at, seen.at) AS at FROM cases c LEFT JOIN seen ON seen.case_id = c.id
    )
    UPDATE cases c SET public_modified_at = settled.at FROM settled
    WHERE settled.id = c.id AND c.public_modified_at <> settled.at`)
}
