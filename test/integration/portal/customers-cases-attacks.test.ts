import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cases, contacts, customerRequests, estimates, notes } from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import {
  casePage,
  customerCaseDetail,
  newCaseResponse,
  noteResponse,
  uploadResponse,
} from '#shared/customer-api/cases.ts'
import { customerProblem } from '#shared/customer-api/common.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { aPicture } from '#test/factories/files.ts'
import { anEstimate } from '#test/factories/rows.ts'
import { folderStore, type TestStore } from './blob-stores.ts'
import { aCaseForm, addAccount, addContact, aNoteForm, type Browser, signedIn } from './customer-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const CASES = CUSTOMER_PATHS.cases
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  "'; DROP TABLE cases; --",
  '=HYPERLINK("http://x.example";"x")',
  '\u202eobrnjeno\u0007\u001b[2J',
  '#{7*7} <%= 7*7 %> %s %n \\u0000',
  'javascript:alert(1)//\u2028\u2029x',
]

describeOnBoth('attacks on customers’ cases', (database) => {
  let world: World
  let app: FastifyInstance
  let kept: TestStore
  let maja: Browser
  let spy: Browser

  beforeEach(async () => {
    world = await createWorld(database.current)
    kept = await folderStore()
    app = await buildApp({ ...world.deps, database: database.current, blobStore: kept.store })
    maja = await signedIn(world, app, await addContact(world, { role: 'company' }))
    const stranger = await addAccount(world)
    spy = await signedIn(world, app, await addContact(world, { accountId: stranger.id, role: 'company' }))
  })
  afterEach(async () => {
    await app.close()
    await kept.stop()
  })

  const open = async (overrides: object = {}) => {
    const { status, body } = await maja.post(CASES, aCaseForm(overrides))
    expect([status, body]).toEqual([200, body])
    return newCaseResponse.parse(body).caseId
  }
  const detail = async (id: string) => customerCaseDetail.parse((await maja.get(`${CASES}/${id}`)).body)
  const count = async () => (await world.deps.db.select().from(cases)).length

  it('script in every field comes back as the same text, as JSON that no browser renders', async () => {
    for (const hostile of HOSTILE) {
      const { fileId } = uploadResponse.parse((await maja.upload(aPicture(), hostile)).body)
      const fields = {
        ...{ title: hostile, description: hostile, customerSystemId: hostile, serialNumber: hostile },
        customerReference: hostile,
      }
      const id = await open({ ...fields, files: [fileId] })
      await maja.post(`${CASES}/${id}/notes`, aNoteForm({ body: hostile }))
      await world.deps.db.update(contacts).set({ firstName: hostile }).where(eq(contacts.id, maja.contact.id))

      const { headers } = await maja.get(`${CASES}/${id}`)
      expect(headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
        'cache-control': 'no-store',
      })
      const shown = await detail(id)
      expect(shown.case).toMatchObject({ ...fields, contactName: `${hostile} ${maja.contact.lastName}` })
      expect(shown.thread).toMatchObject([{ body: hostile, name: `${hostile} ${maja.contact.lastName}` }])
      const { raw } = await maja.get(`${CASES}?view=all&text=${encodeURIComponent(hostile)}`)
      expect(casePage.parse(JSON.parse(raw.toString())).cases.some((one) => one.title === hostile)).toBe(true)
      // What could leave an attribute or begin a line of headers is not left in a file's name.
      expect(shown.attachments[0]?.fileName).not.toMatch(/[<>"\p{Cc}\u202e]/u)
    }
    expect(await count()).toBe(HOSTILE.length)
  })

  it('forged cursors move nobody out of the own cases, and what is none is refused', async () => {
    const mine = await open({ title: 'moja' })
    const found = (await world.deps.db.select().from(cases).where(eq(cases.id, mine)))[0]!
    const forged = (text: string) => Buffer.from(text).toString('base64url')
    for (const cursor of [
      forged(`${found.publicModifiedAt + 1}.${mine}`),
      forged('999999999999999.zzz'),
      forged(`0.${mine}`),
    ]) {
      const { status, body } = await spy.get(`${CASES}?view=all&after=${cursor}`)
      expect([status, body]).toMatchObject([200, { cases: [] }])
    }
    for (const cursor of [
      ...['x', '%00', forged(`1.'; DROP TABLE cases`), forged('1e9.a'), forged('-1.a'), forged(`${'9'.repeat(30)}.a`)],
      ...[forged('1'), forged('.a'), forged(`1.${'a'.repeat(65)}`), forged('{"at":1}'), '../..', 'ž'.repeat(60)],
    ]) {
      const { status, body } = await maja.get(`${CASES}?after=${encodeURIComponent(cursor)}`)
      expect([cursor, status, body]).toMatchObject([cursor, 400, { code: 'invalid_request' }])
    }
  })

  it('nonsense in addresses and queries is answered calmly', async () => {
    for (const id of [
      '%00',
      '..%2f..',
      "1'%20OR%201=1",
      'x'.repeat(65),
      '%F0%9F%98%80',
      randomUUID(),
      '__proto__',
      'null',
    ]) {
      for (const url of [`${CASES}/${id}`, `${CUSTOMER_PATHS.files}/${id}`]) {
        const { status, body } = await maja.get(url)
        expect([url, status, body]).toMatchObject([url, 404, { code: 'not_found' }])
      }
      expect((await maja.post(`${CASES}/${id}/close`)).status).toBe(404)
    }
    for (const query of [
      'view=vse',
      'limit=0',
      'limit=101',
      'limit=1e9',
      'limit=abc',
      `text=${'a'.repeat(201)}`,
      'view=open&view=all',
    ]) {
      const { status, body } = await maja.get(`${CASES}?${query}`)
      expect([query, status, body]).toMatchObject([query, 400, { code: 'invalid_request' }])
    }
    const long = 'a '.repeat(100)
    expect((await maja.get(`${CASES}?text=${encodeURIComponent(long)}`)).status).toBe(200)
  })

  it('bodies that are no form change nothing and say nothing of the inside', async () => {
    const post = { method: 'POST' as const, url: CASES }
    const json = { 'content-type': 'application/json' }
    const bodies: [number, object][] = [
      [400, { ...post, headers: json, payload: '{"title":' }],
      [400, { ...post, headers: json, payload: '' }],
      [400, { ...post, headers: json, payload: '{"__proto__":{"x":1}}' }],
      [400, { ...post, headers: json, payload: '[]' }],
      [400, { ...post, headers: json, payload: 'null' }],
      [400, { ...post, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'title=x' }],
      [400, { ...post, headers: { 'content-type': 'text/plain' }, payload: '{}' }],
      [413, { ...post, headers: json, payload: JSON.stringify(aCaseForm({ description: 'x'.repeat(800_000) })) }],
      [422, { ...post, payload: aCaseForm({ description: 'x'.repeat(100_001) }) }],
      [422, { ...post, payload: aCaseForm({ files: Array.from({ length: 21 }, () => randomUUID()) }) }],
      [422, { ...post, payload: aCaseForm({ title: { toString: 'x' } }) }],
      [422, { ...post, payload: aCaseForm({ files: { length: 1e9 } }) }],
    ]
    for (const [status, options] of bodies) {
      const answer = await maja.request(options)
      expect([status, answer.body]).toEqual([answer.status, answer.body])
      customerProblem.strict().parse(answer.body)
      expect(answer.raw.toString()).not.toMatch(/zod|postgres|stack|node_modules|src-portal/i)
    }
    expect(await count()).toBe(0)
  })

  it('fields that are not the customer’s to set are passed over', async () => {
    const id = await open({
      ...{ id: 'moj', ownerId: world.ana.id, teamId: 'x', status: 'resolved', accountId: spy.contact.accountId },
      ...{ contactId: spy.contact.id, caseNumber: 'CAS-1', visibility: 'internal', createdAt: 1 },
    })
    const [stored] = await world.deps.db.select().from(cases)
    expect(stored).toMatchObject({
      id,
      ownerId: null,
      teamId: 'podpora',
      status: 'in_progress',
      contactId: maja.contact.id,
    })
    await maja.post(
      `${CASES}/${id}/notes`,
      aNoteForm({ visibility: 'internal', authorKind: 'agent', authorId: world.ana.id }),
    )
    expect(await world.deps.db.select().from(notes)).toMatchObject([
      { visibility: 'public', authorKind: 'customer', authorId: maja.contact.id },
    ])
  })

  it('a request that is sent again, by others, elsewhere or with other words, does nothing more', async () => {
    const id = await open()
    const second = await open()
    const form = aNoteForm()
    const first = await maja.post(`${CASES}/${id}/notes`, form)
    noteResponse.parse(first.body)
    for (const again of [
      () => maja.post(`${CASES}/${second}/notes`, form),
      () => maja.post(`${CASES}/${id}/notes`, { ...form, body: 'druge besede' }),
      () => maja.post(CASES, aCaseForm({ requestId: form.requestId })),
    ]) {
      expect(await again()).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    }
    expect((await spy.post(`${CASES}/${id}/notes`, form)).status).toBe(404)
    expect(await world.deps.db.select().from(notes)).toHaveLength(1)
    // One that failed for the spy has never been.
    const taken = await world.deps.db
      .select()
      .from(customerRequests)
      .where(eq(customerRequests.contactId, spy.contact.id))
    expect(taken).toEqual([])
  })

  it('many at once answer an estimate once and close a case once', async () => {
    const id = await open()
    const estimate = anEstimate({
      ...{ caseId: id, createdBy: world.ana.id, state: 'open', endedAt: null, endedBy: null },
      validUntil: '2030-01-01',
    })
    await world.deps.db.insert(estimates).values(estimate)
    const url = `${CASES}/${id}/estimates/${estimate.id}`
    const answers = await Promise.all(
      ['approve', 'decline', 'approve', 'decline'].map((answer) => maja.post(url, { answer, reason: null })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 409, 409])
    const { thread } = await detail(id)
    expect(thread.filter(({ type }) => type === 'estimate')).toHaveLength(1)

    const closed = await Promise.all([1, 2, 3].map(() => maja.post(`${CASES}/${id}/close`)))
    expect(closed.map(({ status }) => status).sort()).toEqual([204, 409, 409])
  })

  it('one person’s storm is slowed down, and nobody else’s work with it', async () => {
    const limits = { writes: { max: 3, windowMs: 60_000 }, reads: { max: 5, windowMs: 60_000 } }
    const small = await buildApp({ ...world.deps, database: database.current, customerLimits: limits })
    const stormy = await signedIn(world, small, await addContact(world))
    const calm = await signedIn(world, small, await addContact(world))
    const statuses = []
    for (let n = 0; n < 5; n++) statuses.push((await stormy.post(CASES, aCaseForm())).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    for (let n = 0; n < 5; n++) await stormy.get(CASES)
    const { status, body, headers } = await stormy.get(CASES)
    expect([status, body]).toMatchObject([429, { code: 'too_many_requests' }])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect((await calm.get(CASES)).status).toBe(200)
    expect((await calm.post(CASES, aCaseForm())).status).toBe(200)
    await small.close()
  })
})
