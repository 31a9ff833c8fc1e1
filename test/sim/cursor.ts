import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import type { SimDesk } from './desk.ts'
import { emptiedCases, TABLES } from './facts.ts'
import type { World } from './world.ts'

type Entry = { table_name: string; row_id: string; seq: number; kind: string }

/**
 * Guarantee 6 in the middle of things: of everything that the feed holds up to this desk's cursor, the desk has exactly
 * that version, or a newer one. Only asked while the desk's view of its own teams is the portal's.
 */
export async function checkCursor(world: World, desk: SimDesk): Promise<string[]> {
  const cursor = desk.running ? desk.cursor() : null
  if (cursor === null) return []
  const known = await feedFor(world, desk.agent.id, cursor)
  if (known === null) return []
  const seq = Number(cursor.slice(cursor.lastIndexOf('.') + 1))
  const here = new Map<string, number>()
  for (const table of SYNC_TABLES) {
    const local = table === 'notes' ? ' WHERE local IS NULL' : ''
    const rows = desk.disk.read<{ id: string; seq: number }>(
      'mirror.db',
      table === 'cases'
        ? `SELECT c.id, coalesce(json_extract(o.base, '$.seq'), c.seq) AS seq FROM cases c LEFT JOIN overlay o ON o.case_pk = c.pk`
        : `SELECT id, seq FROM ${TABLES[table] ?? table}${local}`,
    )
    for (const row of rows ?? []) here.set(`${table} ${row.id}`, row.seq)
  }
  const wrong: string[] = []
  for (const entry of known) {
    if (entry.seq > seq) continue
    const mine = here.get(`${entry.table_name} ${entry.row_id}`)
    const what = `desk ${desk.nth} at ${seq}: ${entry.table_name} ${entry.row_id}`
    if (entry.kind === 'row' && (mine === undefined || mine < entry.seq)) {
      wrong.push(`${what} was passed at ${entry.seq} and is ${mine ?? 'not'} here`)
    }
    if (entry.kind !== 'row' && mine !== undefined && mine <= entry.seq) {
      wrong.push(`${what} has a ${entry.kind} at ${entry.seq} and is still here`)
    }
  }
  return wrong
}

/** The newest entry of each row in the agent's scopes; null when the cursor is of another feed or other teams. */
async function feedFor(world: World, agentId: string, cursor: string): Promise<Entry[] | null> {
  const text = await world.portal
    .answer({ agentId }, { kind: 'head' })
    .then((answer) => (JSON.parse(answer) as { cursor: string }).cursor)
  const epochOf = (one: string) => one.slice(0, one.lastIndexOf('.'))
  if (epochOf(text) !== epochOf(cursor)) return null
  return world.portal.query<Entry>(
    `SELECT DISTINCT ON (table_name, row_id) table_name, row_id, seq::int AS seq, kind FROM sync_change
     WHERE scope IN ('', 'agent:' || $1) OR scope IN (SELECT team_id FROM team_members WHERE agent_id = $1)
     ORDER BY table_name, row_id, seq DESC`,
    [agentId],
  )
}

/** Guarantee 3 in the middle of things: what the agent wrote is on the agent's screen, whatever is under way (S8, S11). */
export async function checkOwnWords(world: World, desk: SimDesk): Promise<string[]> {
  if (!desk.running || desk.cursor() === null) return []
  const read = <Row>(file: 'outbox.db' | 'mirror.db', sql: string) => desk.disk.read<Row>(file, sql) ?? []
  const open = new Set(
    read<{ op_id: string }>('outbox.db', `SELECT op_id FROM operation WHERE problem IS NULL OR state <> 'settled'`).map(
      ({ op_id }) => op_id,
    ),
  )
  // Of a deleted case the notes may go a page before the case itself.
  const there = new Set((await world.portal.query<{ id: string }>('SELECT id FROM cases')).map(({ id }) => id))
  const cases = new Set(
    read<{ id: string }>('mirror.db', 'SELECT id FROM cases').flatMap(({ id }) => (there.has(id) ? [id] : [])),
  )
  const shown = new Set(read<{ body: string }>('mirror.db', 'SELECT body FROM notes').map(({ body }) => body))
  const missing = world.written.filter(({ kind, on, opId, words, desk: nth, withdrawn }) => {
    const expected = kind === 'note' && nth === desk.nth && !withdrawn && open.has(opId) && cases.has(on)
    return expected && words !== null && !shown.has(words)
  })
  if (missing.length === 0) return []
  const emptied = await emptiedCases(world)
  return missing.flatMap(({ on, words, desk: nth }) =>
    emptied.has(on) ? [] : [`desk ${nth} does not show its own "${words}" now`],
  )
}
