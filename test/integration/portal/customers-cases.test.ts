import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  attachments,
  caseEvents,
  cases,
  devices,
  entitlements,
  estimates,
  mailQueue,
  notes,
} from '#portal/db/schema.ts'
import { buildApp } from '#portal/server/app.ts'
import { lockCase, touch } from '#portal/server/cases/case-fields.ts'
import { inTransaction } from '#portal/server/deps.ts'
import {
  casePage,
  customerCaseDetail,
  MAX_DEVICES,
  newCaseOptions,
  newCaseResponse,
  ownDevices,
} from '#shared/customer-api/cases.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import {
  aCaseEvent,
  aDevice,
  aNote,
  anAttachment,
  anEntitlement,
  anEstimate,
  FACTORY_NOW,
} from '#test/factories/rows.ts'
import { aCaseForm, addAccount, addContact, aNoteForm, type Browser, signedIn } from './customer-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const DAY = 86_400_000
const CASES = CUSTOMER_PATHS.cases

describeOnBoth('customers’ cases', (database) => {
  let world: World
  let app: FastifyInstance
  /** Sees the own cases alone. */
  let maja: Browser
  /** Sees the company's. */
  let vodja: Browser

  beforeEach(async () => {
    world = await createWorld(database.current)
    app = await buildApp({ ...world.deps, database: database.current })
    maja = await signedIn(world, app, await addContact(world, { firstName: 'Maja', lastName: 'Žagar', role: 'own' }))
    vodja = await signedIn(
      world,
      app,
      await addContact(world, { firstName: 'Vid', lastName: 'Vodja', role: 'company' }),
    )
  })
  afterEach(() => app.close())

  const list = async (who: Browser, query = ''): Promise<z.infer<typeof casePage>> => {
    const { status, body } = await who.get(`${CASES}${query}`)
    expect([status, body]).toEqual([200, body])
    return casePage.strict().parse(body)
  }
  const titles = async (who: Browser, query = '') => (await list(who, query)).cases.map(({ title }) => title)
  const detail = async (who: Browser, id: string) => {
    const { status, body } = await who.get(`${CASES}/${id}`)
    expect([status, body]).toEqual([200, body])
    return customerCaseDetail.parse(body)
  }
  const stored = async (id: string) => (await world.deps.db.select().from(cases).where(eq(cases.id, id)))[0]
  const mails = async () => (await world.deps.db.select().from(mailQueue)).map(({ mail }) => mail)
  const addMine = (overrides: Parameters<World['addCase']>[0] = {}) =>
    world.addCase({ contactId: maja.contact.id, ...overrides })

  it('lists the own cases or the company’s by role, newest change first', async () => {
    await addMine({ title: 'prva', modifiedAt: 1000 })
    await world.addCase({ title: 'sodelavčeva', modifiedAt: 3000 })
    await addMine({ title: 'druga', modifiedAt: 2000, ownerId: world.ana.id })
    const stranger = await addAccount(world)
    const spy = await addContact(world, { accountId: stranger.id })
    await world.addCase({ title: 'tuja', accountId: stranger.id, contactId: spy.id })

    expect(await titles(maja)).toEqual(['druga', 'prva'])
    expect(await titles(vodja)).toEqual(['sodelavčeva', 'druga', 'prva'])
    expect(await titles(vodja, '?view=mine')).toEqual([])
    const [first] = (await list(maja)).cases
    expect(first).toMatchObject({ ownerName: 'Ana', contactName: 'Maja Žagar', estimateOpen: false, modifiedAt: 2000 })
  })

  it('knows the views and counts both sides', async () => {
    const now = world.clock.now()
    await addMine({ title: 'odprta' })
    await addMine({ title: 'čaka', status: 'waiting_for_details' })
    await addMine({ title: 'rešena', status: 'resolved', closedAt: now - DAY })
    await addMine({ title: 'davna', status: 'cancelled', closedAt: now - 15 * DAY })

    expect((await titles(maja)).sort()).toEqual(['odprta', 'čaka'].sort())
    expect(await titles(maja, '?view=closed')).toEqual(['davna', 'rešena'])
    expect(await titles(maja, '?view=archive')).toEqual(['davna'])
    expect(await titles(maja, '?view=all')).toHaveLength(4)
    expect((await list(maja)).counts).toEqual({ open: 2, closed: 2 })
  })

  it('goes through all pages once, also where many changed at one instant', async () => {
    const ids = []
    for (let at = 0; at < 11; at++) ids.push((await addMine({ modifiedAt: 1000 + (at % 3) })).id)
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: z.infer<typeof casePage> = await list(maja, `?view=all&limit=3${after ? `&after=${after}` : ''}`)
      seen.push(...page.cases.map(({ id }) => id))
      after = page.after
    } while (after)

    expect(seen).toHaveLength(11)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  it('finds by number, serial, reference, words of the case and of public notes, without regard to marks', async () => {
    const one = await addMine({
      title: 'Širina vrat',
      description: 'Čitalnik ČŽŠ ne dela',
      caseNumber: 'CAS-04711-T0M2L3',
      serialNumber: 'ZT-500-O17',
      customerReference: 'NAR/2026_8 100%',
    })
    await world.deps.db
      .insert(notes)
      .values([
        aNote({ caseId: one.id, body: 'Zamenjali smo Ploščico.' }),
        aNote({ caseId: one.id, body: 'interno: zamudnik', visibility: 'internal', authorKind: 'agent' }),
      ])
    await addMine({ title: 'drugo', caseNumber: 'CAS-04712-A1B2C3' })
    const found = (text: string) => titles(maja, `?view=all&text=${encodeURIComponent(text)}`)

    for (const text of [
      ...['CAS-04711-TOM2L3', 'cas 04711', '04711', 't0m2l3', 'zt5000i7', 'ZT-500-017'],
      ...[
        'sirina',
        'ŠIRINA',
        'vrat širina',
        'citalnik czs',
        'ploscico',
        'ploščico širina',
        'nar/2026_8',
        '100%',
        '  vrat  ',
        '%',
        '_',
      ],
    ]) {
      expect([text, await found(text)]).toEqual([text, ['Širina vrat']])
    }
    for (const text of [
      'zamudnik',
      'interno',
      'širina drugo',
      '2026%8',
      'NAR_2026',
      "' OR 1=1 --",
      '\\',
      '04711 drugo',
    ]) {
      expect([text, await found(text)]).toEqual([text, []])
    }
    expect(await found('')).toHaveLength(2)
  })

  it('shows the whole public side of a case and nothing else of it', async () => {
    const { id } = await addMine({
      ownerId: world.ana.id,
      serialNumber: 'zt 500-000 9',
      caseType: 'rma',
      warrantyRepair: true,
      customerSystemId: 'SYS-7',
    })
    const { db } = world.deps
    await db.insert(devices).values(aDevice({ serialNumber: 'ZT-500-0009', accountId: world.account.id }))
    const [internal, reply, mine, theirs] = [
      aNote({
        caseId: id,
        visibility: 'internal',
        authorKind: 'agent',
        authorId: world.ana.id,
        body: 'TAJNO',
        createdAt: 5,
      }),
      aNote({ caseId: id, authorKind: 'agent', authorId: world.ana.id, body: 'Pozdravljeni', createdAt: 10 }),
      aNote({ caseId: id, authorId: maja.contact.id, body: 'Hvala', createdAt: 20 }),
      aNote({ caseId: id, authorId: vodja.contact.id, body: 'Mudi se', createdAt: 30 }),
    ]
    await db.insert(notes).values([internal, reply, mine, theirs])
    await db
      .insert(caseEvents)
      .values([
        aCaseEvent({ caseId: id, actorId: world.ana.id, createdAt: 11 }),
        aCaseEvent({ caseId: id, field: 'teamId', from: 'a', to: 'SKRITA-SKUPINA', createdAt: 12 }),
        aCaseEvent({ caseId: id, field: 'title', from: 'STARI-NASLOV', to: 'x', createdAt: 12 }),
      ])
    const files = [
      anAttachment({ caseId: id, fileName: 'primer.png', mediaType: 'image/png' }),
      anAttachment({ caseId: id, noteId: reply.id, fileName: 'odgovor.pdf' }),
      anAttachment({ caseId: id, noteId: internal.id, fileName: 'skrito.pdf' }),
    ]
    await db.insert(attachments).values(files)
    const estimate = anEstimate({
      caseId: id,
      createdBy: world.ana.id,
      validUntil: '2026-03-30',
      state: 'open',
      endedAt: null,
      endedBy: null,
    })
    await db.insert(estimates).values(estimate)
    await db.insert(caseEvents).values(
      aCaseEvent({
        id: `${estimate.id}:open`,
        caseId: id,
        field: 'estimate',
        from: null,
        to: 'open',
        actorId: world.ana.id,
        createdAt: 25,
      }),
    )

    const shown = await detail(maja, id)
    expect(shown.thread).toEqual([
      {
        type: 'note',
        id: reply.id,
        createdAt: 10,
        from: 'agent',
        name: 'Ana',
        body: 'Pozdravljeni',
        attachments: [{ id: files[1]!.id, fileName: 'odgovor.pdf', mediaType: 'text/plain', size: 1024 }],
      },
      { type: 'status', id: expect.any(String), createdAt: 11, from: 'agent', name: 'Ana', status: 'researching' },
      { type: 'note', id: mine.id, createdAt: 20, from: 'you', name: 'Maja Žagar', body: 'Hvala', attachments: [] },
      {
        type: 'estimate',
        id: `${estimate.id}:open`,
        createdAt: 25,
        from: 'agent',
        name: 'Ana',
        estimateId: estimate.id,
        state: 'open',
      },
      {
        type: 'note',
        id: theirs.id,
        createdAt: 30,
        from: 'colleague',
        name: 'Vid Vodja',
        body: 'Mudi se',
        attachments: [],
      },
    ])
    expect(shown.attachments.map(({ fileName }) => fileName)).toEqual(['primer.png'])
    expect(shown.case).toMatchObject({
      ...{ ownerName: 'Ana', deviceModel: 'Zone Touch 500', warrantyRepair: true, customerSystemId: 'SYS-7' },
      ...{ reopens: true, mayClose: true, estimateOpen: true, caseType: 'rma' },
    })
    expect(shown.estimates).toMatchObject([{ id: estimate.id, state: 'open', items: estimate.items, agentName: 'Ana' }])
    const text = JSON.stringify([shown, await list(maja)])
    for (const secret of [
      'TAJNO',
      'skrito',
      'SKRITA',
      'STARI',
      world.ana.id,
      world.ana.email,
      'podpora',
      maja.contact.email,
    ]) {
      expect(text).not.toContain(secret)
    }
  })

  it('an internal note leaves no trace: neither in the order, nor in the time of the last change', async () => {
    const { id } = await addMine({ modifiedAt: 1000 })
    await addMine({ title: 'novejša', modifiedAt: 2000 })
    await inTransaction(world.deps, async (work) => touch(work, (await lockCase(work, id))!, { internal: true }))

    expect((await stored(id))?.modifiedAt).toBe(world.clock.now())
    const { cases: shown } = await list(maja)
    expect(shown.map(({ modifiedAt }) => modifiedAt)).toEqual([2000, 1000])
  })

  it('shows an estimate as run out from the moment its last day is over in Ljubljana', async () => {
    const { id } = await addMine()
    const until = new Date(world.clock.now()).toISOString().slice(0, 10)
    await world.deps.db.insert(estimates).values(
      anEstimate({
        caseId: id,
        createdBy: world.ana.id,
        validUntil: until,
        state: 'open',
        endedAt: null,
        endedBy: null,
      }),
    )
    expect((await list(maja)).cases[0]?.estimateOpen).toBe(true)

    const midnightThere = Date.parse(`${until}T23:00:00Z`)
    world.clock.pass(midnightThere - 1 - world.clock.now())
    // The session ran out meanwhile.
    const again = await signedIn(world, app, maja.contact)
    expect((await detail(again, id)).estimates[0]?.state).toBe('open')
    world.clock.pass(1)
    expect((await detail(again, id)).estimates[0]?.state).toBe('expired')
    expect((await list(again)).cases[0]?.estimateOpen).toBe(false)
  })

  it('offers the company’s contracts alone', async () => {
    const other = await addAccount(world)
    const [valid, over] = [
      anEntitlement({ accountId: world.account.id, name: 'Velja' }),
      anEntitlement({ accountId: world.account.id, name: 'Potekla', validUntil: '2026-01-31' }),
    ]
    const rows = [valid, over, anEntitlement({ accountId: other.id, name: 'Tuja' })]
    await world.deps.db.insert(entitlements).values(rows)
    const { body } = await maja.get(`${CASES}/options`)
    expect(newCaseOptions.strict().parse(body)).toMatchObject({
      entitlements: [
        { id: valid.id, name: 'Velja', valid: true },
        { id: over.id, valid: false },
      ],
    })
  })

  describe('own devices', () => {
    const ask = async (text?: string) => {
      const query = text === undefined ? '' : `?text=${encodeURIComponent(text)}`
      const { devices: found, total } = ownDevices
        .strict()
        .parse((await maja.get(`${CASES}/options/devices${query}`)).body)
      return { found, numbers: found.map(({ serialNumber }) => serialNumber), total }
    }

    it('are the company’s alone, with what is known of their warranty', async () => {
      const other = await addAccount(world)
      const own = { accountId: world.account.id, model: 'Terminal' }
      await world.deps.db
        .insert(devices)
        .values([
          aDevice({ ...own, serialNumber: 'ZT-1', warrantyUntil: null }),
          aDevice({ ...own, serialNumber: 'ZT-2', warrantyUntil: '2026-01-31' }),
          aDevice({ ...own, serialNumber: 'ZT-3', accountId: other.id }),
          aDevice({ ...own, serialNumber: 'ZT-4', accountId: null }),
        ])
      expect(await ask()).toMatchObject({
        total: 2,
        found: [
          { serialNumber: 'ZT-1', warrantyUntil: null, underWarranty: null },
          { serialNumber: 'ZT-2', warrantyUntil: '2026-01-31', underWarranty: false },
        ],
      })
      for (const text of ['ZT-3', 'zt4', '%', '_']) expect(await ask(text)).toMatchObject({ found: [], total: 0 })
    })

    it('are found however they are typed, among any number of them, the very one first', async () => {
      const own = { accountId: world.account.id }
      const many = Array.from({ length: 450 }, (_, at) =>
        aDevice({ ...own, model: 'Aparat', serialNumber: `AA-${String(at).padStart(4, '0')}` }),
      )
      const last = aDevice({ ...own, model: 'Zone Spica 10', serialNumber: 'ZX-1O01' })
      const longer = aDevice({ ...own, model: 'Bralnik', serialNumber: 'ZX-1001-B' })
      await world.deps.db.insert(devices).values([...many, longer, last])
      expect(await ask()).toMatchObject({ total: 452 })
      expect((await ask()).found).toHaveLength(MAX_DEVICES)
      expect(await ask('zx i0 oi')).toMatchObject({ numbers: ['ZX-1O01', 'ZX-1001-B'], total: 2 })
      expect(await ask('X10')).toMatchObject({ total: 2 })
      expect(await ask('spica-1o')).toMatchObject({ numbers: ['ZX-1O01'] })
      expect(await ask('aa 0449')).toMatchObject({ numbers: ['AA-0449'], total: 1 })
      expect((await maja.get(`${CASES}/options/devices?text=${'A'.repeat(101)}`)).status).toBe(400)
    })
  })

  it('opens a case of the own company, with its number, and tells both sides by mail', async () => {
    const entitlement = anEntitlement({ accountId: world.account.id })
    await world.deps.db.insert(entitlements).values(entitlement)
    const form = aCaseForm({
      ...{ caseType: 'rma', entitlementId: entitlement.id, warrantyRepair: true, serialNumber: ' ZT-9 ' },
      ...{ customerReference: '', customerSystemId: 'S1' },
    })
    const { status, body } = await maja.post(CASES, form)
    expect(status).toBe(200)
    const { caseId, caseNumber } = newCaseResponse.parse(body)

    expect(await stored(caseId)).toMatchObject({
      ...{ caseNumber, title: form.title, description: form.description, caseType: 'rma', status: 'in_progress' },
      ...{ accountId: world.account.id, contactId: maja.contact.id, teamId: 'podpora', ownerId: null },
      ...{ entitlementId: entitlement.id, warrantyRepair: true, serialNumber: 'ZT-9', customerReference: null },
    })
    expect(caseNumber).toMatch(/^CAS-03001-/)
    expect(await mails()).toEqual([
      { kind: 'new_case', caseId },
      { kind: 'new_case_help_desk', caseId },
    ])
  })

  it('opens one case however often the form is sent, and refuses its id for another', async () => {
    const form = aCaseForm()
    const answers = await Promise.all([1, 2, 3].map(() => maja.post(CASES, form)))
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect(await maja.post(CASES, form)).toMatchObject({ body: answers[0]?.body })
    expect(await world.deps.db.select().from(cases)).toHaveLength(1)

    expect(await maja.post(CASES, { ...form, title: 'drug' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
    // Another person's id is another request.
    expect((await vodja.post(CASES, form)).status).toBe(200)
    expect(await world.deps.db.select().from(cases)).toHaveLength(2)
  })

  it('says which field is wrong, and has done nothing', async () => {
    const foreign = anEntitlement({ accountId: (await addAccount(world)).id })
    await world.deps.db.insert(entitlements).values(foreign)
    const tries: [object, object][] = [
      [aCaseForm({ title: '  ' }), { title: 'required' }],
      [aCaseForm({ title: undefined }), { title: 'required' }],
      [aCaseForm({ title: 'x'.repeat(301) }), { title: 'too_long' }],
      [aCaseForm({ description: '', caseType: 'spam' }), { description: 'required', caseType: 'invalid' }],
      [aCaseForm({ description: 'a\0b' }), { description: 'invalid' }],
      [aCaseForm({ entitlementId: foreign.id }), { entitlementId: 'invalid' }],
      [aCaseForm({ files: [randomUUID()] }), { files: 'invalid' }],
      [aCaseForm({ requestId: 'ena' }), { requestId: 'invalid' }],
    ]
    for (const [form, fields] of tries) {
      const { status, body } = await maja.post(CASES, form)
      expect([status, body]).toMatchObject([422, { code: 'invalid_fields', fields }])
    }
    expect(await world.deps.db.select().from(cases)).toEqual([])
    expect(await mails()).toEqual([])
  })

  it('a note joins, wakes or reopens; sent twice it is one', async () => {
    const now = world.clock.now()
    for (const [before, after] of [
      [{ status: 'researching' as const }, 'researching'],
      [{ status: 'waiting_for_details' as const }, 'in_progress'],
      [{ status: 'resolved' as const, closedAt: now - 14 * DAY }, 'in_progress'],
    ] as const) {
      const { id, caseNumber } = await addMine(before)
      const form = aNoteForm()
      const first = await maja.post(`${CASES}/${id}/notes`, form)
      const again = await maja.post(`${CASES}/${id}/notes`, form)

      expect([first.status, first.body]).toEqual([200, { caseId: id, caseNumber, followUp: false }])
      expect(again.body).toEqual(first.body)
      expect((await stored(id))?.status).toBe(after)
      const shown = await detail(maja, id)
      expect(shown.thread.filter(({ type }) => type === 'note')).toMatchObject([{ from: 'you', body: form.body }])
      expect(shown.case.modifiedAt).toBe(now)
    }
  })

  it('after the window a note begins a follow-up, once', async () => {
    const { id } = await addMine({ status: 'resolved', closedAt: world.clock.now() - 15 * DAY, title: 'Stara' })
    expect((await detail(maja, id)).case).toMatchObject({ reopens: false, mayClose: false })
    const form = aNoteForm({ body: 'Spet isto.' })
    const { body } = await maja.post(`${CASES}/${id}/notes`, form)
    expect(await maja.post(`${CASES}/${id}/notes`, form)).toMatchObject({ body })
    const { caseId, followUp } = body as { caseId: string; followUp: boolean }

    expect(followUp).toBe(true)
    expect(caseId).not.toBe(id)
    expect((await detail(maja, caseId)).case).toMatchObject({
      title: 'Stara',
      description: 'Spet isto.',
      contactName: 'Maja Žagar',
    })
    expect((await detail(maja, caseId)).thread).toEqual([])
    expect((await stored(id))?.status).toBe('resolved')
    expect(await mails()).toMatchObject([{ kind: 'new_case', caseId }, { kind: 'new_case_help_desk' }])
  })

  it('reopens only within the window that this portal is set to', async () => {
    const strict = await buildApp({ ...world.deps, database: database.current, customers: { reopenWindowDays: 3 } })
    const who = await signedIn(world, strict, await addContact(world, { role: 'company' }))
    const { id } = await world.addCase({ status: 'resolved', closedAt: world.clock.now() - 4 * DAY })
    expect((await detail(who, id)).case.reopens).toBe(false)
    expect(await titles(who, '?view=archive')).toHaveLength(1)
    expect((await who.post(`${CASES}/${id}/notes`, aNoteForm())).body).toMatchObject({ followUp: true })
    await strict.close()
  })

  it('a note needs words or a file', async () => {
    const { id } = await addMine()
    expect(await maja.post(`${CASES}/${id}/notes`, aNoteForm({ body: ' ' }))).toMatchObject({
      status: 422,
      body: { code: 'invalid_fields', fields: { body: 'required' } },
    })
  })

  it('closes an open case, once', async () => {
    const { id } = await addMine()
    expect((await maja.post(`${CASES}/${id}/close`)).status).toBe(204)
    expect(await stored(id)).toMatchObject({ status: 'resolved', closedAt: world.clock.now() })
    expect(await maja.post(`${CASES}/${id}/close`)).toMatchObject({ status: 409, body: { code: 'no_longer_possible' } })
    expect((await detail(maja, id)).thread).toMatchObject([{ type: 'status', from: 'you', status: 'resolved' }])
    expect(await mails()).toHaveLength(1)
  })

  it('approves or declines an estimate; the answer moves the case and stands in the thread', async () => {
    for (const [answer, state, reason] of [
      ['approve', 'approved', null],
      ['decline', 'declined', 'Predrago.'],
    ] as const) {
      const { id } = await addMine({ status: 'waiting_for_details' })
      const open = anEstimate({
        caseId: id,
        createdBy: world.ana.id,
        validUntil: '2026-04-01',
        state: 'open',
        endedAt: null,
        endedBy: null,
      })
      await world.deps.db.insert(estimates).values(open)
      const url = `${CASES}/${id}/estimates/${open.id}`
      expect((await maja.post(url, { answer, reason })).status).toBe(204)
      // A lost answer is asked for again.
      expect((await maja.post(url, { answer, reason })).status).toBe(204)

      expect((await stored(id))?.status).toBe('in_progress')
      const { thread, estimates: shown } = await detail(maja, id)
      expect(shown).toMatchObject([{ state, endedAt: world.clock.now() }])
      expect(thread.filter(({ type }) => type === 'estimate')).toMatchObject([
        { from: 'you', estimateId: open.id, state },
      ])
      expect(thread.filter(({ type }) => type === 'note')).toHaveLength(reason === null ? 0 : 1)
      const opposite = answer === 'approve' ? 'decline' : 'approve'
      expect(await maja.post(url, { answer: opposite, reason: null })).toMatchObject({
        status: 409,
        body: { code: 'no_longer_possible' },
      })
    }
  })

  it('withdrawn and expired estimates can no longer be answered, and one of another case never', async () => {
    const { id } = await addMine()
    const other = await addMine()
    const base = { caseId: id, createdBy: world.ana.id }
    const withdrawn = anEstimate({
      ...base,
      state: 'withdrawn',
      endedAt: FACTORY_NOW,
      endedBy: world.ana.id,
      validUntil: '2026-04-01',
    })
    const past = anEstimate({ ...base, state: 'open', endedAt: null, endedBy: null, validUntil: '2026-03-01' })
    await world.deps.db.insert(estimates).values([withdrawn, past])
    for (const { id: estimateId } of [withdrawn, past]) {
      const answer = { answer: 'approve', reason: null }
      expect(await maja.post(`${CASES}/${id}/estimates/${estimateId}`, answer)).toMatchObject({
        status: 409,
        body: { code: 'no_longer_possible' },
      })
      expect(await maja.post(`${CASES}/${other.id}/estimates/${estimateId}`, answer)).toMatchObject({ status: 404 })
    }
  })
})
