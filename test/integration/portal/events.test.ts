import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDatabase, type PortalDatabase } from '#portal/db/open.ts'
import { agents } from '#portal/db/schema.ts'
import { readHeads } from '#portal/server/sync/scope.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { HeadEvent } from '#shared/portal-api/sync.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { type EventStream, openStream } from './event-stream.ts'
import { type Api, createApi, createWorld, PASSWORD, signIn, type World } from './world.ts'

/** As the agent's desk is told it. */
async function headOf({ query }: PortalDatabase, agentId: string): Promise<HeadEvent> {
  const { epoch, seq } = (await readHeads(query, [agentId])).get(agentId)!
  return { epoch, seq }
}

describeOnBoth('event stream', (database) => {
  let world: World
  let api: Api
  let base: string
  let streams: EventStream[]

  beforeEach(async () => {
    streams = []
    world = await createWorld(database.current)
    api = await createApi(world, { heartbeatMs: 40 })
    base = await api.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterEach(async () => {
    for (const stream of streams) stream.close()
    await api.app.close()
  })
  const open = async (token = api.token) => {
    const stream = await openStream(base, token)
    streams.push(stream)
    return stream
  }
  const head = () => headOf(database.current, world.ana.id)

  it('tells the head at once and at every change, to all who listen', async () => {
    const [first, second] = [await open(), await open()]
    const before = await head()
    for (const stream of [first, second]) await vi.waitFor(() => expect(stream.heads).toEqual([before]))

    await world.addCase()
    const after = await head()

    expect(after.seq).toBeGreaterThan(before.seq)
    for (const stream of [first, second]) {
      await vi.waitFor(() => expect(stream.heads.at(-1)).toEqual(after), { timeout: 2000, interval: 5 })
      expect(stream.contentEncoding).toBeNull()
    }
  })

  it('makes one wake-up of many changes', async () => {
    const stream = await open()
    await vi.waitFor(() => expect(stream.heads).toHaveLength(1))
    await Promise.all(Array.from({ length: 40 }, () => world.addCase()))
    const last = await head()

    await vi.waitFor(() => expect(stream.heads.at(-1)).toEqual(last), { timeout: 2000 })
    expect(stream.heads.length).toBeLessThan(30)
  })

  it('beats while nothing changes', async () => {
    const stream = await open()
    await vi.waitFor(() => expect(stream.comments.length).toBeGreaterThan(2))
    expect(stream.heads).toHaveLength(1)
  })

  it('ends when its session is ended, and leaves other sessions alone', async () => {
    const mine = await open()
    const { token } = (await signIn(api.app, { email: world.ana.email, password: PASSWORD })).json<{ token: string }>()
    const other = await open(token)
    await api.app.inject({
      method: 'POST',
      url: PORTAL_PATHS.signOut,
      headers: { authorization: `Bearer ${api.token}` },
    })

    await vi.waitFor(() => expect(mine.ended).toBe(true), { timeout: 2000 })
    expect(other.ended).toBe(false)
  })

  it('ends soon after its agent was deactivated', async () => {
    const stream = await open()
    await world.deps.db.update(agents).set({ active: false }).where(eq(agents.id, world.ana.id))
    await vi.waitFor(() => expect(stream.ended).toBe(true), { timeout: 2000 })
  })

  it('ends when the portal stops, which it does not hinder', async () => {
    const stream = await open()
    await api.app.close()
    await vi.waitFor(() => expect(stream.ended).toBe(true), { timeout: 2000 })
  })
})

describeOnPostgres('event stream over several processes', (database) => {
  it('hears of what another process wrote, also after its listening connection broke', async () => {
    const other = await openDatabase(database.options)
    const world = await createWorld(database.current)
    const api = await createApi({ ...world, database: other })
    const stream = await openStream(await api.app.listen({ host: '127.0.0.1', port: 0 }), api.token)
    const wakes = async () => {
      await world.addCase()
      const after = await headOf(database.current, world.ana.id)
      await vi.waitFor(() => expect(stream.heads.at(-1)).toEqual(after), { timeout: 5000 })
    }

    await wakes()
    await database.current.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'spica-portal-listen'`,
    )
    await wakes()

    // Presence said to one process is heard at the other.
    const row = await world.addCase()
    const first = await createApi(world)
    const place = { caseId: row.id, mode: 'viewing' as const }
    await first.put(PORTAL_PATHS.presence, { clientId: randomUUID(), ...place })
    await vi.waitFor(() => expect(stream.presences.at(-1)).toEqual([{ agentId: world.ana.id, ...place }]), {
      timeout: 5000,
    })
    await first.app.close()

    stream.close()
    await api.app.close()
    await other.close()
  })
})
