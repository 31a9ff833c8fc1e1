import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { eq, sql } from 'drizzle-orm'
import { createParser } from 'eventsource-parser'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MAX_STREAMS } from '#portal/customer-cases/live.ts'
import { openDatabase } from '#portal/db/open.ts'
import { consents, contacts, customerSessions } from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { aCaseForm, addAccount, addContact, aNoteForm, type Browser, signedIn } from './customer-browser.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { type Api, anUpdate, aReply, createApi, createWorld, type World } from './world.ts'

type Stream = { caseIds: string[]; beats: number; ended: boolean; status: number; close(): void }

/** A connection each, as a browser's `EventSource` has it. */
async function listen(base: string, { cookie }: Pick<Browser, 'cookie'>): Promise<Stream> {
  const outgoing = request(`${base}${CUSTOMER_PATHS.events}`, {
    agent: false,
    headers: { cookie, 'accept-encoding': 'gzip, br' },
  }).on('error', () => {})
  const answered = once(outgoing.end(), 'response')
  const [answer] = (await answered) as [IncomingMessage]
  const status = answer.statusCode ?? 0
  const stream: Stream = { caseIds: [], beats: 0, ended: false, status, close: () => outgoing.destroy() }
  const parser = createParser({
    onEvent: ({ event, data }) => {
      expect(event).toBe('case')
      const { caseId, ...rest } = JSON.parse(data) as { caseId: string }
      expect(rest).toEqual({})
      stream.caseIds.push(caseId)
    },
    onComment: () => {
      stream.beats++
    },
  })
  answer.setEncoding('utf8').on('data', (text: string) => parser.feed(text))
  answer
    .on('error', () => {})
    .on('close', () => {
      stream.ended = true
    })
  return stream
}

