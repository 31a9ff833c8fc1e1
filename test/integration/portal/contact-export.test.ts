import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { takeConsents } from '#portal/customers/request-consents.ts'
import {
  attachments,
  auditLog,
  consents,
  contacts,
  notes,
  registrationConsents,
  registrations,
} from '#portal/db/schema.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { answerEstimate } from '#portal/server/cases/estimate-answer.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { exportPerson, PersonTooLarge } from '#portal/server/people/person-export.ts'
import { personExport } from '#shared/portal-api/contact-export.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { problemDetails } from '#shared/portal-api/problem.ts'
import { aConsent, aContact, anAttachment, aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID } from './pushing.ts'
import { type Api, aDecision, anAct, anOffer, aReply, createApi, createWorld, type World } from './world.ts'

describeOnBoth('the export of a person’s data', (database) => {
  let world: World
  let api: Api
  beforeEach(async () => {
    world = await createWorld(database.current)
    api = await createApi(world)
  })
  afterEach(() => api.app.close())

  const urlOf = (contactId: string) => `${PORTAL_PATHS.contactExport}/${contactId}`
  const exported = async (contactId = world.contact.id) => {
    const { status, body } = await api.get(urlOf(contactId))
    expect(status).toBe(200)
    return personExport.strict().parse(body)
  }
  const audited = () => world.deps.db.select().from(auditLog).where(eq(auditLog.event, 'data_exported'))

  it('has what the person told, agreed to, wrote and answered, and nothing that agents alone see', async () => {
    const { id } = await world.addCase({ title: 'Terminal ne dela' })
    const { contact } = world
    await world.deps.db.insert(consents).values(aConsent({ contactId: contact.id, version: '2026-11' }))
    await world.deps.db
      .insert(registrations)
      .values(aRegistration({ contactId: contact.id, explanation: 'Računa nimam.' }))
    await inTransaction(world.deps, (work) =>
      addCustomerNote(work, { caseId: id, contactId: contact.id, body: 'Prva vrstica.\nDruga vrstica.' }),
    )
    const sentAt = world.clock.now()
    const file = anAttachment({ caseId: id, fileName: 'zaslon.png', size: 12_345, createdAt: sentAt })
    await world.deps.db.insert(attachments).values(file)
    const offer = anOffer(id)
    await api.push(
      aReply(id, { visibility: 'internal', body: 'Stranka je tečna.' }),
      aReply(id, { body: 'Pošljite napravo.' }),
      offer,
    )
    await inTransaction(world.deps, (work) =>
      answerEstimate(work, {
        ...{ caseId: id, estimateId: offer.opId, contactId: contact.id, answer: 'decline', reason: null },
      }),
    )

    const { fileName, json, text } = await exported()

    expect(fileName).toBe('osebni-podatki-2026-03-03')
    const data = JSON.parse(json)
    expect(data).toMatchObject({
      person: { firstName: contact.firstName, email: contact.email, company: world.account.name },
      consents: [{ kind: 'personal_data', version: '2026-11' }],
      registrations: [{ explanation: 'Računa nimam.' }],
      cases: [
        {
          title: 'Terminal ne dela',
          files: [{ fileName: 'zaslon.png', size: 12_345, sentAt: new Date(sentAt).toISOString() }],
        },
      ],
      notes: [{ body: 'Prva vrstica.\nDruga vrstica.' }],
      estimates: [
        {
          state: 'declined',
          items: [
            { quantity: 1, unitPrice: 149 },
            { quantity: 1.5, unitPrice: 65, vatRate: 9.5 },
          ],
          totalWithVat: 288.54,
          estimateNote: 'Okvara ni zajeta v garanciji.',
        },
      ],
      estimateAnswers: [{ answer: 'declined' }],
    })
    for (const words of [
      'zaslon.png',
      '12.345',
      '288,54',
      contact.email,
      'Terminal ne dela',
      'Prva vrstica.',
      'Računa nimam.',
      'Soglasja',
    ]) {
      expect(text).toContain(words)
    }
    for (const words of ['tečna', 'Pošljite', world.ana.id, world.ana.name]) {
      expect([json.includes(words), text.includes(words)]).toEqual([false, false])
    }
    // Every field has a word; none is shown by its name in the code.
    expect(text.match(/^ *[a-z]+[A-Z]\w*:/gm)).toBeNull()
  })

  it('has requests for access that came to nothing, and none that may be a colleague’s', async () => {
    const { contact, deps } = world
    const refused = aRegistration({
      email: contact.email.toUpperCase(),
      state: 'rejected',
      decidedBy: world.ana.id,
      decidedAt: 5,
      decisionReason: 'Davčna številka ni prava.',
    })
    const waiting = aRegistration({ email: contact.email, explanation: 'Še čakam.' })
    const others = aRegistration({ explanation: 'Tuja.' })
    await deps.db.insert(registrations).values([refused, waiting, others])
    const { json, text } = await exported()
    const { registrations: own } = JSON.parse(json) as { registrations: { state: string }[] }
    expect(own.map(({ state }) => state).sort()).toEqual(['pending', 'rejected'])
    expect(text).toContain('Davčna številka ni prava.')
    expect(text).toContain('Še čakam.')
    expect(json).not.toContain('Tuja.')
    expect(json).not.toContain(world.ana.id)

    await deps.db.insert(contacts).values(aContact({ accountId: world.account.id, email: contact.email }))
    expect(JSON.parse((await exported()).json).registrations).toEqual([])
  })

  it('has what was agreed to in each request, before its invitation is redeemed and after', async () => {
    const { contact, deps } = world
    const refused = aRegistration({ email: contact.email, state: 'rejected', createdAt: 1 })
    const admitted = aRegistration({ contactId: contact.id, email: contact.email, createdAt: 2 })
    const others = aRegistration()
    await deps.db.insert(registrations).values([refused, admitted, others])
    const agreed = { kind: 'personal_data', givenAt: 5, ip: '192.0.2.7' } as const
    await deps.db.insert(registrationConsents).values([
      { ...agreed, registrationId: refused.id, version: '2025-01' },
      { ...agreed, registrationId: admitted.id, version: '2026-11' },
      { ...agreed, registrationId: admitted.id, kind: 'processing', version: '2026-10' },
      { ...agreed, registrationId: others.id, version: '2024-01' },
    ])
    const known = { kind: 'personal_data', givenAt: '1970-01-01T00:00:00.005Z', ip: '192.0.2.7' }
    const ofRequests = [
      { consents: [{ ...known, version: '2025-01' }] },
      {
        consents: [
          { ...known, version: '2026-11' },
          { ...known, kind: 'processing', version: '2026-10' },
        ],
      },
    ]
    const { json, text } = await exported()
    expect(JSON.parse(json)).toMatchObject({ consents: [], registrations: ofRequests })
    expect(json).not.toContain('2024-01')
    expect(text).toContain('Različica besedila: 2025-01')

    await inTransaction(deps, (work) => takeConsents(work, { contactId: contact.id, email: contact.email }))
    const after = JSON.parse((await exported()).json)
    expect(after.registrations).toMatchObject(ofRequests)
    expect(after.consents).toMatchObject([{ version: '2026-11' }, { version: '2026-10' }])
  })

  it('is in the person’s language', async () => {
    const john = aContact({ accountId: world.account.id, language: 'en' })
    await world.deps.db.insert(contacts).values(john)
    const { fileName, text } = await exported(john.id)
    expect(fileName).toMatch(/^personal-data-/)
    expect(text).toContain('Registration requests')
    expect(text).toContain('Nothing is kept.')
  })

  it('is written down: who asked, when, about whom', async () => {
    await exported()
    expect(await audited()).toMatchObject([
      { at: world.clock.now(), actorKind: 'agent', actorId: world.ana.id, contactId: world.contact.id },
    ])
  })

  it('is not given to strangers, nor of somebody who is not there or was erased', async () => {
    const answer = await api.app.inject({ url: urlOf(world.contact.id) })
    expect(answer.statusCode).toBe(401)
    await api.push(anAct(world.contact.id, 'erase'))
    for (const id of [ABSENT_ID, world.contact.id, 'x%00', '..%2f..']) {
      const { status, body } = await api.get(urlOf(id))
      expect([id, status >= 400 && status < 500, problemDetails.safeParse(body).success]).toEqual([id, true, true])
    }
    expect(await audited()).toEqual([])
  })

  it('has its bounds: of one person’s words, and of one agent’s asking', async () => {
    const { id } = await world.addCase()
    const note = { caseId: id, visibility: 'public', authorKind: 'customer', authorId: world.contact.id } as const
    await world.deps.db.insert(notes).values({ ...note, id: 'n1', body: 'x'.repeat(1000), createdAt: 1 })
    const asked = { contactId: world.contact.id, agentId: world.ana.id }
    await expect(exportPerson(world.deps, { ...asked, maxCharacters: 1000 })).rejects.toThrow(PersonTooLarge)
    expect(await audited()).toEqual([])
    expect(await exportPerson(world.deps, { ...asked, maxCharacters: 1100 })).not.toBeNull()

    const statuses: number[] = []
    for (let n = 0; n < 31; n++) statuses.push((await api.get(urlOf(ABSENT_ID))).status)
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404))
    expect(statuses.at(-1)).toBe(429)
    const bor = await api.as(world.bor)
    expect((await bor.get(urlOf(ABSENT_ID))).status).toBe(404)
  })

  it('holds of those whom agents have let in, too', async () => {
    const petra = aRegistration()
    await world.deps.db.insert(registrations).values(petra)
    await api.push(aDecision(petra.id))
    const [made] = await world.deps.db.select().from(contacts).where(eq(contacts.email, petra.email))
    expect(JSON.parse((await exported(made?.id)).json)).toMatchObject({ registrations: [{ email: petra.email }] })
  })
})
