import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenOptions, openDatabase } from '#portal/db/open.ts'
import { DEFAULT_TEAM_ID } from '#portal/db/schema.ts'
import { payloadHashOf } from '#portal/server/sync/payload-hash.ts'
import { readSnapshotPage } from '#portal/server/sync/pull.ts'
import { pushOperations } from '#portal/server/sync/push.ts'
import { agentRow, caseEventRow, caseRow, registrationRow } from '#shared/portal-api/rows.ts'
import { describeOnPostgres } from './databases.ts'
import { aReply, fakeClock } from './world.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../src-portal/db/migrations')
/** What version 0.1.0 came with. */
const RELEASED = 2

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spica-upgrade-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The migrations of the released version alone. */
function releasedMigrations(): { migrationsFolder: string } {
  const migrationsFolder = join(folder, 'migrations')
  cpSync(MIGRATIONS, migrationsFolder, { recursive: true })
  const journal = join(migrationsFolder, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: object[] }
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, RELEASED) }))
  return { migrationsFolder }
}

/** It was carried out by the released portal, whose answer was lost. Its fingerprint is pinned in a test of its own. */
const REPLY = aReply('z1', { opId: '018f0000-0000-7000-8000-000000000001', schemaVersion: 1, authoredAt: 5 })

const OLD_DATA = `
INSERT INTO accounts (id, name, country) VALUES ('p1', 'Lesna d.o.o.', 'SI');
INSERT INTO contacts (id, account_id, first_name, last_name, email, language)
  VALUES ('k1', 'p1', 'Maja', 'Žagar', 'maja@stranka.example', 'sl');
INSERT INTO agents (id, name, email) VALUES ('ana', 'Ana', 'ana@spica.example'), ('bor', 'Bor', 'bor@spica.example');
INSERT INTO cases (id, case_number, title, description, case_type, status, owner_id, account_id, contact_id, created_at,
  modified_at, status_version) VALUES ('z1', 'CAS-02580-T0M2L3', 'Naslov', 'Opis', 'support', 'researching', 'ana', 'p1', 'k1', 1, 2, 2);
INSERT INTO case_events (id, case_id, field, from_value, to_value, actor_kind, actor_id, created_at)
  VALUES ('d1', 'z1', 'status', 'in_progress', 'researching', 'agent', 'ana', 2);
INSERT INTO registrations (id, state, salutation, first_name, last_name, email, phone, department, company, tax_number,
  country, language, created_at) VALUES ('r1', 'pending', 'ga.', 'Petra', 'Zupan', 'petra@stranka.example', '+386 2 555 01 23',
  'Kadri', 'Mlekarna', '20000000', 'SI', 'sl', 3);
INSERT INTO sync_op (op_id, agent_id, client_id, payload_hash, status, result, seq, received_at) VALUES ('${REPLY.opId}',
  'ana', 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10', '${payloadHashOf(REPLY)}', 'applied', '{"status":"applied","opId":"${REPLY.opId}","seq":7}', 7, 4);`

async function expectUpgraded(options: OpenOptions, oldEpoch: string): Promise<void> {
  const database = await openDatabase(options)
  const rows = async (table: 'agents' | 'cases' | 'caseEvents' | 'registrations') => {
    const text = await readSnapshotPage(database.query, { agentId: 'ana', table, after: '', limit: 100 })
    const page = JSON.parse(text) as { items: { row: object }[] }
    return page.items.map(({ row }) => row)
  }
  expect((await rows('agents')).map((row) => agentRow.parse(row))).toMatchObject([
    { id: 'ana', teamIds: [DEFAULT_TEAM_ID] },
    { id: 'bor', teamIds: [DEFAULT_TEAM_ID] },
  ])
  expect((await rows('cases')).map((row) => caseRow.parse(row))).toMatchObject([
    {
      id: 'z1',
      teamId: DEFAULT_TEAM_ID,
      versions: { status: 2, ownerId: 1, title: 1, description: 1, teamId: 1 },
    },
  ])
  expect((await rows('caseEvents')).map((row) => caseEventRow.parse(row))).toHaveLength(1)
  expect((await rows('registrations')).map((row) => registrationRow.parse(row))).toMatchObject([
    { id: 'r1', decidedBy: null, decidedAt: null, decisionReason: null },
  ])
  const [clock] = await database.query<{ epoch: string }>('SELECT epoch FROM sync_clock')
  expect(clock?.epoch).not.toBe(oldEpoch)

  // The upgraded portal works on the old rows.
  const deps = { db: database.db, now: fakeClock().now, random: () => 0.5, newId: () => 'n1' }
  const sender = { agentId: 'ana', clientId: 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10' }
  const log = { warn: () => {}, error: () => {} }
  const results = await pushOperations(deps, sender, [REPLY, aReply('z1')], log)
  expect(results).toMatchObject([{ status: 'applied', seq: 7 }, { status: 'applied' }])
  expect(await database.query('SELECT id FROM notes')).toHaveLength(1)
  await database.close()
}

describe("an upgrade of version 0.1.0's database (PGlite)", () => {
  it('keeps every row, gives all to the first team and lets desks begin anew', async () => {
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    const client = await PGlite.create(`${dataDir}/pglite`)
    await migratePglite(drizzlePglite(client), releasedMigrations())
    await client.exec(OLD_DATA)
    const { rows } = await client.query<{ epoch: string }>('SELECT epoch FROM sync_clock')
    await client.close()

    await expectUpgraded({ dataDir }, rows[0]?.epoch ?? '')
  })
})

describeOnPostgres("an upgrade of version 0.1.0's database", (database) => {
  it('keeps every row, gives all to the first team and lets desks begin anew', async () => {
    await database.current.query('CREATE DATABASE released')
    if (!('databaseUrl' in database.options)) throw new Error('Not PostgreSQL')
    const databaseUrl = database.options.databaseUrl.replace(/\/[^/]*$/, '/released')
    const pool = new pg.Pool({ connectionString: databaseUrl })
    await migratePg(drizzlePg(pool), releasedMigrations())
    await pool.query(OLD_DATA)
    const { rows } = await pool.query<{ epoch: string }>('SELECT epoch FROM sync_clock')
    await pool.end()

    await expectUpgraded({ databaseUrl }, rows[0]?.epoch ?? '')
  })
})
