import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { type OpenOptions, openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { DEFAULT_TEAM_ID } from '#portal/db/schema.ts'
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
    body(useDatabase(async () => ({ options: { memory: true }, stop: async () => {} })))
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
const KEPT = ['sync_clock', 'case_counter']

async function empty({ db, query }: PortalDatabase): Promise<void> {
  const tables = await query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)",
    [KEPT],
  )
  await db.execute(sql`TRUNCATE ${sql.raw(tables.map(({ name }) => `"${name}"`).join(', '))}`)
  await db.execute(sql`UPDATE sync_clock SET epoch = replace(gen_random_uuid()::text, '-', ''), seq = 0, horizon = 0`)
  await db.execute(sql`INSERT INTO teams (id, name) VALUES (${DEFAULT_TEAM_ID}, 'Podpora')`)
  await db.execute(sql`UPDATE case_counter SET last = 3000`)
}
