import { sql } from 'drizzle-orm'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Transaction } from '../db/open.ts'
import { type FieldSource, isColumn, SYNC_SOURCES, tableNameOf } from '../db/sync-sources.ts'
import type { DemoBatch } from './generate.ts'

/** One statement for any number of wire rows, given as a JSON array: the database takes them apart itself. */
function insertText(table: SyncTable): { before: string; after: string } {
  const columns: string[] = []
  const values: string[] = []
  const recordset: string[] = []
  for (const [field, source] of Object.entries<FieldSource>(SYNC_SOURCES[table].fields)) {
    if (typeof source === 'function') continue
    if (isColumn(source)) {
      columns.push(`"${source.name}"`)
      values.push(`r."${field}"`)
      recordset.push(`"${field}" ${source.getSQLType()}`)
      continue
    }
    recordset.push(`"${field}" json`)
    for (const [inner, column] of Object.entries(source)) {
      columns.push(`"${column.name}"`)
      values.push(`(r."${field}"->>'${inner}')::${column.getSQLType()}`)
    }
  }
  return {
    before: `INSERT INTO "${tableNameOf(table)}" (${columns.join(', ')}) SELECT ${values.join(', ')} FROM json_to_recordset(`,
    after: `::json) AS r(${recordset.join(', ')})`,
  }
}

export async function insertBatch(tx: Transaction, batch: DemoBatch): Promise<void> {
  if (batch.rows.length === 0) return
  const { before, after } = insertText(batch.table)
  await tx.execute(sql`${sql.raw(before)}${JSON.stringify(batch.rows)}${sql.raw(after)}`)
}
