import { setImmediate } from 'node:timers/promises'
import { createTableDigest } from '#shared/domain/digest.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import { type DigestResponse, formatCursor } from '#shared/portal-api/sync.ts'
import type { PortalDatabase, Query } from '../../db/open.ts'
import { PAGE_ROWS_SQL } from './pull.ts'
import { readHeads } from './scope.ts'

/** Rows of one statement: a few milliseconds of this process, and then others have their turn. */
const SLICE = 500

/** Fingerprints of the rows of a table that the agent may see, all of one moment: that of the cursor. */
export function readDigest(
  database: PortalDatabase,
  { agentId, table }: { agentId: string; table: SyncTable },
): Promise<DigestResponse> {
  return database.inSnapshot(async (query) => {
    const head = (await readHeads(query, [agentId])).get(agentId)
    if (!head) throw new Error('The clock of the change feed has no row')
    return { cursor: formatCursor(head), buckets: await digestTable(query, agentId, table) }
  })
}

async function digestTable(query: Query, agentId: string, table: SyncTable): Promise<DigestResponse['buckets']> {
  const digest = createTableDigest()
  let after = ''
  for (;;) {
    const rows = await query<{ id: string; row: string }>(PAGE_ROWS_SQL[table], [agentId, after, SLICE])
    for (const { id, row } of rows) digest.addText(id, row)
    const last = rows.at(-1)
    if (!last || rows.length < SLICE) return digest.buckets()
    after = last.id
    // The embedded database answers without giving way to anybody.
    await setImmediate()
  }
}

/** Lets one at a time through: a digest reads a whole table, and desks can wait for theirs. */
export function createTurnstile() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
}
