import { openDatabase } from '#portal/db/open.ts'
import { startPostgres } from '#test/integration/portal/postgres.ts'
import { type FeedResult, runFeed } from './feed-run.ts'

const WRITERS = 16
/** What the change feed promises, with 16 writers. */
const COMMITS_PER_SECOND = 1000

/** The change feed under load on a PostgreSQL of its own, without fsync: the feed's own cost is looked for, not the disk's. */
export async function runFeedOnPostgres(
  commits: number,
  seed: number,
): Promise<FeedResult & { part: 'feed'; violations: string[] }> {
  const server = await startPostgres()
  const database = await openDatabase({ databaseUrl: server.url(), poolSize: WRITERS + 4 })
  try {
    const result = await runFeed(database, { writers: WRITERS, commits, seed })
    const { missed, disordered, commitsPerSecond } = result
    const violations = [
      ...(missed > 0 ? [`${missed} rows missed`] : []),
      ...(disordered > 0 ? [`${disordered} changes out of order`] : []),
      ...(commitsPerSecond < COMMITS_PER_SECOND ? [`${commitsPerSecond} commits a second`] : []),
    ]
    return { part: 'feed', ...result, violations }
  } finally {
    await database.close()
    await server.stop()
  }
}
