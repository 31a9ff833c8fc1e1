import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  attachments,
  caseEvents,
  consents,
  contacts,
  devices,
  entitlements,
  estimates,
  notes,
  rmaLines,
  rmas,
} from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import {
  aCaseEvent,
  aDevice,
  aNote,
  anAttachment,
  anEntitlement,
  anEstimate,
  anRma,
  anRmaLine,
} from '#test/factories/rows.ts'
import { folderStore, type TestStore } from './blob-stores.ts'
import { aCaseForm, addAccount, addContact, aNoteForm, type Browser, signedIn } from './customer-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createApi, createWorld, type World } from './world.ts'

type Method = Extract<HTTPMethods, string>
type Route = { method: Method; url: string }

const PREFIX = '/customer/v1/'
/** Whoever has no session yet needs them. A route that is not named here must ask for one. */
const OPEN = new Set([
  `GET ${CUSTOMER_PATHS.config}`,
  `GET ${CUSTOMER_PATHS.captcha}`,
  `POST ${CUSTOMER_PATHS.register}`,
  `POST ${CUSTOMER_PATHS.question}`,
  `POST ${CUSTOMER_PATHS.question}/answer`,
  `POST ${CUSTOMER_PATHS.invitation}`,
  `POST ${CUSTOMER_PATHS.invitation}/redeem`,
  `POST ${CUSTOMER_PATHS.invitation}/new`,
  `POST ${CUSTOMER_PATHS.signIn}`,
  `POST ${CUSTOMER_PATHS.password}`,
  `POST ${CUSTOMER_PATHS.password}/reset`,
  `POST ${CUSTOMER_PATHS.confirmEmail}`,
])
/** The person's own business, which the gate keeps nobody from. */
const BEFORE_CONSENTS = [CUSTOMER_PATHS.signOut, CUSTOMER_PATHS.me]
/** Of agents' and the service's: open to all. */
const OPEN_TO_ALL = [PORTAL_PATHS.health, PORTAL_PATHS.signIn, '/docs', '/*']

