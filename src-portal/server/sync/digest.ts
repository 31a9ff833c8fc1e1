import { setImmediate } from 'node:timers/promises'
import { createTableDigest } from '#shared/domain/digest.ts'
import type { SyncTable } from '#shared/portal-api/rows.ts'
import { type DigestResponse, formatCursor } from '#shared/portal-api/sync.ts'
import type { PortalDatabase, Query } from '../../db/open.ts'
import { PAGE_ROWS_SQL } from './pull.ts'
import { readHeads } from './scope.ts'

/** Rows of one statement: a few milliseconds of this process, and then others have their turn. */
const SLICE = 500

const rowsSql = (table: SyncTable) => `SELECT id, row FROM (${PAGE_ROWS_SQL[table]}) page WHERE fits ORDER BY id`

/** How often to hope that nobody writes meanwhile, before everybody is made to wait. */
const HOPEFUL_TRIES = 2

export type DigestArgs = { agentId: string; table: SyncTable }

/** Fingerprints of the rows of a table that the agent may see, all of one moment: that of the cursor. */
export async function readDigest(database: PortalDatabase, args: DigestArgs): Promise<DigestResponse> {
  // The embedded database has one connection: a transaction keeps everybody out until the whole table is read.
  for (let attempt = 0; database.engine === 'pglite' && attempt < HOPEFUL_TRIES; attempt++) {
    const digest = await digestNow(database.query, args)
    if ((await cursorOf(database.query, args.agentId)) === digest.cursor) return digest
  }
  return database.inSnapshot((query) => digestNow(query, args))
}

async function digestNow(query: Query, { agentId, table }: DigestArgs): Promise<DigestResponse> {
  const cursor = await cursorOf(query, agentId)
  return { cursor, buckets: await digestTable(query, agentId, table) }
}

async function cursorOf(query: Query, agentId: string): Promise<string> {
  const head = (await readHeads(query, [agentId])).get(agentId)
  if (!head) throw new Error('The clock of the change feed has no row')
  return formatCursor(head)
}

async function digestTable(query: Query, agentId: string, table: SyncTable): Promise<DigestResponse['buckets']> {
  const digest = createTableDigest()
  let after = ''
  for (;;) {
    const rows = await query<{ id: string; row: string }>(rowsSql(table), [agentId, after, SLICE])
    for (const { id, row } of rows) digest.addText(id, row)
    const last = rows.at(-1)
    if (!last) return digest.buckets()
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
