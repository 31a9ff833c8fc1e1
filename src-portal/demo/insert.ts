import { sql } from 'drizzle-orm'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Transaction } from '../db/open.ts'
import { teamMembers } from '../db/schema.ts'
import { type FieldSource, isColumn, SYNC_SOURCES, tableNameOf } from '../db/sync-sources.ts'
import type { DemoBatch } from './generate.ts'

/** One statement for any number of wire rows, given as a JSON array: the database takes them apart itself. */
function insertText(table: SyncTable): { before: string; after: string } {
  const columns: string[] = []
  const values: string[] = []
  const recordset: string[] = []
  for (const [field, source] of Object.entries<FieldSource>(SYNC_SOURCES[table].fields)) {
    if (typeof source === 'function') {
      if (!source.column) continue
      columns.push(`"${source.column.name}"`)
      values.push(`r."${field}"`)
      recordset.push(`"${field}" ${source.column.getSQLType()}`)
      continue
    }
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
  // One of the teams is in every portal's database.
  const known = batch.table === 'teams' ? ' ON CONFLICT (id) DO UPDATE SET name = excluded.name' : ''
  await tx.execute(sql`${sql.raw(before)}${JSON.stringify(batch.rows)}${sql.raw(after + known)}`)
  if (batch.table !== 'agents') return
  const members = batch.rows.flatMap(({ id, teamIds }) => teamIds.map((teamId) => ({ agentId: id, teamId })))
  await tx.insert(teamMembers).values(members)
}
