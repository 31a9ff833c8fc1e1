import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  accounts,
  auditLog,
  consents,
  contacts,
  customerCodes,
  mailQueue,
  registrationConsents,
  registrations,
  syncChange,
} from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { contactRow, type RegistrationRow, registrationRow } from '#shared/portal-api/rows.ts'
import { anAccount, aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth } from './databases.ts'
import { ABSENT_ID, conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { aDecision, aQuestion, createWorld, type World } from './world.ts'

type Decision = Parameters<typeof aDecision>[1] & object

describeOnBoth('deciding registrations', (database) => {
  let world: World
  let portal: Pushing
  let petra: RegistrationRow

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
    petra = aRegistration()
    await world.deps.db.insert(registrations).values(petra)
  })

  const made = async (id: string | null | undefined) =>
    (
      await world.deps.db
        .select()
        .from(contacts)
        .where(eq(contacts.id, id ?? ''))
    )[0]
  const mails = async () => (await world.deps.db.select().from(mailQueue).orderBy(mailQueue.id)).map(({ mail }) => mail)
  const audited = () =>
    world.deps.db
      .select({ event: auditLog.event, actorId: auditLog.actorId, contactId: auditLog.contactId })
      .from(auditLog)
      .orderBy(auditLog.id)
  const stored = async () => {
    const [row] = await world.deps.db.select().from(registrations).where(eq(registrations.id, petra.id))
    if (!row) return undefined
    // What desks may not see is not compared with what they see.
    const { approval: _, ...wire } = row
    return wire
  }

  it('writes the first decision, by whom, when and why', async () => {
    world.clock.pass(3000)
    const operation = aDecision(petra.id, { decision: 'rejected', reason: ' Podjetja ne poznamo. ' })

    const result = await portal.ana.one(operation)

    expect(result).toMatchObject({ status: 'applied' })
    expect(await stored()).toEqual({
      ...petra,
      state: 'rejected',
      decidedBy: world.ana.id,
      decidedAt: world.clock.now(),
      decisionReason: 'Podjetja ne poznamo.',
      history: [
        ...petra.history,
        { at: world.clock.now(), step: 'rejected', agentId: world.ana.id, text: 'Podjetja ne poznamo.' },
      ],
    })
    expect(await mails()).toEqual([
      { kind: 'registration_rejected', registrationId: petra.id, reason: 'Podjetja ne poznamo.' },
    ])
    expect(await audited()).toEqual([{ event: 'registration_rejected', actorId: world.ana.id, contactId: null }])
    expect(await world.deps.db.select().from(contacts)).toHaveLength(1)
    const [change] = await world.deps.db.select().from(syncChange).where(eq(syncChange.rowId, petra.id))
    expect('seq' in result && result.seq).toBe(change?.seq)
  })

  it('is on the wire as its schema says, field by field in its order', async () => {
    await portal.ana.push(aQuestion(petra.id, { question: 'Kdo ste? 😀 "Petra"\n…' }), aDecision(petra.id))
    for (const [table, schema] of [
      ['registrations', registrationRow],
      ['contacts', contactRow],
    ] as const) {
      const rows = await world.database.query<{ wire: string }>(
        `SELECT ${wireRowSql(table, 't')} AS wire FROM ${table} t`,
      )
      for (const { wire } of rows) expect(JSON.stringify(schema.strict().parse(JSON.parse(wire)))).toBe(wire)
    }
  })

  describe('approved', () => {
    it('makes the applicant a contact of the company with that tax number, and invites', async () => {
      const consent = { registrationId: petra.id, version: '2026-11', givenAt: petra.createdAt, ip: '192.0.2.7' }
      await world.deps.db.insert(registrationConsents).values([
        { ...consent, kind: 'personal_data' as const },
        { ...consent, kind: 'processing' as const },
      ])
      const company = anAccount({ taxNumber: `SI ${petra.taxNumber}` })
      await world.deps.db.insert(accounts).values(company)

      expect((await portal.ana.one(aDecision(petra.id, { role: 'company' }))).status).toBe('applied')

      const { contactId } = (await stored()) ?? {}
      const { firstName, lastName, email, phone, language } = petra
      expect(await made(contactId)).toEqual({
        ...{ id: contactId, accountId: company.id, firstName, lastName, email, phone, language },
        ...{ signIn: 'invited', role: 'company', deletionRequestedAt: null, erasedAt: null },
      })
      // Nobody has shown yet to read that e-mail.
      expect(await world.deps.db.select().from(consents)).toEqual([])
      expect(await mails()).toMatchObject([{ kind: 'invitation', contactId, email }])
      expect(await audited()).toEqual([
        { event: 'invitation_sent', actorId: world.ana.id, contactId },
        { event: 'registration_approved', actorId: world.ana.id, contactId },
      ])
      expect((await stored())?.history.at(-1)).toMatchObject({ step: 'approved', agentId: world.ana.id })
    })

    it('changes the role of somebody who is known only when the agent has chosen one', async () => {
      const roleOf = async () => (await made(world.contact.id))?.role
      await world.deps.db.update(contacts).set({ role: 'company' }).where(eq(contacts.id, world.contact.id))
      for (const [role, after] of [
        [undefined, 'company'],
        ['own', 'own'],
        [undefined, 'own'],
      ] as const) {
        const again = aRegistration({ email: world.contact.email.toUpperCase() })
        await world.deps.db.insert(registrations).values(again)
        await portal.ana.push(aDecision(again.id, { accountId: world.account.id, role }))
        expect(await roleOf()).toBe(after)
      }
    })

    it('gives somebody who has access already no consents that anybody may have typed', async () => {
      await world.deps.db.update(contacts).set({ signIn: 'active' }).where(eq(contacts.id, world.contact.id))
      const again = aRegistration({ email: world.contact.email })
      await world.deps.db.insert(registrations).values(again)
      await world.deps.db.insert(registrationConsents).values({
        ...{ registrationId: again.id, kind: 'processing', version: '2026-11' },
        ...{ givenAt: again.createdAt, ip: '198.51.100.9' },
      })
      await portal.ana.push(aDecision(again.id, { accountId: world.account.id }))
      expect(await mails()).toEqual([{ kind: 'registration_known', contactId: world.contact.id }])
      expect(await world.deps.db.select().from(consents)).toEqual([])
      expect(await world.deps.db.select().from(registrationConsents)).toHaveLength(1)
    })

    it('takes the company that the agent has picked, whatever the tax number', async () => {
      const same = anAccount({ taxNumber: petra.taxNumber })
      await world.deps.db.insert(accounts).values(same)
      await portal.ana.push(aDecision(petra.id, { accountId: world.account.id }))
      expect(await made((await stored())?.contactId)).toMatchObject({ accountId: world.account.id, role: 'own' })
    })

    it('makes a company where none is found, or where the agent says so', async () => {
      await portal.ana.push(aDecision(petra.id))
      const again = aRegistration({ taxNumber: petra.taxNumber, company: 'Mlekarna Nova d.o.o.' })
      await world.deps.db.insert(registrations).values(again)
      await portal.ana.push(aDecision(again.id, { accountId: null }))

      const rows = await world.deps.db.select().from(accounts).where(eq(accounts.taxNumber, petra.taxNumber))
      expect(rows.map(({ name, country }) => [name, country]).sort()).toEqual(
        [
          [petra.company, 'SI'],
          ['Mlekarna Nova d.o.o.', 'SI'],
        ].sort(),
      )
      expect(rows.map(({ id }) => id)).toContain((await made((await stored())?.contactId))?.accountId)
    })

    it('does nothing when the picked company is not there', async () => {
      expect(statuses(await portal.ana.push(aDecision(petra.id, { accountId: ABSENT_ID })))).toEqual([
        'account_not_found',
      ])
      expect(await stored()).toEqual(petra)
      expect(await mails()).toEqual([])
    })

    it('puts all people of one new company into one, however many are let in at once', async () => {
      const others = Array.from({ length: 6 }, () => aRegistration({ taxNumber: petra.taxNumber }))
      await world.deps.db.insert(registrations).values(others)
      await Promise.all(others.map(({ id }, at) => (at % 2 ? portal.ana : portal.bor).one(aDecision(id))))
      const rows = await world.deps.db.select().from(accounts).where(eq(accounts.taxNumber, petra.taxNumber))
      expect(rows).toHaveLength(1)
      expect(
        await world.deps.db
          .select()
          .from(contacts)
          .where(eq(contacts.accountId, rows[0]?.id ?? '')),
      ).toHaveLength(6)
    })
  })

  describe('asked about', () => {
    it('waits for the applicant, who gets a link to answer by', async () => {
      world.clock.pass(1000)
      expect((await portal.ana.one(aQuestion(petra.id, { question: ' Kdo ste? ' }))).status).toBe('applied')
      const step = { at: world.clock.now(), step: 'asked', agentId: world.ana.id, text: 'Kdo ste?' }
      expect(await stored()).toEqual({ ...petra, state: 'asked', history: [...petra.history, step] })
      expect(await mails()).toMatchObject([
        { kind: 'registration_question', registrationId: petra.id, question: 'Kdo ste?' },
      ])
      expect(await audited()).toEqual([{ event: 'registration_asked', actorId: world.ana.id, contactId: null }])
    })

    it('again, it gets another link, and the first one ends', async () => {
      await portal.ana.push(aQuestion(petra.id), aQuestion(petra.id, { question: 'In kje?' }))
      const codes = await world.deps.db.select().from(customerCodes).orderBy(customerCodes.id)
      expect(codes.map(({ purpose, expiresAt }) => [purpose, expiresAt > world.clock.now()])).toEqual([
        ['question', false],
        ['question', true],
      ])
      expect((await stored())?.history.map(({ step }) => step)).toEqual(['sent', 'asked', 'asked'])
    })

    it('is refused once it is decided, is not there or asks nothing', async () => {
      const decided = aRegistration({ state: 'rejected', decidedBy: world.bor.id, decidedAt: world.clock.now() })
      await world.deps.db.insert(registrations).values(decided)
      const results = await portal.ana.push(
        aQuestion(decided.id),
        aQuestion(ABSENT_ID),
        aQuestion(petra.id, { question: ' \n ' }),
      )
      expect(statuses(results)).toEqual(['registration_decided', 'not_found', 'question_empty'])
      expect(await mails()).toEqual([])
    })
  })

  it('decides also what the applicant was asked about', async () => {
    await world.deps.db.update(registrations).set({ state: 'asked' }).where(eq(registrations.id, petra.id))

    expect((await portal.ana.one(aDecision(petra.id))).status).toBe('applied')
    expect(await stored()).toMatchObject({ state: 'approved', decisionReason: null })
  })

  it('takes the same decision again for nothing, and a different one for a conflict', async () => {
    await portal.bor.push(aDecision(petra.id, { decision: 'approved', reason: 'Stranka od 2019.' }))
    const decidedAt = world.clock.now()
    const first = await stored()
    world.clock.pass(9000)

    expect((await portal.ana.one(aDecision(petra.id, { reason: 'drug razlog' }))).status).toBe('merged')
    expect(conflictOf(await portal.ana.one(aDecision(petra.id, { decision: 'rejected' })))).toEqual({
      field: 'registration',
      mine: 'rejected',
      theirs: 'approved',
      changedBy: world.bor.id,
      changedAt: decidedAt,
    })
    expect(await stored()).toEqual(first)
  })

  describe('approved twice', () => {
    const second = async (first: Partial<Decision>, then: Partial<Decision>) => {
      await portal.bor.push(aDecision(petra.id, first))
      const before = [await stored(), await made((await stored())?.contactId)]
      const result = await portal.ana.one(aDecision(petra.id, then))
      // The first one stands, whatever the second is.
      expect([await stored(), await made((await stored())?.contactId)]).toEqual(before)
      return result
    }

    it('is the same where company and role are, however each agent came to them', async () => {
      for (const [first, then] of [
        [{}, {}],
        [{}, { role: 'own' }],
        [{ accountId: world.account.id }, { accountId: world.account.id, role: 'own' }],
        [{ accountId: null }, { accountId: null }],
        [{ accountId: null }, {}],
        [{ role: 'company' }, { role: 'company' }],
      ] satisfies [Partial<Decision>, Partial<Decision>][]) {
        petra = aRegistration()
        await world.deps.db.insert(registrations).values(petra)
        expect((await second(first, then)).status).toBe('merged')
      }
    })

    it('is a conflict where the company is another, with the names of both', async () => {
      const other = anAccount({ name: 'Druga družba d.o.o.' })
      await world.deps.db.insert(accounts).values(other)
      const decidedAt = world.clock.now()
      expect(conflictOf(await second({ accountId: other.id }, { accountId: world.account.id }))).toEqual({
        ...{ field: 'registration', mine: 'approved', theirs: 'approved' },
        approvals: {
          mine: { company: world.account.name, newCompany: false, role: 'own' },
          theirs: { company: 'Druga družba d.o.o.', newCompany: false, role: 'own' },
        },
        ...{ changedBy: world.bor.id, changedAt: decidedAt },
      })
      expect(conflictOf(await portal.ana.one(aDecision(petra.id, { accountId: null })))).toMatchObject({
        approvals: { mine: { company: petra.company, newCompany: true } },
      })
      expect(statuses([await portal.ana.one(aDecision(petra.id, { accountId: ABSENT_ID }))])).toEqual([
        'account_not_found',
      ])
    })

    it('is a conflict where the role is another, also one that an agent left as it was', async () => {
      const [mine, theirs] = ['own', 'company'] as const
      expect(conflictOf(await second({ role: theirs }, { role: mine }))).toMatchObject({
        approvals: { mine: { role: mine }, theirs: { role: theirs } },
      })
      expect(conflictOf(await portal.ana.one(aDecision(petra.id)))).toMatchObject({
        approvals: { mine: { role: mine }, theirs: { role: theirs } },
      })
    })

    it('is the same where the first was before such things were noted', async () => {
      await portal.bor.push(aDecision(petra.id, { role: 'company' }))
      await world.deps.db.update(registrations).set({ approval: null }).where(eq(registrations.id, petra.id))
      expect((await portal.ana.one(aDecision(petra.id, { role: 'own' }))).status).toBe('merged')
    })
  })

  it('rejects what is not there', async () => {
    const results = await portal.ana.push(aDecision(ABSENT_ID), aDecision(petra.id, { reason: '\0' }))
    expect(statuses(results)).toEqual(['not_found', 'text_not_storable'])
    expect(await stored()).toEqual(petra)
  })

  it('lets one of two who decide at once win, and tells the other', async () => {
    for (let round = 0; round < 10; round++) {
      const registration = aRegistration()
      await world.deps.db.insert(registrations).values(registration)
      const [ana, bor] = await Promise.all([
        portal.ana.one(aDecision(registration.id, { decision: 'approved' })),
        portal.bor.one(aDecision(registration.id, { decision: 'rejected' })),
      ])
      const [row] = await world.deps.db.select().from(registrations).where(eq(registrations.id, registration.id))

      expect([ana.status, bor.status].sort()).toEqual(['applied', 'conflict'])
      const winner = ana.status === 'applied' ? world.ana : world.bor
      expect(row).toMatchObject({ decidedBy: winner.id, state: winner === world.ana ? 'approved' : 'rejected' })
      expect(conflictOf(ana.status === 'conflict' ? ana : bor)).toMatchObject({
        theirs: row?.state,
        changedBy: winner.id,
      })
    }
  })

  it('lets many who decide alike at once all have been right, the first by name', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, at) => (at % 2 ? portal.ana : portal.bor).one(aDecision(petra.id))),
    )
    expect(statuses(results).sort()).toEqual(['applied', ...Array.from({ length: 7 }, () => 'merged')])
  })
})
