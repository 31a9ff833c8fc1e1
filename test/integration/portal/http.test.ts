import { gunzipSync, gzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import { PROTOCOL_HEADER } from '#shared/portal-api/sync.ts'
import { describeOnBoth } from './databases.ts'
import { type Api, aReply, createApi, createWorld, type World } from './world.ts'

const CLIENT = 'b7a4c3c0-52a3-4bb0-9a43-0a7d2f0c1a10'

describeOnBoth('the portal over HTTP', (database) => {
  let world: World
  let api: Api
  beforeEach(async () => {
    world = await createWorld(database.current)
    api = await createApi(world)
  })
  afterEach(() => api.app.close())
  const bearer = () => ({ authorization: `Bearer ${api.token}` })

  it('shows nothing to somebody without a token, or with a wrong one', async () => {
    const secret = await world.addCase({ title: 'Tajni naslov' })
    const routes: ['GET' | 'POST' | 'DELETE', string][] = [
      ['GET', PORTAL_PATHS.me],
      ['GET', PORTAL_PATHS.sessions],
      ['DELETE', `${PORTAL_PATHS.sessions}/x`],
      ['POST', PORTAL_PATHS.signOut],
      ['POST', PORTAL_PATHS.push],
      ['GET', `${PORTAL_PATHS.changes}?cursor=a.0`],
      ['GET', PORTAL_PATHS.snapshot],
      ...SYNC_TABLES.map((table): ['GET', string] => ['GET', `${PORTAL_PATHS.snapshot}?table=${table}`]),
      ['GET', PORTAL_PATHS.events],
    ]
    const tokens = [undefined, 'Bearer wrong', 'Bearer ', `Basic ${api.token}`, `Bearer ${api.token.slice(1)}`]
    for (const [method, url] of routes) {
      for (const authorization of tokens) {
        const payload = method === 'POST' ? { clientId: CLIENT, operations: [aReply(secret.id)] } : undefined
        const answer = await api.app.inject({ method, url, payload, headers: authorization ? { authorization } : {} })
        expect([url, answer.statusCode]).toEqual([url, 401])
        expect(problemDetails.parse(answer.json()).code).toBe('unauthorized')
        expect(answer.headers['www-authenticate']).toBe('Bearer')
        expect(answer.body).not.toContain('Tajni')
      }
    }
  })

  it('answers every error as problem details, without telling its inside', async () => {
    const post = { method: 'POST' as const, url: PORTAL_PATHS.push, headers: { ...bearer() } }
    const json = { ...post, headers: { ...post.headers, 'content-type': 'application/json' } }
    const cases: [number, string, InjectOptions][] = [
      [404, 'not_found', { url: '/no/such/thing' }],
      [400, 'invalid_request', { url: '/%zz' }],
      [404, 'not_found', { method: 'PUT', url: PORTAL_PATHS.me }],
      [400, 'invalid_request', { url: `${PORTAL_PATHS.changes}?cursor=nonsense`, headers: bearer() }],
      [400, 'invalid_request', { url: `${PORTAL_PATHS.snapshot}?table=agent_credentials`, headers: bearer() }],
      [400, 'invalid_request', { url: `${PORTAL_PATHS.snapshot}?table=cases&limit=1001`, headers: bearer() }],
      [400, 'invalid_request', { ...json, payload: '{"clientId":' }],
      [400, 'invalid_request', { ...json, payload: '{"clientId":"x","operations":[]}' }],
      [400, 'invalid_request', { ...json, payload: '{"__proto__":{"x":1}}' }],
      [400, 'invalid_request', { ...post, payload: '<a/>', headers: { ...bearer(), 'content-type': 'text/xml' } }],
      [400, 'invalid_request', { method: 'POST', url: PORTAL_PATHS.signIn, payload: { email: '' } }],
      [413, 'too_large', { method: 'POST', url: PORTAL_PATHS.signIn, payload: { email: 'x'.repeat(20_000) } }],
      [413, 'too_large', { ...json, payload: `"${'x'.repeat(9 * 1024 * 1024)}"` }],
      [426, 'client_too_old', { url: PORTAL_PATHS.snapshot, headers: { ...bearer(), [PROTOCOL_HEADER]: '0' } }],
      [410, 'resync_needed', { url: `${PORTAL_PATHS.changes}?cursor=x.1`, headers: bearer() }],
    ]
    for (const [status, code, request] of cases) {
      const answer = await api.app.inject(request)
      expect([request, answer.statusCode]).toEqual([request, status])
      expect(answer.headers['content-type']).toBe('application/problem+json')
      expect(problemDetails.parse(answer.json())).toMatchObject({ status, code })
      expect(answer.body).not.toMatch(/node_modules|at .*\.ts|SELECT/)
    }
  })

  it('has no event stream without a body, which would never end', async () => {
    const answer = await api.app.inject({ method: 'HEAD', url: PORTAL_PATHS.events, headers: bearer() })
    expect(answer.statusCode).toBe(404)
  })

  it('says "unavailable" while the database is away, and for how long to wait', async () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const query = () => Promise.reject(lost)
    const broken = await createApi({ ...world, database: { ...database.current, query } })
    for (const url of [PORTAL_PATHS.health, PORTAL_PATHS.snapshot]) {
      const answer = await broken.app.inject({ url, headers: { authorization: `Bearer ${broken.token}` } })
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBe('5')
      expect(problemDetails.parse(answer.json()).code).toBe('unavailable')
    }
    await broken.app.close()
  })

  it('says "internal" and no more when something unforeseen happens', async () => {
    const query = () => Promise.reject(new Error('secret inside'))
    const broken = await createApi({ ...world, database: { ...database.current, query } })
    const answer = await broken.app.inject({ url: PORTAL_PATHS.health })
    expect(answer.statusCode).toBe(500)
    expect(problemDetails.parse(answer.json()).code).toBe('internal')
    expect(answer.body).not.toContain('secret')
    await broken.app.close()
  })

  it('is healthy and closed by default', async () => {
    const answer = await api.app.inject({ url: PORTAL_PATHS.health })
    expect(answer.json()).toEqual({ status: 'ok' })
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('packs large answers as the desk can unpack them', async () => {
    for (let i = 0; i < 20; i++) await world.addCase()
    const url = `${PORTAL_PATHS.snapshot}?table=cases`
    const plain = await api.app.inject({ url, headers: bearer() })
    const packed = await api.app.inject({ url, headers: { ...bearer(), 'accept-encoding': 'gzip' } })
    const brotli = await api.app.inject({ url, headers: { ...bearer(), 'accept-encoding': 'gzip, br' } })

    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
    expect(brotli.headers['content-encoding']).toBe('br')
  })

  it('unpacks requests, and a bomb only as far as the limit', async () => {
    const { id } = await world.addCase()
    const headers = { ...bearer(), 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const push = (body: string) =>
      api.app.inject({ method: 'POST', url: PORTAL_PATHS.push, headers, payload: gzipSync(body) })

    const answer = await push(JSON.stringify({ clientId: CLIENT, operations: [aReply(id)] }))
    expect(answer.json()).toMatchObject({ results: [{ status: 'applied' }] })
    const bomb = await push(' '.repeat(64 * 1024 * 1024))
    expect([bomb.statusCode, problemDetails.parse(bomb.json()).code]).toEqual([413, 'too_large'])
  })

  it('describes every route of desks at /docs from the same schemas', async () => {
    type Described = {
      paths: Record<string, Record<string, { security?: unknown; responses: Record<string, unknown> }>>
    }
    const described = (await api.app.inject({ url: '/docs/json' })).json<Described>()
    // Customers' routes have guards and error answers of their own.
    const paths = Object.fromEntries(Object.entries(described.paths).filter(([path]) => !path.startsWith('/customer/')))
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )

    expect(listed.sort()).toEqual(
      [
        `DELETE ${PORTAL_PATHS.sessions}/{id}`,
        `GET ${PORTAL_PATHS.changes}`,
        `GET ${PORTAL_PATHS.contactExport}/{contactId}`,
        `POST ${PORTAL_PATHS.deviceImport}`,
        `GET ${PORTAL_PATHS.digest}`,
        `GET ${PORTAL_PATHS.events}`,
        `GET ${PORTAL_PATHS.health}`,
        `GET ${PORTAL_PATHS.limits}`,
        `GET ${PORTAL_PATHS.me}`,
        `GET ${PORTAL_PATHS.sessions}`,
        `GET ${PORTAL_PATHS.snapshot}`,
        `POST ${PORTAL_PATHS.cancel}`,
        `POST ${PORTAL_PATHS.push}`,
        `PUT ${PORTAL_PATHS.presence}`,
        `POST ${PORTAL_PATHS.signIn}`,
        `POST ${PORTAL_PATHS.signOut}`,
      ].sort(),
    )
    for (const [path, methods] of Object.entries(paths)) {
      for (const description of Object.values(methods)) {
        expect(description.responses.default).toHaveProperty(['content', 'application/problem+json'])
        const open = path === PORTAL_PATHS.health || path === PORTAL_PATHS.signIn
        expect(description.security).toEqual(open ? undefined : [{ bearer: [] }])
      }
    }
    expect((await api.app.inject({ url: '/docs/' })).statusCode).toBe(200)
  })
})