describeOnBoth('every customers’ route', (database) => {
  let world: World
  let app: FastifyInstance
  let kept: TestStore
  let routes: Route[]

  beforeEach(async () => {
    world = await createWorld(database.current)
    kept = await folderStore()
    routes = []
    app = await buildApp({
      ...world.deps,
      database: database.current,
      blobStore: kept.store,
      onRoute: ({ method, url }) => {
        for (const one of [method].flat()) routes.push({ method: one as Method, url })
      },
    })
  })
  afterEach(async () => {
    await app.close()
    await kept.stop()
  })

  const customers = () => routes.filter(({ url }) => url.startsWith(PREFIX))
  const guarded = () => customers().filter(({ method, url }) => !OPEN.has(`${method} ${url}`))
  const name = ({ method, url }: Route) => `${method} ${url}`
  const filled = (url: string) => url.replace(/:\w+/g, 'nekaj')

  it('is known, and asks for a customer’s session unless it is for those who have none', async () => {
    expect(guarded().length).toBeGreaterThan(15)
    expect(new Set(customers().map(name))).toEqual(new Set([...OPEN, ...guarded().map(name)]))
    const api = await createApi(world)
    await api.app.close()
    for (const route of guarded()) {
      for (const headers of [
        {},
        { authorization: `Bearer ${api.token}` },
        { cookie: `spica_customer=${api.token}` },
        { cookie: 'spica_customer=' },
        { cookie: `__Host-spica_customer=${api.token}` },
      ]) {
        const answer = await app.inject({ method: route.method, url: filled(route.url), headers })
        expect([name(route), answer.statusCode, answer.json()]).toMatchObject([
          name(route),
          401,
          { code: 'unauthorized' },
        ])
        expect(answer.headers['cache-control']).toBe('no-store')
      }
    }
  })

  it('that changes anything asks for the session’s own token', async () => {
    const maja = await signedIn(world, app, await addContact(world))
    const other = await signedIn(world, app, await addContact(world))
    const changing = guarded().filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(10)
    for (const route of changing) {
      for (const token of [undefined, '', 'x', other.csrf]) {
        const headers = { cookie: maja.cookie, ...(token === undefined ? {} : { [CSRF_HEADER]: token }) }
        const answer = await app.inject({ method: route.method, url: filled(route.url), headers })
        expect([name(route), answer.statusCode, answer.json()]).toMatchObject([
          name(route),
          403,
          { code: 'csrf_failed' },
        ])
      }
      const crossSite = await maja.request({
        ...route,
        url: filled(route.url),
        headers: { 'sec-fetch-site': 'cross-site' },
      })
      expect([name(route), crossSite.status]).toEqual([name(route), 403])
    }
  })

  it('but for the person’s own waits for the consents', async () => {
    const maja = await signedIn(world, app, await addContact(world))
    await world.deps.db.delete(consents).where(eq(consents.contactId, maja.contact.id))
    const gated = guarded().filter(({ url }) => !BEFORE_CONSENTS.some((path) => url.startsWith(path)))
    expect(gated.length).toBeGreaterThan(8)
    for (const route of gated) {
      const { status, body } = await maja.request({ ...route, url: filled(route.url) })
      expect([name(route), status, body]).toMatchObject([name(route), 403, { code: 'consent_needed' }])
    }
  })

  it('is closed at once to whoever was disabled, erased or signed out', async () => {
    const changes = [{ signIn: 'disabled' as const }, { signIn: 'none' as const }, { erasedAt: 1 }]
    for (const change of changes) {
      const who = await signedIn(world, app, await addContact(world))
      expect((await who.get(CUSTOMER_PATHS.cases)).status).toBe(200)
      await world.deps.db.update(contacts).set(change).where(eq(contacts.id, who.contact.id))
      for (const route of guarded()) {
        const { status } = await who.request({ ...route, url: filled(route.url) })
        expect([name(route), status]).toEqual([name(route), 401])
      }
    }
  })

  it('tells and does nothing of what is another’s: neither of another company’s, nor of a colleague’s to the role “own”', async () => {
    const { victim, ids } = await aRichCase()
    const stranger = await addAccount(world)
    const spies = [
      await signedIn(world, app, await addContact(world, { accountId: stranger.id, role: 'company' })),
      await signedIn(world, app, await addContact(world, { accountId: stranger.id, role: 'own' })),
      await signedIn(world, app, await addContact(world, { role: 'own' })),
    ]
    const before = await everythingOf(victim, ids)
    for (const spy of spies) {
      for (const route of guarded().filter(
        ({ url }) => url !== CUSTOMER_PATHS.events && url !== CUSTOMER_PATHS.signOut,
      )) {
        const params = [...route.url.matchAll(/:(\w+)/g)].map(([, param]) => param ?? '')
        // A parameter that this test does not know is to be added to `ids`.
        expect([name(route), params.filter((param) => !(param in ids))]).toEqual([name(route), []])
        for (const url of addresses(route.url, ids)) {
          const { status, raw } = await spy.request({ method: route.method, url, ...bodyFor(route) })
          const text = raw.toString()
          if (params.length > 0) expect([route.method, url, status]).toEqual([route.method, url, 404])
          for (const secret of SECRETS) expect([url, text.includes(secret)]).toEqual([url, false])
        }
      }
      for (const text of ['SKRIVNOST', '04711', 'ZT-SKRIVNOST']) {
        const { raw } = await spy.get(`${CUSTOMER_PATHS.cases}?view=all&text=${text}`)
        expect(raw.toString()).toContain('"cases":[]')
      }
    }
    expect(await everythingOf(victim, ids)).toEqual(before)
    expect(before.length).toBeGreaterThan(10)
    // The same addresses do lead somewhere: for whoever may.
    expect((await victim.get(`${CUSTOMER_PATHS.cases}/${ids.caseId[0]}`)).raw.toString()).toContain('SKRIVNOST')
  })

  it('is not one of the agents’: neither’s session opens the other’s', async () => {
    const maja = await signedIn(world, app, await addContact(world, { role: 'company' }))
    const token = maja.cookie.split('=')[1]
    const agents = routes.filter(
      ({ url }) => !url.startsWith(PREFIX) && !OPEN_TO_ALL.some((path) => url.startsWith(path)),
    )
    expect(agents.length).toBeGreaterThan(12)
    for (const route of agents) {
      const url = route.url.replace(':sha256', 'a'.repeat(64)).replace(/:\w+/g, maja.contact.id)
      for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
        const { status, raw } = await maja.request({ method: route.method, url, headers })
        expect([name(route), status]).toEqual([name(route), 401])
        expect(raw.toString()).not.toContain(maja.contact.email)
      }
    }
  })

  const SECRETS = ['SKRIVNOST', 'victim@skrivnost.example']

  /** A case with all that belongs to one, each part with a word that nobody else may read. */
  async function aRichCase() {
    const { db } = world.deps
    const { account } = world
    const contact = await addContact(world, { accountId: account.id, role: 'own', email: 'victim@skrivnost.example' })
    const victim = await signedIn(world, app, contact)
    const entitlement = anEntitlement({ accountId: account.id, name: 'Pogodba' })
    await db.insert(entitlements).values(entitlement)
    await db.insert(devices).values(aDevice({ serialNumber: 'ZT-1', accountId: account.id }))
    const found = await world.addCase({
      ...{ contactId: contact.id, ownerId: world.ana.id, title: 'SKRIVNOST naslov', description: 'SKRIVNOST opis' },
      ...{ caseNumber: 'CAS-04711-A1B2C3', serialNumber: 'ZT-SKRIVNOST', customerReference: 'SKRIVNOST' },
    })
    const caseId = found.id
    const [pub, internal] = [
      aNote({ caseId, authorId: contact.id, body: 'SKRIVNOST javna' }),
      aNote({ caseId, visibility: 'internal', authorKind: 'agent', authorId: world.ana.id, body: 'SKRIVNOST interna' }),
    ]
    await db.insert(notes).values([pub, internal])
    const files = [
      anAttachment({ caseId, fileName: 'SKRIVNOST.png' }),
      anAttachment({ caseId, noteId: pub.id, fileName: 'SKRIVNOST.png' }),
      anAttachment({ caseId, noteId: internal.id, fileName: 'SKRIVNOST.png' }),
    ]
    await db.insert(attachments).values(files)
    const estimate = anEstimate({
      ...{ caseId, createdBy: world.ana.id, state: 'open', endedAt: null, endedBy: null },
      ...{ validUntil: '2030-01-01', note: 'SKRIVNOST' },
    })
    await db.insert(estimates).values(estimate)
    await db.insert(caseEvents).values(aCaseEvent({ caseId, actorId: world.ana.id }))
    const rma = anRma({ caseId, rmaNumber: 'RMA-SKRIVNOST', createdBy: world.ana.id })
    const words = { serialNumber: 'ZT-SKRIVNOST', fault: 'SKRIVNOST', diagnosis: 'SKRIVNOST', parts: 'SKRIVNOST' }
    await db.insert(rmas).values(rma)
    await db.insert(rmaLines).values(anRmaLine({ caseId, rmaId: rma.id, trackingNumber: 'SKRIVNOST', ...words }))
    const upload = await victim.upload('SKRIVNOST dnevnik', 'SKRIVNOST.log')
    const { fileId } = upload.body as { fileId: string }
    const sessions = (await victim.get(`${CUSTOMER_PATHS.me}/sessions`)).body as { sessions: { id: string }[] }
    const ids: Record<string, string[]> & { caseId: [string] } = {
      caseId: [caseId],
      estimateId: [estimate.id],
      attachmentId: [...files.map(({ id }) => id), fileId],
      fileId: [fileId, ...files.map(({ id }) => id)],
      id: sessions.sessions.map(({ id }) => id),
    }
    return { victim, ids }
  }

  /** All rows of all tables that name the victim or the victim's case, as text. */
  async function everythingOf({ contact }: Browser, ids: Record<string, string[]>): Promise<string[]> {
    const { query } = database.current
    const tables = await query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    const rows = tables.map(({ name: table }) =>
      query<{ row: string }>(`SELECT '${table} ' || t AS row FROM "${table}" t`),
    )
    const all = (await Promise.all(rows)).flat().map(({ row }) => row)
    const marks = [contact.id, 'SKRIVNOST', ...Object.values(ids).flat()]
    return all.filter((row) => marks.some((mark) => row.includes(mark))).sort()
  }
})

