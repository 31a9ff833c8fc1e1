import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgentAuth } from '#portal/auth/agent-auth.ts'
import { verifyPassword } from '#portal/auth/passwords.ts'
import { openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { DEMO_AGENT, DEMO_AGENTS, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import { DEMO_CUSTOMER_PASSWORD, DEMO_CUSTOMER_USERNAME } from '#portal/demo/customers.ts'
import { generateDemo, lastCounter } from '#portal/demo/generate.ts'
import { DatabaseInUse, type DemoProgress, loadDemo } from '#portal/demo/load.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import { postgresMissing, startPostgres } from '#test/integration/portal/postgres.ts'

const options = { cases: 700, now: Date.UTC(2026, 2, 2, 12, 30) }

const missing = postgresMissing()
if (missing) console.warn(`Demo data not loaded into PostgreSQL: ${missing}`)

describe('loading demo data into PGlite', { timeout: 60_000 }, () => {
  testsOn(async () => ({ portal: await openDatabase({ memory: true }), stop: async () => {} }))
})

if (!missing) {
  describe('loading demo data into PostgreSQL', { timeout: 60_000 }, () => {
    testsOn(async () => {
      const server = await startPostgres()
      return { portal: await openDatabase({ databaseUrl: server.url() }), stop: server.stop }
    })
  })
}

/** One after the other on one database. */
function testsOn(open: () => Promise<{ portal: PortalDatabase; stop: () => Promise<void> }>): void {
  let portal: PortalDatabase
  let stop: () => Promise<void>
  beforeAll(async () => {
    const opened = await open()
    portal = opened.portal
    stop = opened.stop
  }, 60_000)
  afterAll(async () => {
    await portal.close()
    await stop()
  })

  const count = async (table: string) =>
    (await portal.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n

  it('leaves nothing behind when it is interrupted', async () => {
    const interrupted = loadDemo(portal.db, {
      ...options,
      onProgress: () => {
        throw new Error('pulled the plug')
      },
    })
    await expect(interrupted).rejects.toThrow('pulled the plug')
    for (const table of ['agents', 'team_members', 'cases', 'notes']) expect(await count(table)).toBe(0)
    // Of the team that every portal has.
    expect(await count('sync_change')).toBe(1)
  })

  it('writes every generated row, as the wire will carry it', async () => {
    const progress: DemoProgress[] = []
    expect(await loadDemo(portal.db, { ...options, onProgress: (step) => progress.push(step) })).toBe(true)
    expect(progress).toEqual([
      { phase: 'rows', cases: 500, total: 700 },
      { phase: 'rows', cases: 700, total: 700 },
      { phase: 'feed', cases: 700, total: 700 },
    ])
    const tableNames = {
      caseEvents: 'case_events',
      caseMarks: 'case_marks',
      rmaLines: 'rma_lines',
      views: 'case_views',
    } as Record<string, string>
    let rows = 0
    for (const batch of generateDemo(options)) {
      rows += batch.rows.length
      const ids = batch.rows.map((row) => row.id)
      const stored = await portal.query<{ row: { id: string } }>(
        `SELECT (${wireRowSql(batch.table, 't')})::json AS row FROM ${tableNames[batch.table] ?? batch.table} t WHERE id = ANY($1)`,
        [ids],
      )
      const byId = new Map(stored.map(({ row }) => [row.id, row]))
      expect(ids.map((id) => byId.get(id))).toEqual(batch.rows)
    }
    expect(await count('sync_change')).toBe(rows)
  })

  it('numbers every row in the change feed, without holes', async () => {
    const [feed] = await portal.query(
      'SELECT min(seq)::int AS first, max(seq)::int AS last, count(DISTINCT seq)::int AS n, (SELECT seq::int FROM sync_clock) AS clock FROM sync_change',
    )
    const n = await count('sync_change')
    expect(feed).toEqual({ first: 1, last: n, n, clock: n })
    const tables = await portal.query<{ table_name: string }>('SELECT DISTINCT table_name FROM sync_change')
    expect(tables.map((row) => row.table_name).toSorted()).toEqual(
      SYNC_TABLES.filter((t) => !['attachments', 'serviceLevels', 'caseLinks'].includes(t)).toSorted(),
    )
  })

  it('moves the case counter past the newest case', async () => {
    expect(await portal.query('SELECT last FROM case_counter')).toEqual([{ last: lastCounter(options.cases) }])
  })

  it('turns the feed on again', async () => {
    const before = await count('sync_change')
    await portal.query("UPDATE agents SET name = 'Nina Nova' WHERE id = $1", [DEMO_AGENTS[9]!.id])
    const [change] = await portal.query<{ seq: number }>('SELECT seq::int FROM sync_change WHERE row_id = $1', [
      DEMO_AGENTS[9]!.id,
    ])
    expect(change?.seq).toBe(before + 1)
  })

  it('lets the agents sign in', async () => {
    const auth = createAgentAuth(portal.db)
    const session = await auth.signIn({ email: DEMO_AGENT.email, password: DEMO_PASSWORD, device: 'test' })
    expect(session?.agent).toEqual({ id: DEMO_AGENT.id, name: DEMO_AGENT.name, email: DEMO_AGENT.email })
    expect(await auth.signIn({ email: DEMO_AGENTS[11]!.email, password: DEMO_PASSWORD, device: 'test' })).not.toBeNull()
    expect(await auth.signIn({ email: DEMO_AGENT.email, password: 'Spica-Demo-Geslo-2', device: 'test' })).toBeNull()
  })

  it('lets customers sign in who have a sign-in, the well known one by name', async () => {
    const logins = await portal.query<{ username: string; password: string | null; sign_in: string }>(
      'SELECT l.username, l.password, c.sign_in FROM customer_logins l JOIN contacts c ON c.id = l.contact_id',
    )
    const janez = logins.find(({ username }) => username === DEMO_CUSTOMER_USERNAME)
    expect(janez?.sign_in).toBe('active')
    expect(await verifyPassword({ hash: janez?.password ?? '', password: DEMO_CUSTOMER_PASSWORD })).toBe(true)
    for (const { sign_in, password } of logins) expect(password === null).toBe(sign_in === 'must_reset')
    const [missing] = await portal.query(
      `SELECT count(*)::int AS n FROM contacts c WHERE (sign_in IN ('active', 'must_reset', 'disabled'))
         <> EXISTS (SELECT 1 FROM customer_logins l WHERE l.contact_id = c.id)`,
    )
    expect(missing).toEqual({ n: 0 })
  })

  it('shows customers no change that only agents can see', async () => {
    const [found] = await portal.query<{ later: number; all: number }>(
      'SELECT count(*) FILTER (WHERE public_modified_at < modified_at)::int AS later, count(*)::int AS all FROM cases',
    )
    const [wrong] = await portal.query<{
      n: number
    }>(`SELECT count(*)::int AS n FROM cases c WHERE public_modified_at <> greatest(
      c.created_at, (SELECT max(created_at) FROM notes n WHERE n.case_id = c.id AND visibility = 'public'),
      (SELECT max(created_at) FROM case_events e WHERE e.case_id = c.id AND field NOT IN ('teamId', 'rmaField')))`)
    expect(found?.later).toBeGreaterThan(0)
    expect(found?.later).toBeLessThan(found?.all ?? 0)
    expect(wrong?.n).toBe(0)
  })

  it('does nothing when the data is there', async () => {
    const before = await count('cases')
    expect(await loadDemo(portal.db, { ...options, cases: 50, seed: 9 })).toBe(false)
    expect(await count('cases')).toBe(before)
  })

  it('keeps out of a database with data of its own', async () => {
    await portal.db.execute(
      sql`TRUNCATE cases, case_marks, case_links, notes, case_events, attachments, estimates, rmas, rma_lines`,
    )
    await expect(loadDemo(portal.db, options)).rejects.toThrow(DatabaseInUse)
    expect(await count('cases')).toBe(0)
  })
}
