import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { lockDataFolder } from './data-lock.ts'
import { type Listen, listenOnPglite, listenOnPostgres } from './listen.ts'
import { migratePglite, migratePostgres } from './migrate.ts'
import * as schema from './schema.ts'

export type Schema = typeof schema
/** A database or a transaction of it, whichever engine is below. */
export type Database = PgDatabase<PgQueryResultHKT, Schema>
export type Transaction = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

export type Query = <Row extends object>(text: string, params?: unknown[]) => Promise<Row[]>

export type PortalDatabase = {
  engine: 'postgresql' | 'pglite'
  db: Database
  /** Runs one statement as written, past the query builder: for hot paths whose text never changes. */
  query: Query
  /** Runs statements that all see the database as it is at the first of them; none may write. */
  inSnapshot<T>(work: (query: Query) => Promise<T>): Promise<T>
  listen: Listen
  close(): Promise<void>
}

export type OpenOptions =
  /** PostgreSQL. */
  | { databaseUrl: string; poolSize?: number }
  /** PGlite in a folder, which is made where it is missing. One process at a time. */
  | { dataDir: string }
  /** PGlite, gone when closed. `copyOf`: what it holds at first, as PGlite dumps a data folder. */
  | { memory: true; copyOf?: Blob }

/**
 * Opens and migrates the database. Throws `DatabaseFromTheFuture` when a newer portal has migrated it,
 * `DataFolderInUse` when another process has the folder.
 */
export async function openDatabase(options: OpenOptions): Promise<PortalDatabase> {
  if ('databaseUrl' in options) return openPostgres(options.databaseUrl, options.poolSize ?? 10)
  return 'dataDir' in options ? openPglite(options.dataDir) : openPglite(undefined, options.copyOf)
}

async function openPostgres(url: string, poolSize: number): Promise<PortalDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: 'spica-portal',
    // The statements of the sync API look expensive to the planner; compiling them costs more than running them.
    onConnect: async (client) => {
      await client.query('SET jit = off')
    },
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await migratePostgres(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const listener = listenOnPostgres(url)
  return {
    engine: 'postgresql',
    db: drizzlePg(pool, { schema }) as unknown as Database,
    query: async <Row extends object>(text: string, params: unknown[] = []) =>
      (await pool.query<Row>({ name: statementName(text), text, values: params })).rows,
    inSnapshot: async (work) => {
      const client = await pool.connect()
      let broken = true
      try {
        await client.query(`BEGIN ${SNAPSHOT}`)
        const result = await work(
          async <Row extends object>(text: string, params: unknown[] = []) =>
            (await client.query<Row>({ name: statementName(text), text, values: params })).rows,
        )
        await client.query('COMMIT')
        broken = false
        return result
      } finally {
        // Closing the connection ends the transaction, whatever state it is in.
        client.release(broken)
      }
    },
    listen: listener.listen,
    close: async () => {
      await listener.close()
      await pool.end()
    },
  }
}

async function openPglite(dataDir: string | undefined, copyOf?: Blob): Promise<PortalDatabase> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = dataDir === undefined ? () => {} : lockDataFolder(dataDir)
  let client: PGlite | undefined
  try {
    client = await PGlite.create(dataDir === undefined ? 'memory://' : `${dataDir}/pglite`, {
      ...(copyOf ? { loadDataDir: copyOf } : {}),
    })
    await migratePglite(client)
  } catch (error) {
    await client?.close()
    unlock()
    throw error
  }
  const opened = client
  return {
    engine: 'pglite',
    db: drizzlePglite(opened, { schema }) as unknown as Database,
    query: async <Row extends object>(text: string, params: unknown[] = []) =>
      (await opened.query<Row>(text, params)).rows,
    inSnapshot: (work) =>
      opened.transaction(async (tx) => {
        await tx.query(`SET TRANSACTION ${SNAPSHOT}`)
        return work(
          async <Row extends object>(text: string, params: unknown[] = []) => (await tx.query<Row>(text, params)).rows,
        )
      }),
    listen: listenOnPglite(opened),
    close: async () => {
      await opened.close()
      unlock()
    },
  }
}

const SNAPSHOT = 'ISOLATION LEVEL REPEATABLE READ, READ ONLY'

const names = new Map<string, string>()

/** A name makes PostgreSQL plan the statement once a connection. Only for texts from our own sources, so the map stays small. */
function statementName(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    name = `portal_${names.size}`
    names.set(text, name)
  }
  return name
}