/** With each id that fits in the place of its parameter. */
function addresses(url: string, ids: Record<string, string[]>): string[] {
  const param = /:(\w+)/.exec(url)
  if (!param) return [url]
  return (ids[param[1] ?? ''] ?? []).flatMap((id) => addresses(url.replace(param[0], id), ids))
}

/** One that would be carried out if the row were the sender's own. */
function bodyFor({ method, url }: Route): { payload?: object | string; headers?: Record<string, string> } {
  if (method === 'GET' || method === 'DELETE') return {}
  if (url === CUSTOMER_PATHS.uploads) return { payload: 'x', headers: { 'content-type': 'text/plain' } }
  if (url === CUSTOMER_PATHS.cases) return { payload: aCaseForm() }
  if (url.endsWith('/notes')) return { payload: aNoteForm() }
  if (url.includes('/estimates/')) return { payload: { answer: 'approve', reason: null } }
  return url.endsWith('/close') ? {} : { payload: {} }
}

describe('the queries of customers’ cases', () => {
  const folder = join(import.meta.dirname, '../../../src-portal/customer-cases')
  const TABLES =
    /\b(from|join|update|into)\s+"?(cases|notes|case_events|attachments|estimates|entitlements|devices|rmas|rma_lines)\b/i

  it('name the tables in one place alone', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
    const naming = files.filter((name) => TABLES.test(readFileSync(join(folder, name), 'utf8')))
    expect(files.length).toBeGreaterThan(6)
    expect(naming).toEqual(['scope.ts'])
  })
})