describeOnBoth('customers’ events', (database) => {
  let world: World
  let app: FastifyInstance
  let api: Api
  let base: string
  let maja: Browser
  let vodja: Browser
  let spy: Browser
  let streams: Stream[]

  beforeEach(async () => {
    streams = []
    world = await createWorld(database.current)
    api = await createApi(world, { heartbeatMs: 40 })
    app = api.app
    base = await app.listen({ host: '127.0.0.1', port: 0 })
    maja = await signedIn(world, app, await addContact(world, { role: 'own' }))
    vodja = await signedIn(world, app, await addContact(world, { role: 'company' }))
    const stranger = await addAccount(world)
    spy = await signedIn(world, app, await addContact(world, { accountId: stranger.id, role: 'company' }))
  })
  afterEach(async () => {
    for (const stream of streams) stream.close()
    await app.close()
  })
  const open = async (who: Browser) => {
    const stream = await listen(base, who)
    streams.push(stream)
    expect(stream.status).toBe(200)
    await vi.waitFor(() => expect(stream.beats).toBeGreaterThan(0))
    return stream
  }
  const addMine = () => world.addCase({ contactId: maja.contact.id })

  it('tell of each change that the customer may see, to those who may see the case', async () => {
    const [mine, theirs, nobodys] = [await open(maja), await open(vodja), await open(spy)]
    const { id } = await addMine()
    const colleagues = await world.addCase({ contactId: vodja.contact.id })
    await vi.waitFor(() => expect(theirs.caseIds).toEqual([id, colleagues.id]))
    // Each stream has a line of its own, and one may be ahead of the other.
    await vi.waitFor(() => expect(mine.caseIds).toEqual([id]))

    const told = async (change: () => Promise<unknown>) => {
      mine.caseIds.length = 0
      await change()
      await vi.waitFor(() => expect(new Set(mine.caseIds)).toEqual(new Set([id])))
    }
    await told(() => api.push(aReply(id)))
    await told(() => api.push(anUpdate(id, { ownerId: { to: world.ana.id, base: { value: null, version: 1 } } })))
    await told(() =>
      api.push(anUpdate(id, { status: { to: 'waiting_for_details', base: { value: 'in_progress', version: 1 } } })),
    )
    await told(() => vodja.post(`${CUSTOMER_PATHS.cases}/${id}/notes`, aNoteForm()))
    await told(() => vodja.post(`${CUSTOMER_PATHS.cases}/${id}/close`))
    const { body } = await maja.post(CUSTOMER_PATHS.cases, aCaseForm())
    const { caseId } = body as { caseId: string }
    await vi.waitFor(() => expect(mine.caseIds).toContain(caseId))
    expect(nobodys.caseIds).toEqual([])
  })

  it('keep silent of internal notes and of moves between teams', async () => {
    const stream = await open(maja)
    const { id } = await addMine()
    await vi.waitFor(() => expect(stream.caseIds).toEqual([id]))
    const team = await world.addTeam(world.ana)
    await api.push(aReply(id, { visibility: 'internal', body: 'Med nami.' }))
    await api.push(anUpdate(id, { teamId: { to: team.id, base: { value: 'podpora', version: 1 } } }))
    const later = await addMine()
    await vi.waitFor(() => expect(stream.caseIds.length).toBeGreaterThan(1))
    expect(stream.caseIds).toEqual([id, later.id])
  })

  it('end with the session, the access, the consents and the role that they were opened in', async () => {
    const { db } = world.deps
    const own = eq(contacts.id, maja.contact.id)
    const ways: [string, () => Promise<unknown>][] = [
      ['signed out', () => maja.post(CUSTOMER_PATHS.signOut)],
      ['run out', () => db.update(customerSessions).set({ expiresAt: 1 })],
      ['disabled', () => db.update(contacts).set({ signIn: 'disabled' }).where(own)],
      ['erased', () => db.update(contacts).set({ erasedAt: 1 }).where(own)],
      ['another role', () => db.update(contacts).set({ role: 'company' }).where(own)],
      ['no consents', () => db.delete(consents).where(eq(consents.contactId, maja.contact.id))],
    ]
    for (const [way, end] of ways) {
      await db.update(contacts).set({ signIn: 'active', erasedAt: null, role: 'own' }).where(own)
      maja = await signedIn(world, app, maja.contact)
      const stream = await open(maja)
      await end()
      await vi.waitFor(() => expect([way, stream.ended]).toEqual([way, true]), { timeout: 3000 })
    }
  })

  it('end when the portal stops, which they do not hinder', async () => {
    const stream = await open(maja)
    await app.close()
    await vi.waitFor(() => expect(stream.ended).toBe(true))
  })

  it('are a dozen a session at most', async () => {
    for (let n = 0; n < MAX_STREAMS; n++) await open(maja)
    const extra = await listen(base, maja)
    expect(extra.status).toBe(429)
    await open(vodja)
    streams[0]?.close()
    await vi.waitFor(async () => {
      const next = await listen(base, maja)
      streams.push(next)
      expect(next.status).toBe(200)
    })
  })

  it('are forgotten with a page that goes away before it was let in', async () => {
    await world.deps.db.transaction(async (tx) => {
      await tx.execute(sql`LOCK TABLE customer_sessions`)
      for (let n = 0; n < MAX_STREAMS; n++) {
        const arrived = once(app.server, 'request')
        const outgoing = request(`${base}${CUSTOMER_PATHS.events}`, { agent: false, headers: { cookie: maja.cookie } })
        outgoing.on('error', () => {}).end()
        const [{ socket }] = (await arrived) as [IncomingMessage]
        const gone = once(socket, 'close')
        outgoing.destroy()
        await gone
      }
    })
    await open(vodja)
    await open(maja)
  })
})

describeOnPostgres('customers’ events over several processes', (database) => {
  it('hear what another process wrote; after its own connection broke the pages come again', async () => {
    const other = await openDatabase(database.options)
    const world = await createWorld(database.current)
    const app = await buildApp({ ...world.deps, database: other })
    const base = await app.listen({ host: '127.0.0.1', port: 0 })
    const maja = await signedIn(world, app, await addContact(world, { role: 'own' }))
    const stream = await listen(base, maja)
    const { id } = await world.addCase({ contactId: maja.contact.id })
    await vi.waitFor(() => expect(stream.caseIds).toEqual([id]), { timeout: 5000 })

    await database.current.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'spica-portal-listen'`,
    )
    await vi.waitFor(() => expect(stream.ended).toBe(true), { timeout: 5000 })
    const again = await listen(base, maja)
    const later = await world.addCase({ contactId: maja.contact.id })
    await vi.waitFor(() => expect(again.caseIds).toEqual([later.id]), { timeout: 5000 })
    again.close()
    await app.close()
    await other.close()
  })
})
