import { parseArgs } from 'node:util'
import { openDatabase } from '#portal/db/open.ts'
import { postgresMissing, startPostgres } from '#test/integration/portal/postgres.ts'
import { runFeed } from './feed-run.ts'

/**
 * `node test/faults/feed.ts [--writers N] [--commits N] [--seed S]`: the change feed on a real PostgreSQL, one of its own
 * (without fsync) or the empty database that DATABASE_URL names. Prints one JSON line; ends with 1 when a reader missed
 * anything or the commits were slower than the promised 1,000 a second.
 */
const { values } = parseArgs({
  options: {
    writers: { type: 'string', default: '16' },
    commits: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})
const url = process.env.DATABASE_URL
const missing = url ? undefined : postgresMissing()
if (missing) {
  console.error(`Cannot run: ${missing}`)
  process.exit(2)
}
const writers = Number(values.writers)
const server = url ? undefined : await startPostgres()
const database = await openDatabase({ databaseUrl: url ?? server!.url(), poolSize: writers + 4 })
try {
  const result = await runFeed(database, { writers, commits: Number(values.commits), seed: Number(values.seed) })
  console.log(JSON.stringify({ engine: 'postgresql', fsync: url ? 'as configured' : 'off', ...result }))
  process.exitCode = result.missed + result.disordered > 0 || result.commitsPerSecond < 1000 ? 1 : 0
} finally {
  await database.close()
  await server?.stop()
}
