import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as runOnPg } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as runOnPglite } from 'drizzle-orm/pglite/migrator'
import type pg from 'pg'

const config = { migrationsFolder: join(import.meta.dirname, 'migrations') }
/** Two portals that start at once migrate one after the other. Any number that nothing else in the database uses. */
const ADVISORY_LOCK = 7_240_001

export class DatabaseFromTheFuture extends Error {
  constructor() {
    super('This database was migrated by a newer portal. Start that version, or give this one another database.')
    this.name = 'DatabaseFromTheFuture'
  }
}

export async function migratePglite(client: PGlite): Promise<void> {
  await refuseTheFuture(async (text) => (await client.query<Record<string, unknown>>(text)).rows)
  await runOnPglite(drizzlePglite(client), config)
}

export async function migratePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await refuseTheFuture(async (text) => (await client.query<Record<string, unknown>>(text)).rows)
    await runOnPg(drizzlePg(client), config)
    await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK])
    client.release()
  } catch (error) {
    // Closing the connection gives the lock back, whatever state the session is in.
    client.release(true)
    throw error
  }
}

async function refuseTheFuture(query: (text: string) => Promise<Record<string, unknown>[]>): Promise<void> {
  const [table] = await query(`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS "exists"`)
  if (table?.exists !== true) return
  const [newest] = await query('SELECT max(created_at)::text AS "at" FROM drizzle.__drizzle_migrations')
  const known = Math.max(...readMigrationFiles(config).map((migration) => migration.folderMillis))
  if (Number(newest?.at ?? 0) > known) throw new DatabaseFromTheFuture()
}
