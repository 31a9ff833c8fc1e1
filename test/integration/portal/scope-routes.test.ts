import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bulkLoad } from '#portal/db/bulk-load.ts'
import { attachments, caseEvents, cases, notes } from '#portal/db/schema.ts'
import { readDigest } from '#portal/server/sync/digest.ts'
import { createTableDigest } from '#shared/domain/digest.ts'
import { portalLimits } from '#shared/portal-api/blobs.ts'
import { pushResponse } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { SYNC_TABLES, type SyncTable } from '#shared/portal-api/rows.ts'
import { digestResponse, type PresenceRequest, parseCursor, SNAPSHOT_PAGES } from '#shared/portal-api/sync.ts'
import { aCaseEvent, aNote, anAttachment } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { type EventStream, openStream } from './event-stream.ts'
import { createReplica } from './replica.ts'
import { type Api, anUpdate, aReply, createApi, createWorld, type Desk, type World } from './world.ts'

const HEARTBEAT_MS = 40

describeOnBoth('two agents of different teams', (database) => {
  let world: World
  let api: Api
  let bor: Desk
  let a: string
  let b: string
  let base: string
  let streams: EventStream[]
  beforeEach(async () => {
    world = await createWorld(database.current)
    for (const agent of [world.ana, world.bor]) for (const id of agent.teamIds) await world.leave(agent, id)
    a = (await world.addTeam(world.ana)).id
    b = (await world.addTeam(world.bor)).id
    api = await createApi(world, {
      heartbeatMs: HEARTBEAT_MS,
      sweepMs: 20,
      limits: { digests: { max: 30, windowMs: 60_000 } },
    })
    bor = await api.as(world.bor)
    base = await api.app.listen({ host: '127.0.0.1', port: 0 })
    streams = []
  })
  afterEach(async () => {
    for (const stream of streams) stream.close()
    await api.app.close()
  })
  const listen = async (token: string) => {
    const stream = await openStream(base, token)
    streams.push(stream)
    await vi.waitFor(() => expect(stream.presences).toHaveLength(1))
    return stream
  }
  const aThread = async (teamId: string) => {
    const row = await world.addCase({ teamId })
    await database.current.db.insert(notes).values(aNote({ caseId: row.id, body: 'Č "š" \\ \n € 😀 \u2028 \u0007' }))
    await database.current.db.insert(caseEvents).values(aCaseEvent({ caseId: row.id, from: null }))
    await database.current.db.insert(attachments).values(anAttachment({ caseId: row.id }))
    return row
  }

  it('are each answered only what is theirs, on every route', async () => {
    const [mine, theirs] = [await aThread(a), await aThread(b)]
    const stream = await listen(api.token)
    await bor.put(PORTAL_PATHS.presence, { clientId: randomUUID(), caseId: theirs.id, mode: 'writing' })
    const replica = createReplica(api)
    await replica.firstSync()
    const { epoch } = parseCursor(replica.cursor)
    const answers = [
      await api.get(PORTAL_PATHS.snapshot),
      ...(await Promise.all(SYNC_TABLES.map((table) => api.get(`${PORTAL_PATHS.snapshot}?table=${table}`)))),
      await api.get(`${PORTAL_PATHS.changes}?cursor=${epoch}.0`),
      await api.get(PORTAL_PATHS.me),
      await api.get(PORTAL_PATHS.limits),
      await api.push(
        aReply(theirs.id),
        anUpdate(theirs.id, { ownerId: { to: null, base: { value: null, version: 1 } } }),
      ),
    ]
    await world.addCase({ teamId: b })
    await vi.waitFor(() => expect(stream.heads.length).toBeGreaterThan(1))
    const all = JSON.stringify([answers, stream.heads, stream.presences])

    for (const { status } of answers) expect(status).toBe(200)
    expect(all).toContain(mine.id)
    // Its own words, sent back to whoever pushed them, would be no news.
    expect(all).not.toContain(theirs.id)
    expect(all).not.toContain(theirs.caseNumber)
  })

  it('may not change what is not theirs', async () => {
    const theirs = await aThread(b)
    const before = await database.current.db.select().from(cases)
    const { results } = pushResponse.parse(
      (
        await api.push(
          aReply(theirs.id),
          anUpdate(theirs.id, { status: { to: 'resolved', base: { value: 'in_progress', version: 1 } } }),
          anUpdate(theirs.id, { title: { to: 'Moje', base: { value: theirs.title, version: 1 } } }),
          anUpdate(theirs.id, { teamId: { to: a, base: { value: b, version: 1 } } }),
        )
      ).body,
    )
    expect(results.map((result) => result.status)).toEqual(Array.from({ length: 4 }, () => 'rejected'))
    expect(await database.current.db.select().from(cases)).toEqual(before)
    expect(await database.current.db.select().from(notes)).toHaveLength(1)
  })

  it('may give a case of theirs away, and lose sight of it', async () => {
    const row = await aThread(a)
    const [ana, other] = [createReplica(api), createReplica(bor)]
    await ana.firstSync()
    await other.firstSync()
    const { body } = await api.push(anUpdate(row.id, { teamId: { to: b, base: { value: a, version: 1 } } }))
    const [result] = pushResponse.parse(body).results
    await ana.catchUp()
    await other.catchUp()

    expect(result?.status).toBe('applied')
    expect([ana.ids('cases'), other.ids('cases')]).toEqual([[], [row.id]])
    expect(other.ids('caseEvents')).toHaveLength(2)
    // The desk's operation leaves its overlay although its effects are not the desk's to see.
    expect(parseCursor(ana.cursor).seq).toBeGreaterThanOrEqual(result && 'seq' in result ? result.seq : Infinity)
  })

  it('get digests of what they hold, equal to what they make of it themselves', async () => {
    await Promise.all([aThread(a), aThread(a), aThread(b)])
    const digest = async (desk: Desk, table: SyncTable) =>
      digestResponse.parse((await desk.get(`${PORTAL_PATHS.digest}?table=${table}`)).body)
    for (const table of SYNC_TABLES) {
      const page = SNAPSHOT_PAGES[table].parse((await api.get(`${PORTAL_PATHS.snapshot}?table=${table}`)).body)
      const own = createTableDigest()
      for (const { row } of page.items) own.add(row)
      const answer = await digest(api, table)
      expect(answer.buckets).toEqual(own.buckets())
      expect(answer.buckets.reduce((sum, { rows }) => sum + rows, 0)).toBe(page.items.length)
    }
    const before = await digest(api, 'notes')
    expect(await digest(bor, 'notes')).not.toEqual(before)
    const replica = createReplica(api)
    await replica.firstSync()
    expect(before.cursor).toBe(replica.cursor)

    await database.current.query(
      `UPDATE notes SET body = body || '.' WHERE case_id IN (SELECT id FROM cases WHERE team_id = $1)`,
      [b],
    )
    expect((await digest(api, 'notes')).buckets).toEqual(before.buckets)
  })

  it('get digests of one moment while others write', async () => {
    const { id } = await world.addCase({ teamId: a })
    await bulkLoad(database.current.db, async (tx) => {
      for (let i = 0; i < 3; i++) {
        await tx.insert(notes).values(Array.from({ length: 400 }, () => aNote({ caseId: id })))
      }
    })
    // Of two rows far apart always one is marked: a reading of two moments would see none or both.
    const [ends] = await database.current.query<{ first: string; last: string }>(
      'SELECT min(id) AS first, max(id) AS last FROM notes',
    )
    const mark = async (marked: 'first' | 'last') => {
      const { first = '', last = '' } = ends ?? {}
      const [body, other] = marked === 'first' ? ['x', ''] : ['', 'x']
      await database.current.query('UPDATE notes SET body = CASE id WHEN $1 THEN $3 ELSE $4 END WHERE id IN ($1, $2)', [
        first,
        last,
        body,
        other,
      ])
    }
    const digest = async () =>
      JSON.stringify((await readDigest(database.current, { agentId: world.ana.id, table: 'notes' })).buckets)
    await mark('first')
    const known = [await digest()]
    await mark('last')
    known.push(await digest())

    let reading = true
    let writes = 0
    const writing = (async () => {
      for (; reading; writes++) {
        await mark(writes % 2 === 0 ? 'first' : 'last')
        // The embedded database answers before anything else has its turn.
        await setImmediate()
      }
    })()
    for (let i = 0; i < 6; i++) expect(known).toContain(await digest())
    reading = false
    await writing
    expect(known[0]).not.toBe(known[1])
    expect(writes).toBeGreaterThan(2)
  })

  it('cannot make the portal read its tables all day', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 31; i++) statuses.push((await api.get(`${PORTAL_PATHS.digest}?table=teams`)).status)
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 200))
    const refused = await api.app.inject({
      url: `${PORTAL_PATHS.digest}?table=teams`,
      headers: { authorization: `Bearer ${api.token}` },
    })
    expect([statuses[30], problemDetails.parse(refused.json()).code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await bor.get(`${PORTAL_PATHS.digest}?table=teams`)).status).toBe(200)
  })

  it('learn the limits of the portal', async () => {
    expect(portalLimits.parse((await api.get(PORTAL_PATHS.limits)).body)).toEqual({
      maxAttachmentBytes: 25 * 1024 * 1024,
    })
  })

  it('hear at once when their own teams change, by an epoch that is not their cursor’s', async () => {
    const [mine, others] = [await listen(api.token), await listen(bor.token)]
    const [before] = mine.heads
    await world.join(world.ana, b)
    await vi.waitFor(() => expect(mine.heads.at(-1)?.epoch).not.toBe(before?.epoch))
    const replica = createReplica(api)
    await replica.firstSync()

    expect(mine.heads.at(-1)?.epoch).toBe(parseCursor(replica.cursor).epoch)
    await vi.waitFor(() => expect(others.heads.length).toBeGreaterThan(1))
    expect(new Set(others.heads.map(({ epoch }) => epoch)).size).toBe(1)
  })

  it('see who is in a case that they see, until that one leaves or falls silent', async () => {
    const shared = (await world.addTeam(world.ana, world.bor)).id
    const [row, next, theirs] = [await aThread(shared), await aThread(shared), await aThread(b)]
    const stream = await listen(api.token)
    const clientId = randomUUID()
    const enter = (caseId: string | null, mode: PresenceRequest['mode'] = 'viewing') =>
      bor.put(PORTAL_PATHS.presence, { clientId, caseId, mode })
    const isBor = (mode: PresenceRequest['mode']) => [{ agentId: world.bor.id, caseId: row.id, mode }]
    const last = (expected: unknown) => vi.waitFor(() => expect(stream.presences.at(-1)).toEqual(expected))

    expect(stream.presences).toEqual([[]])
    // What can be no id of a case silences nobody's stream.
    await bor.put(PORTAL_PATHS.presence, { clientId: randomUUID(), caseId: 'a\u0000b', mode: 'viewing' })
    expect((await enter(row.id)).status).toBe(204)
    await last(isBor('viewing'))
    await enter(row.id, 'writing')
    await last(isBor('writing'))
    // A second desk of the same agent that only looks takes nothing from that.
    const second = { clientId: randomUUID(), mode: 'viewing' as const }
    await bor.put(PORTAL_PATHS.presence, { ...second, caseId: next.id })
    await vi.waitFor(() => expect(stream.presences.at(-1)).toHaveLength(2))
    await bor.put(PORTAL_PATHS.presence, { ...second, caseId: row.id })
    await last(isBor('writing'))
    world.clock.pass(44_000)
    await enter(row.id, 'writing')
    world.clock.pass(2000)
    await enter(theirs.id)
    await last([])
    await enter(row.id)
    await last(isBor('viewing'))

    await database.current.db.update(cases).set({ teamId: b }).where(eq(cases.id, row.id))
    await last([])
    await database.current.db.update(cases).set({ teamId: shared }).where(eq(cases.id, row.id))
    await last(isBor('viewing'))
    world.clock.pass(45_000)
    await last([])
    await enter(row.id)
    await last(isBor('viewing'))
    await enter(null)
    await last([])
    for (const present of stream.presences) expect(JSON.stringify(present)).not.toContain(theirs.id)
  })

  it('cannot say that they are in a case that is not theirs', async () => {
    const row = await aThread(a)
    const stream = await listen(api.token)
    expect(
      (await bor.put(PORTAL_PATHS.presence, { clientId: randomUUID(), caseId: row.id, mode: 'writing' })).status,
    ).toBe(204)
    await api.put(PORTAL_PATHS.presence, { clientId: randomUUID(), caseId: row.id, mode: 'viewing' })
    await vi.waitFor(() => expect(stream.presences.at(-1)).toHaveLength(1))
    expect(stream.presences.at(-1)).toEqual([{ agentId: world.ana.id, caseId: row.id, mode: 'viewing' }])
  })
})
