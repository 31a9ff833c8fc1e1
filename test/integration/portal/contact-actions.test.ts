import { asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { invite } from '#portal/customers/invitations.ts'
import {
  attachments,
  auditLog,
  caseEvents,
  cases,
  consents,
  contacts,
  customerCodes,
  customerLogins,
  customerRequests,
  customerSessions,
  customerUploads,
  estimates,
  mailQueue,
  notes,
  registrationConsents,
  registrations,
  rmaLines,
} from '#portal/db/schema.ts'
import { wireRowSql } from '#portal/db/sync-sources.ts'
import { enqueueMail } from '#portal/mail/enqueue.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { erasePerson } from '#portal/server/people/erase-person.ts'
import type { OperationResult } from '#shared/portal-api/operations.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { aLineStep, aNewLine, aNewRma, firstLine } from '#test/factories/rma-operations.ts'
import { aConsent, aContact, aRegistration } from '#test/factories/rows.ts'
import { describeOnBoth, describeOnPostgres } from './databases.ts'
import { ABSENT_ID, conflictOf, type Pushing, pushingIn, statuses } from './pushing.ts'
import { aMerge, anAct, anUpdate, aReply, createWorld, type World } from './world.ts'

describeOnBoth('what agents do with customers’ access', (database) => {
  let world: World
  let portal: Pushing

  beforeEach(async () => {
    world = await createWorld(database.current)
    portal = pushingIn(world)
  })

  const add = async (overrides: Partial<ContactRow>, login?: { password: string | null }): Promise<ContactRow> => {
    const row = aContact({ accountId: world.account.id, ...overrides })
    await world.deps.db.insert(contacts).values(row)
    if (login) {
      const username = row.email
      await world.deps.db
        .insert(customerLogins)
        .values({ contactId: row.id, username, usernameKey: username, createdAt: world.clock.now(), ...login })
    }
    return row
  }
  const openSession = async (contactId: string, id: string) => {
    const [createdAt, expiresAt] = [world.clock.now(), world.clock.now() + 3_600_000]
    await world.deps.db
      .insert(customerSessions)
      .values({ id, contactId, tokenHash: id, device: 'Firefox', createdAt, expiresAt })
  }
  const stored = async (id: string) => (await world.deps.db.select().from(contacts).where(eq(contacts.id, id)))[0]
  const sessions = () => world.deps.db.select().from(customerSessions)
  const mails = async () =>
    (await world.deps.db.select().from(mailQueue).orderBy(asc(mailQueue.id))).map(({ mail }) => mail)
  const audited = async () =>
    (await world.deps.db.select().from(auditLog).orderBy(asc(auditLog.id))).map(({ event, actorKind, actorId }) =>
      [event, actorKind, actorId].join(' '),
    )
  const byAna = (event: string) => `${event} agent ${world.ana.id}`

  it('send an invitation to whoever has no sign-in yet', async () => {
    const petra = await add({ signIn: 'none' })
    expect((await portal.ana.one(anAct(petra.id, 'resend_invitation'))).status).toBe('applied')
    expect((await portal.bor.one(anAct(petra.id, 'resend_invitation'))).status).toBe('applied')

    expect(await stored(petra.id)).toEqual({ ...petra, signIn: 'invited' })
    expect(await mails()).toMatchObject([
      { kind: 'invitation', contactId: petra.id, email: petra.email },
      { kind: 'invitation', contactId: petra.id },
    ])
    const codes = await world.deps.db.select().from(customerCodes).orderBy(asc(customerCodes.id))
    expect(codes.map(({ expiresAt }) => expiresAt > world.clock.now())).toEqual([false, true])
  })

  it('send a link to set a password to whoever has a sign-in', async () => {
    const petra = await add({ signIn: 'active' }, { password: 'hash' })
    expect((await portal.ana.one(anAct(petra.id, 'send_reset_link'))).status).toBe('applied')
    expect(await mails()).toMatchObject([{ kind: 'password_reset', contactId: petra.id, why: 'agent' }])
    expect(await audited()).toEqual([byAna('reset_link_sent')])
  })

  it('refuse what makes no sense, and nothing is sent', async () => {
    const active = await add({ signIn: 'active' }, { password: 'hash' })
    const invited = await add({ signIn: 'invited' })
    const disabled = await add({ signIn: 'disabled' }, { password: 'hash' })
    const results = await portal.ana.push(
      anAct(active.id, 'resend_invitation'),
      anAct(invited.id, 'send_reset_link'),
      anAct(disabled.id, 'resend_invitation'),
      anAct(disabled.id, 'send_reset_link'),
      anAct(active.id, 'set_role'),
      anAct(ABSENT_ID, 'disable'),
    )
    expect(statuses(results)).toEqual([
      'invitation_not_possible',
      'reset_not_possible',
      'invitation_not_possible',
      'reset_not_possible',
      'role_missing',
      'contact_not_found',
    ])
    expect(await mails()).toEqual([])
    expect(await audited()).toEqual([])
  })

  it('shut a person out: sessions and links end, and enabling leads back to where the person was', async () => {
    const people = {
      active: await add({ signIn: 'active' }, { password: 'hash' }),
      must_reset: await add({ signIn: 'must_reset' }, { password: null }),
      taken_over: await add({ signIn: 'must_reset' }),
      invited: await add({ signIn: 'none' }),
    }
    const agent = { kind: 'agent', id: world.ana.id } as const
    await inTransaction(world.deps, (work) => invite(work, { contactId: people.invited.id, by: agent }))
    await openSession(people.active.id, 's1')

    for (const { id } of Object.values(people)) {
      expect((await portal.ana.one(anAct(id, 'disable'))).status).toBe('applied')
      expect((await portal.ana.one(anAct(id, 'disable'))).status).toBe('merged')
      expect((await stored(id))?.signIn).toBe('disabled')
    }
    expect(await sessions()).toEqual([])
    const codes = await world.deps.db.select().from(customerCodes)
    expect(codes.filter(({ expiresAt }) => expiresAt > world.clock.now())).toEqual([])

    const back = [people.active, people.must_reset, people.taken_over, people.invited].map(async ({ id }) => {
      expect((await portal.bor.one(anAct(id, 'enable'))).status).toBe('applied')
      expect((await portal.bor.one(anAct(id, 'enable'))).status).toBe('merged')
      return (await stored(id))?.signIn
    })
    expect(await Promise.all(back)).toEqual(['active', 'must_reset', 'must_reset', 'none'])
    expect((await audited()).filter((line) => line.startsWith('access_')).sort()).toEqual(
      [
        ...Array.from({ length: 4 }, () => byAna('access_disabled')),
        ...Array.from({ length: 4 }, () => `access_enabled agent ${world.bor.id}`),
      ].sort(),
    )
  })

  it('say whose cases a person sees', async () => {
    const petra = await add({})
    expect((await portal.ana.one(anAct(petra.id, 'set_role', { role: 'company' }))).status).toBe('applied')
    expect((await portal.bor.one(anAct(petra.id, 'set_role', { role: 'company' }))).status).toBe('merged')
    expect(await stored(petra.id)).toEqual({ ...petra, role: 'company' })
    expect(await audited()).toEqual([byAna('role_set')])
  })

  it('settle whatever comes at once from many, each once', async () => {
    const petra = await add({ signIn: 'active' }, { password: 'hash' })
    const actions = ['disable', 'enable', 'erase', 'disable', 'erase', 'enable'] as const
    const results = await Promise.all(
      actions.map((action, at) => (at % 2 ? portal.ana : portal.bor).one(anAct(petra.id, action))),
    )
    expect(results.every(({ status }) => ['applied', 'merged', 'rejected'].includes(status))).toBe(true)
    expect((await audited()).filter((line) => line.startsWith('person_erased'))).toHaveLength(1)
    expect((await stored(petra.id))?.erasedAt).toBe(world.clock.now())
  })

  it('refuse a request for deletion once, with a reason that the person is told', async () => {
    const petra = await add({ signIn: 'active', deletionRequestedAt: 5 }, { password: 'hash' })
    const reason = 'Odprt je servisni primer.'
    const refuse = (text?: string) => anAct(petra.id, 'refuse_deletion', text === undefined ? {} : { reason: text })
    expect(statuses(await portal.ana.push(refuse(), refuse('  ')))).toEqual(['reason_missing', 'reason_missing'])
    expect((await stored(petra.id))?.deletionRequestedAt).toBe(5)

    expect((await portal.ana.one(refuse(` ${reason} `))).status).toBe('applied')
    expect(statuses(await portal.bor.push(refuse('Drug razlog.')))).toEqual(['deletion_not_requested'])

    expect(await stored(petra.id)).toEqual({ ...petra, deletionRequestedAt: null })
    expect(await mails()).toEqual([{ kind: 'deletion_refused', contactId: petra.id, reason }])
    expect(await audited()).toEqual([byAna('deletion_refused')])
  })

  describe('erasing a person', () => {
    const NAME = {
      firstName: 'Petra',
      lastName: 'Žnidaršič-Kos',
      email: 'petra.z@stranka.example',
      phone: '+386 31 555 012',
    }
    let petra: ContactRow
    let caseId: string

    beforeEach(async () => {
      petra = await add(
        { ...NAME, signIn: 'active', role: 'company', deletionRequestedAt: world.clock.now() },
        { password: 'hash' },
      )
      const opened = await world.addCase({
        contactId: petra.id,
        title: 'Petra Žnidaršič-Kos: terminal ne dela',
        description: 'Pokličite na +386 31 555 012 ali pišite na petra.z@stranka.example.',
        customerReference: 'NAR-17',
      })
      caseId = opened.id
    })

    const erase = async () => {
      expect(await portal.ana.one(anAct(petra.id, 'erase'))).toMatchObject({ status: 'applied' })
    }

    it('is told to whoever asked for it; the address is kept apart until that has gone', async () => {
      await inTransaction(world.deps, (work) => enqueueMail(work, { kind: 'deletion_requested', contactId: petra.id }))
      await erase()
      const queue = await world.deps.db.select().from(mailQueue)
      expect(queue).toMatchObject([
        { mail: { kind: 'account_deleted', contactId: petra.id }, secret: NAME.email, state: 'waiting' },
      ])
      expect(JSON.stringify(queue[0]?.mail)).not.toContain('petra')

      const silent = await add({ signIn: 'active' }, { password: 'hash' })
      await portal.ana.push(anAct(silent.id, 'erase'))
      expect(await world.deps.db.select().from(mailQueue)).toHaveLength(1)
    })

    it('takes a name of one word out where it is written as one, and no other word', async () => {
      const kos = await add({ firstName: ' ', lastName: 'Kos', email: 'k@x.si', phone: null })
      const { id } = await world.addCase({
        contactId: kos.id,
        title: 'Kos: en kos ne dela',
        description: 'Kosilo s KOSOM? Ne, kliče KOS (Kos). Okos ostane, prazna  mesta tudi.',
      })
      expect((await portal.ana.one(anAct(kos.id, 'erase'))).status).toBe('applied')
      expect(await portal.storedCase(id)).toMatchObject({
        title: '—: en kos ne dela',
        description: 'Kosilo s KOSOM? Ne, kliče — (—). Okos ostane, prazna  mesta tudi.',
      })
    })

    it.each([
      ['', ''],
      ['', '—'],
      [' ', 'Q'],
      ['.*', ''],
      ['', '(.+)'],
    ])('of somebody called "%s" "%s" leaves all words that are not the name', async (firstName, lastName) => {
      const odd = await add({ firstName, lastName, email: '', phone: '' })
      const words = { title: 'Terminal — ne dela', description: 'Q je v opisu. Vrstica.\n\nDruga (vrstica).' }
      const { id } = await world.addCase({ contactId: odd.id, ...words })
      expect((await portal.ana.one(anAct(odd.id, 'erase'))).status).toBe('applied')
      expect(await portal.storedCase(id)).toMatchObject(words)
    })

    it('makes the contact nobody’s, and shuts every way in', async () => {
      const other = await add({ signIn: 'active' }, { password: 'hash' })
      await openSession(petra.id, 's1')
      await openSession(other.id, 's2')
      const mine = { contactId: petra.id, createdAt: world.clock.now() }
      await world.deps.db.insert(customerRequests).values({ ...mine, requestId: 'r', payloadHash: 'h', result: {} })
      await world.deps.db
        .insert(customerUploads)
        .values({ ...mine, id: 'u', fileName: 'Petra.txt', mediaType: 'text/plain', size: 1, sha256: 'ab' })
      await portal.ana.push(anAct(petra.id, 'send_reset_link'))
      world.clock.pass(1000)
      await erase()

      expect(await stored(petra.id)).toEqual({
        ...{ id: petra.id, accountId: world.account.id, language: 'sl', firstName: '', lastName: '—', email: '' },
        ...{ phone: null, signIn: 'none', role: 'own', deletionRequestedAt: null, erasedAt: world.clock.now() },
      })
      expect((await sessions()).map(({ id }) => id)).toEqual(['s2'])
      expect((await world.deps.db.select().from(customerLogins)).map(({ contactId }) => contactId)).toEqual([other.id])
      expect(await world.deps.db.select().from(customerCodes)).toEqual([])
      expect(await world.deps.db.select().from(customerRequests)).toEqual([])
      expect(await world.deps.db.select().from(customerUploads)).toEqual([])
      expect(await audited()).toEqual([byAna('reset_link_sent'), byAna('person_erased')])
    })

    it('keeps the cases under their numbers, and the words without the name', async () => {
      await inTransaction(world.deps, (work) =>
        addCustomerNote(work, { caseId, contactId: petra.id, body: 'Še vedno.\nLep pozdrav,\nPetra  Žnidaršič-Kos' }),
      )
      const colleagues = await world.addCase()
      await inTransaction(world.deps, (work) =>
        addCustomerNote(work, { caseId: colleagues.id, contactId: petra.id, body: 'ŽNIDARŠIČ-KOS PETRA, 031' }),
      )
      const strangers = await world.addCase({ description: 'Kliče Petra Žnidaršič-Kosova.' })
      const before = await portal.storedCase(caseId)
      await erase()

      const after = await portal.storedCase(caseId)
      expect(after).toEqual({
        ...before,
        title: '—: terminal ne dela',
        description: 'Pokličite na — ali pišite na —.',
        titleVersion: before.titleVersion + 1,
        descriptionVersion: before.descriptionVersion + 1,
        searchText: expect.not.stringContaining('petra'),
      })
      expect((await portal.notes()).map(({ body }) => body).sort()).toEqual(
        ['Še vedno.\nLep pozdrav,\n—', '—, 031'].sort(),
      )
      expect((await portal.storedCase(strangers.id)).description).toContain('Žnidaršič')
    })

    it('takes the name out of the case that theirs goes on in, too', async () => {
      const into = await world.addCase({ title: 'Skupna težava', description: 'Javila Petra Žnidaršič-Kos.' })
      expect((await portal.ana.one(aMerge(caseId, into.id))).status).toBe('applied')
      const words = { body: 'Petra Žnidaršič-Kos je klicala s +386 31 555 012.', visibility: 'internal' } as const
      expect((await portal.ana.one(aReply(caseId, words))).status).toBe('applied')
      await erase()
      expect((await portal.notes()).map(({ caseId: id, body }) => [id, body])).toEqual([[into.id, '— je klicala s —.']])
      expect((await portal.storedCase(into.id)).description).toBe('Javila —.')
    })

    it('takes the name out of what agents were answered in conflicts', async () => {
      const base = { value: 'Petra Žnidaršič-Kos: terminal ne dela', version: 1 }
      const title = (to: string) => anUpdate(caseId, { title: { to, base } })
      await portal.ana.push(title('Žnidaršič-Kos Petra: terminal je črn'))
      const late = title('Petra Žnidaršič-Kos "nujno"')
      expect((await portal.bor.one(late)).status).toBe('conflict')
      await erase()
      const words = { base: '—: terminal ne dela', mine: '— "nujno"', theirs: '—: terminal je črn', theirsVersion: 2 }
      expect(conflictOf(await portal.bor.one(late))).toMatchObject({ field: 'title', ...words })
    })

    it('takes the name out of references, names of files and items of estimates', async () => {
      const { db } = world.deps
      const { id } = await world.addCase({
        contactId: petra.id,
        customerReference: 'Naročila Petra Žnidaršič-Kos',
        customerSystemId: 'petra.z@stranka.example',
      })
      const file = { mediaType: 'image/png', size: 1, sha256: 'ab', createdAt: 1 }
      const names = ['Petra Žnidaršič-Kos.png', 'slika_petra_žnidaršič-kos_2.png', 'Petra.Žnidaršič-Kos.pdf']
      await db
        .insert(attachments)
        .values(names.map((fileName, nth) => ({ ...file, id: `f${nth}`, caseId: id, fileName })))
      const priced = { quantity: 150, unitPrice: 4_900, vatRate: 9.5 }
      const items = [
        { description: 'Šolanje "A": Petra Žnidaršič-Kos', ...priced },
        { description: 'Pot', ...priced },
      ]
      await db.insert(estimates).values({
        ...{ id: 'e', caseId: id, state: 'open', items, note: '', validUntil: '2030-01-31' },
        ...{ createdBy: world.ana.id, createdAt: 1 },
      })
      await erase()
      expect(await portal.storedCase(id)).toMatchObject({
        customerReference: 'Naročila —',
        customerSystemId: '—',
        searchText: expect.not.stringContaining('petra'),
      })
      const kept = (await db.select().from(attachments)).map(({ fileName }) => fileName)
      expect(kept.toSorted()).toEqual(['slika_—_2.png', '—.pdf', '—.png'])
      expect((await db.select().from(estimates)).map((one) => one.items)).toEqual([
        [
          { description: 'Šolanje "A": —', ...priced },
          { description: 'Pot', ...priced },
        ],
      ])
      // To the character what a desk makes of it, or its fingerprint would never be the portal's again.
      const [{ wire } = { wire: '' }] = await database.current.query<{ wire: string }>(
        `SELECT ${wireRowSql('estimates', 't')} AS wire FROM estimates t`,
      )
      expect(wire).toBe(JSON.stringify(JSON.parse(wire)))
    })

    it('takes the name out of what the thread tells of titles, too', async () => {
      const base = { value: 'Petra Žnidaršič-Kos: terminal ne dela', version: 1 }
      await portal.ana.push(anUpdate(caseId, { title: { to: 'Terminal', base } }))
      await erase()
      expect(await world.deps.db.select().from(caseEvents)).toMatchObject([
        { field: 'title', from: '—: terminal ne dela', to: 'Terminal' },
      ])
    })

    it('leaves nothing of requests for access, mail and addresses', async () => {
      const { db } = world.deps
      const old = aRegistration({
        ...NAME,
        state: 'approved',
        contactId: petra.id,
        explanation: 'Petra',
        mobile: '031 555 9',
      })
      const waiting = aRegistration({ ...NAME, email: 'PETRA.Z@stranka.example', state: 'asked' })
      const others = aRegistration()
      await db.insert(registrations).values([old, waiting, others])
      const given = { version: '1', givenAt: 1, ip: '192.0.2.7' }
      await db.insert(registrationConsents).values({ ...given, registrationId: old.id, kind: 'processing' })
      await db.insert(consents).values({ ...aConsent({ contactId: petra.id }), ip: '192.0.2.7' })
      const visit = { at: 1, event: 'signed_in', ip: '192.0.2.7' }
      await db.insert(auditLog).values([
        { ...visit, id: 'a1', actorKind: 'customer', actorId: petra.id, contactId: petra.id },
        { ...visit, id: 'a2', actorKind: 'applicant', actorId: old.id, contactId: null },
        { ...visit, id: 'a3', actorKind: 'customer', actorId: world.contact.id, contactId: world.contact.id },
      ])
      await inTransaction(world.deps, async (work) => {
        await enqueueMail(work, { kind: 'password_changed', contactId: petra.id })
        await enqueueMail(work, { kind: 'registration_rejected', registrationId: old.id, reason: 'Petra' })
        await enqueueMail(work, { kind: 'new_case', caseId, openedBy: 'customer' })
        await enqueueMail(work, { kind: 'new_case_help_desk', caseId })
        await enqueueMail(work, { kind: 'registration_received', registrationId: others.id })
      })
      await erase()

      expect((await mails()).map(({ kind }) => kind)).toEqual([
        'new_case_help_desk',
        'registration_received',
        'account_deleted',
      ])
      const left = await db.select().from(registrations).orderBy(asc(registrations.id))
      for (const row of left.filter(({ id }) => id !== others.id)) {
        expect(JSON.stringify(row)).not.toMatch(/petra|Žnidar|555|K-1/i)
        expect(row).toMatchObject({ company: expect.stringContaining('Mlekarna'), email: '', phone: '' })
      }
      expect(left.find(({ id }) => id === waiting.id)).toMatchObject({ state: 'rejected', decidedBy: world.ana.id })
      expect(left.find(({ id }) => id === old.id)).toMatchObject({ state: 'approved', contactId: petra.id })
      expect(left.find(({ id }) => id === others.id)).toMatchObject(others)
      expect(await db.select().from(registrationConsents)).toEqual([])
      expect(await db.select().from(consents)).toMatchObject([{ contactId: petra.id, ip: null }])
      const entries = await db.select().from(auditLog).orderBy(asc(auditLog.id))
      expect(Object.fromEntries(entries.map(({ id, ip }) => [id, ip]))).toMatchObject({
        a1: null,
        a2: null,
        a3: '192.0.2.7',
      })
    })

    it('leaves the requests of a colleague with the same e-mail', async () => {
      await add({ email: NAME.email })
      const request = aRegistration({ email: NAME.email })
      await world.deps.db.insert(registrations).values(request)
      await erase()
      expect(await world.deps.db.select().from(registrations)).toMatchObject([request])
    })

    it('cannot be undone, and done twice is done once', async () => {
      await erase()
      const once = await stored(petra.id)
      world.clock.pass(1000)
      const results = await portal.bor.push(
        anAct(petra.id, 'erase'),
        anAct(petra.id, 'enable'),
        anAct(petra.id, 'resend_invitation'),
        anAct(petra.id, 'set_role', { role: 'company' }),
      )
      expect(statuses(results)).toEqual(['merged', 'contact_erased', 'contact_erased', 'contact_erased'])
      expect(await stored(petra.id)).toEqual(once)
      expect(await world.deps.db.select().from(cases)).toHaveLength(1)
      expect(await world.deps.db.select().from(notes)).toEqual([])
    })
  })
})

describeOnPostgres('erasing a person while agents work', (database) => {
  it('is not undone by a step of a repair that had read the words before', async () => {
    const world = await createWorld(database.current)
    const portal = pushingIn(world)
    const petra = aContact({ accountId: world.account.id, firstName: 'Petra', lastName: 'Žnidaršič-Kos' })
    await world.deps.db.insert(contacts).values(petra)
    const { id } = await world.addCase({ contactId: petra.id, title: 'Zaslon' })
    const repair = aNewRma(id, { lines: [aNewLine({ fault: 'Petra Žnidaršič-Kos: zaslon je črn.' })] })
    expect((await portal.ana.one(repair)).status).toBe('applied')

    let step: Promise<OperationResult> | undefined
    await inTransaction(world.deps, async (work) => {
      await erasePerson(work, petra, { kind: 'agent', id: world.ana.id })
      step = portal.bor.one(aLineStep(firstLine(repair), 'requested', 'approved'))
      await vi.waitFor(
        async () => {
          const [row] = await database.current.query<{ count: number }>(
            `SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          )
          expect(row?.count).toBe(1)
        },
        { timeout: 5000, interval: 20 },
      )
    })
    expect(await step).toMatchObject({ status: 'applied' })
    const lines = await world.deps.db.select().from(rmaLines)
    expect(lines).toMatchObject([{ state: 'approved', fault: '—: zaslon je črn.' }])
  })
})
