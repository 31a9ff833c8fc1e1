import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openDatabase } from '#portal/db/open.ts'
import { accounts, cases, registrations, syncClock } from '#portal/db/schema.ts'
import { createCase } from '#portal/server/cases/create-case.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { readChanges } from '#portal/server/sync/pull.ts'
import { pushOperations } from '#portal/server/sync/push.ts'
import { readHeads } from '#portal/server/sync/scope.ts'
import { type Cursor, changesResponse, parseCursor } from '#shared/portal-api/sync.ts'
import { anAccount, aRegistration } from '#test/factories/rows.ts'
import { runFeed } from '#test/faults/feed-run.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { anUpdate, aReply, createWorld } from './world.ts'

const WRITERS = 16
const ROUNDS = 40

describeOnPostgres('change feed under concurrent writers', (database) => {
  it('lets an aggressive reader miss no row', async () => {
    const { db, query } = database.current
    const start = (await readHeads(query, ['nobody'])).get('nobody')!
    const written: string[] = []
    let writing = true

    const write = async () => {
      for (let round = 0; round < ROUNDS; round++) {
        await db.transaction(async (tx) => {
          const row = aRegistration()
          await tx.insert(registrations).values(row)
          // Transactions of different length commit in another order than they began.
          await tx.execute(sql`SELECT pg_sleep(${Math.random() * 0.004})`)
          const second = anAccount()
          await tx.insert(accounts).values(second)
          written.push(row.id, second.id)
        })
      }
    }
    const seen = new Map<string, number>()
    const read = async () => {
      let cursor: Cursor = start
      for (;;) {
        const last = !writing
        const page = changesResponse.parse(
          JSON.parse(await readChanges(query, { agentId: 'nobody', cursor, limit: 7 })),
        )
        for (const { id } of page.items) seen.set(id, (seen.get(id) ?? 0) + 1)
        cursor = parseCursor(page.cursor)
        if (last && !page.more) return
      }
    }

    const reading = read()
    await Promise.all(Array.from({ length: WRITERS }, write))
    writing = false
    await reading

    expect(written).toHaveLength(2 * WRITERS * ROUNDS)
    expect(written.filter((id) => seen.get(id) !== 1)).toEqual([])
    const [clock] = await db.select().from(syncClock)
    expect(clock?.seq).toBe(start.seq + written.length)
  })
})

describeOnPostgres('change feed of agents', (database) => {
  it('gives agents of one and of two teams all that is theirs, while 16 writers write, move and fill their cases', async () => {
    const result = await runFeed(database.current, { writers: WRITERS, commits: 3000, limit: 20 })
    expect(result).toMatchObject({ missed: 0, disordered: 0 })
    expect(result.evictions).toBeGreaterThan(10)
  })

  it('would be found out if it took its numbers from a plain sequence', async () => {
    if (!('databaseUrl' in database.options)) throw new Error('Not PostgreSQL')
    await database.current.query('CREATE DATABASE plain')
    const plain = await openDatabase({
      ...database.options,
      databaseUrl: database.options.databaseUrl.replace(/\/[^/]*$/, '/plain'),
    })
    await plain.db.execute(sql.raw(PLAIN_SEQUENCE))
    const result = await runFeed(plain, { writers: WRITERS, commits: 3000, limit: 20, moves: false })
    await plain.close()
    expect(result.missed).toBeGreaterThan(0)
  })
})

/** What the feed would be without its clock: numbers are given while others, lower, are not yet to be seen. */
const PLAIN_SEQUENCE = `
CREATE SEQUENCE plain;
SELECT setval('plain', (SELECT seq FROM sync_clock));
ALTER TABLE sync_clock RENAME TO real_clock;
CREATE VIEW sync_clock AS SELECT epoch, plain.last_value AS seq, horizon FROM real_clock, plain;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sync_changed', 'sync_case_changed', 'sync_membership_changed'] LOOP
    EXECUTE replace(pg_get_functiondef(name::regproc),
      'UPDATE sync_clock SET seq = seq + 1 WHERE one = 1 RETURNING seq INTO STRICT next_seq', $q$next_seq := nextval('plain')$q$);
  END LOOP;
END
$$`

describeOnBoth('writing at once', (database) => {
  it('settles every operation of several desks on the same cases exactly once, without deadlock', async () => {
    const world = await createWorld(database.current)
    const rows = [await world.addCase(), await world.addCase(), await world.addCase()]
    const log = { warn: () => {}, error: () => {} }
    const desk = async (agentId: string, clientId: string) => {
      const statuses: string[] = []
      for (let round = 0; round < 8; round++) {
        const batch = rows.flatMap(({ id }) => [
          aReply(id),
          anUpdate(id, { ownerId: { to: agentId, base: { value: null, version: 1 } } }),
        ])
        // Every batch goes out twice at once, as after a lost response.
        const sender = { agentId, clientId }
        const [one, two] = await Promise.all([
          pushOperations(world.deps, sender, batch, log),
          pushOperations(world.deps, sender, batch.toReversed(), log),
        ])
        expect(two.toReversed()).toEqual(one)
        statuses.push(...one.map(({ status }) => status))
      }
      return statuses
    }
    const statuses = await Promise.all([
      desk(world.ana.id, 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10'),
      desk(world.bor.id, 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a11'),
    ])

    expect(new Set(statuses.flat())).toEqual(new Set(['applied', 'merged']))
    const counts = await database.current.query<{ notes: number; ops: number }>(
      'SELECT (SELECT count(*)::int FROM notes) AS notes, (SELECT count(*)::int FROM sync_op) AS ops',
    )
    expect(counts).toEqual([{ notes: 2 * 8 * 3, ops: 2 * 8 * 6 }])
    for (const { id } of rows) {
      const [row] = await world.deps.db.select().from(cases).where(eq(cases.id, id))
      const events = await database.current.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM case_events WHERE case_id = $1`,
        [id],
      )
      expect(row?.ownerVersion).toBe(1 + (events[0]?.n ?? 0))
    }
  })

  it('gives cases that are created at once numbers of their own', async () => {
    const world = await createWorld(database.current)
    const created = await Promise.all(
      Array.from({ length: 20 }, () =>
        inTransaction(world.deps, (work) =>
          createCase(work, {
            title: 'Terminal',
            description: 'Ne dela',
            caseType: 'support',
            accountId: world.account.id,
            contactId: world.contact.id,
          }),
        ),
      ),
    )
    const numbers = created.map(({ caseNumber }) => caseNumber).sort()
    expect(numbers[0]).toMatch(/^CAS-03001-[A-Z]\d[A-Z]\d[A-Z]\d$/)
    expect(new Set(numbers).size).toBe(20)
    expect(numbers.at(-1)).toMatch(/^CAS-03020-/)
  })
})
