import { describe, expect, it, vi } from 'vitest'
import { createApi } from '#portal/web/api/client.ts'
import { ApiProblem } from '#portal/web/api/problem.ts'
import { createSession } from '#portal/web/session/session.ts'
import type { Me, PortalConfig } from '#shared/customer-api/access.ts'
import { CSRF_HEADER } from '#shared/customer-api/paths.ts'

type Answer = { status: number; body?: unknown } | Error

const problem = (status: number, code: string, fields?: object): Answer => ({ status, body: { code, fields } })
const CONFIG = { proof: false, contact: { email: 'a@b.example' } } as unknown as PortalConfig
const me = (csrfToken: string): Me => ({ firstName: 'Janez', consentsNeeded: [], csrfToken }) as unknown as Me

/** A portal that answers each `METHOD path` with what comes next; the last answer stays. */
function aPortal(answers: Record<string, Answer[]>) {
  const asked: { what: string; token: string | null; body: unknown }[] = []
  const fetch = vi.fn(async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const what = `${init.method} ${String(input)}`
    asked.push({
      what,
      token: new Headers(init.headers).get(CSRF_HEADER),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    })
    const queue = answers[what] ?? []
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (!answer) throw new Error(`Nobody asks ${what}`)
    if (answer instanceof Error) throw answer
    const text = answer.body === undefined ? null : JSON.stringify(answer.body)
    return new Response(answer.status === 204 ? null : text, { status: answer.status })
  })
  const api = createApi({ fetch: fetch as typeof globalThis.fetch })
  return { api, asked, session: createSession(api) }
}

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

describe('the client of the portal', () => {
  it('gives the body, and nothing for an empty answer', async () => {
    const { api, asked } = aPortal({
      'GET /x?a=1&b=true': [{ status: 200, body: { y: 2 } }],
      'POST /x': [{ status: 204 }],
    })
    expect(await api.get('/x', { a: 1, b: true, c: undefined })).toEqual({ y: 2 })
    expect(await api.post('/x', { z: 3 })).toBeUndefined()
    expect(asked[1]?.body).toEqual({ z: 3 })
  })

  it('throws the problem that the portal tells, with its fields', async () => {
    const { api } = aPortal({ 'POST /x': [problem(422, 'invalid_fields', { email: 'invalid', odd: 7 })] })
    const error = await caught(api.post('/x', {}))
    expect(error).toBeInstanceOf(ApiProblem)
    expect(error).toMatchObject({ code: 'invalid_fields', status: 422, fields: { email: 'invalid' } })
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [413, 'too_large'],
    [429, 'too_many_requests'],
    [503, 'unavailable'],
    [500, 'internal'],
  ])('understands an answer that is not the portal’s own: %d is %s', async (status, code) => {
    const { api } = aPortal({ 'GET /x': [{ status, body: 'Bad gateway' }] })
    expect(await caught(api.get('/x'))).toMatchObject({ code, status })
  })

  it('says that nobody answered, and passes on that the caller gave up', async () => {
    const { api } = aPortal({ 'GET /x': [new TypeError('Failed to fetch')] })
    expect(await caught(api.get('/x'))).toMatchObject({ code: 'unreachable', status: 0 })
    const gone = AbortSignal.abort()
    expect(await caught(api.get('/x', {}, gone))).toBeInstanceOf(TypeError)
  })
})

describe('the session', () => {
  it('knows who is here, and sends the token with what changes anything', async () => {
    const { api, asked, session } = aPortal({
      'GET /customer/v1/config': [{ status: 200, body: CONFIG }],
      'GET /customer/v1/me': [{ status: 200, body: me('one') }],
      'POST /x': [{ status: 204 }],
      'GET /x': [{ status: 200, body: {} }],
    })
    await session.load()
    expect(session.store.getState()).toMatchObject({ me: { firstName: 'Janez' }, config: CONFIG, problem: null })
    await api.post('/x')
    await api.get('/x')
    expect(asked.slice(-2).map(({ token }) => token)).toEqual(['one', null])
  })

  it('holds nobody for a fault, and says when the portal cannot be reached', async () => {
    const { session } = aPortal({
      'GET /customer/v1/config': [new TypeError('offline'), { status: 200, body: CONFIG }],
      'GET /customer/v1/me': [problem(401, 'unauthorized')],
    })
    await session.load()
    expect(session.store.getState()).toMatchObject({ me: null, config: null, problem: { code: 'unreachable' } })
    await session.load()
    expect(session.store.getState()).toMatchObject({ me: null, config: CONFIG, problem: null, left: null })
  })

  it('takes a new token when the portal refuses the old one, and sends the request again once', async () => {
    const { api, asked, session } = aPortal({
      'GET /customer/v1/config': [{ status: 200, body: CONFIG }],
      'GET /customer/v1/me': [
        { status: 200, body: me('one') },
        { status: 200, body: me('two') },
      ],
      'POST /x': [problem(403, 'csrf_failed'), { status: 204 }],
    })
    await session.load()
    await api.post('/x', { word: 'sacred' })
    expect(asked.filter(({ what }) => what === 'POST /x')).toEqual([
      { what: 'POST /x', token: 'one', body: { word: 'sacred' } },
      { what: 'POST /x', token: 'two', body: { word: 'sacred' } },
    ])
  })

  it('does not ask for ever where the token stays refused', async () => {
    const { api, asked, session } = aPortal({
      'GET /customer/v1/config': [{ status: 200, body: CONFIG }],
      'GET /customer/v1/me': [{ status: 200, body: me('one') }],
      'POST /x': [problem(403, 'csrf_failed')],
    })
    await session.load()
    expect(await caught(api.post('/x'))).toMatchObject({ code: 'csrf_failed' })
    expect(asked.filter(({ what }) => what === 'POST /x')).toHaveLength(1)
  })

  it('ends when the portal has ended it, but not by a wrong password', async () => {
    const { api, session } = aPortal({ 'POST /x': [problem(401, 'wrong_credentials'), problem(401, 'unauthorized')] })
    session.set(me('one'))
    await caught(api.post('/x'))
    expect(session.store.getState().me).not.toBeNull()
    await caught(api.post('/x'))
    expect(session.store.getState()).toMatchObject({ me: null, left: 'ended' })
    expect(api.csrfToken()).toBeNull()
  })

  it('goes when one signs out, and stays when that could not be said', async () => {
    const { session } = aPortal({
      'POST /customer/v1/sign-out': [new TypeError('offline'), { status: 204 }],
      'POST /customer/v1/sign-out?everywhere=true': [{ status: 204 }],
    })
    session.set(me('one'))
    expect(await caught(session.signOut())).toMatchObject({ code: 'unreachable' })
    expect(session.store.getState().me).not.toBeNull()
    await session.signOut()
    expect(session.store.getState()).toMatchObject({ me: null, left: 'signed_out' })
    session.set(me('two'))
    await session.signOut(true)
    expect(session.store.getState().me).toBeNull()
  })
})
