import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { type OpenOptions, openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { DEFAULT_TEAM_ID } from '#portal/db/schema.ts'
import { migratedDatabase } from '#test/support/migrated-database.ts'
import { type PostgresServer, postgresMissing, startPostgres } from './postgres.ts'

export type TestDatabase = {
  readonly current: PortalDatabase
  /** How another process would open the same database; PGlite cannot be shared. */
  readonly options: OpenOptions
}

const missing = postgresMissing()
if (missing) console.warn(`Not tested on PostgreSQL: ${missing}`)

/** Runs the same tests on the embedded database and on a real server, each test on an empty database. */
export function describeOnBoth(title: string, body: (database: TestDatabase) => void): void {
  describe(`${title} (PGlite)`, () => {
    body(useDatabase(async () => ({ options: await migratedDatabase(), stop: async () => {} })))
  })
  describeOnPostgres(title, body)
}

export function describeOnPostgres(title: string, body: (database: TestDatabase) => void): void {
  describe.skipIf(missing !== undefined)(`${title} (PostgreSQL)`, () => {
    body(
      useDatabase(async () => {
        const server: PostgresServer = await startPostgres()
        return { options: { databaseUrl: server.url(), poolSize: 24 }, stop: () => server.stop() }
      }),
    )
  })
}

function useDatabase(start: () => Promise<{ options: OpenOptions; stop(): Promise<void> }>): TestDatabase {
  let options: OpenOptions | undefined
  let current: PortalDatabase | undefined
  let stop = async () => {}
  beforeAll(async () => {
    const started = await start()
    options = started.options
    stop = started.stop
    current = await openDatabase(started.options)
  })
  beforeEach(async () => {
    if (current) await empty(current)
  })
  afterAll(async () => {
    await current?.close()
    await stop()
  })
  return {
    get current() {
      if (!current) throw new Error('The database is opened before the first test')
      return current
    },
    get options() {
      if (!options) throw new Error('The database is opened before the first test')
      return options
    },
  }
}

/** Each of them has one row that is always there. */
const KEPT = ['sync_clock', 'case_counter', 'rma_counter']

/** Above it rows are not deleted one by one, and leave no dead ones for the planner to count. */
const LARGE_TABLE_BYTES = 1_000_000

async function empty({ db, query }: PortalDatabase): Promise<void> {
  const tables = await query<{ name: string; bytes: number }>(
    `SELECT quote_ident(relname) AS name, pg_relation_size(oid)::int AS bytes FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1)`,
    [KEPT],
  )
  const names = tables.map(({ name }) => name)
  if (tables.some(({ bytes }) => bytes > LARGE_TABLE_BYTES)) {
    await db.execute(sql.raw(`TRUNCATE ${names.join(', ')}`))
  } else {
    // Truncating makes the files of every table and index anew, which takes ten times as long as the few rows of a test.
    await db.transaction(async (tx) => {
      await tx.execute(sql`SET LOCAL session_replication_role = replica`)
      await tx.execute(sql.raw(`DO $$ BEGIN ${names.map((name) => `DELETE FROM ${name};`).join(' ')} END $$`))
    })
  }
  await db.execute(sql`UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', ''), seq = 0, horizon = 0`)
  await db.execute(sql`INSERT INTO teams (id, name) VALUES (${DEFAULT_TEAM_ID}, 'Podpora')`)
  await db.execute(sql`UPDATE case_counter SET last = 3000`)
  await db.execute(sql`UPDATE rma_counter SET last = 40`)
}
