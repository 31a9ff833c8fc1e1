import { asc, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { admit } from '#portal/customers/admit.ts'
import { importCustomers } from '#portal/customers/import-customers.ts'
import { importProofs } from '#portal/customers/import-proofs.ts'
import { issueQuestionCode } from '#portal/customers/questions.ts'
import {
  accountProofs,
  accounts,
  auditLog,
  consents,
  contacts,
  customerCodes,
  customerLogins,
  registrationConsents,
  registrations,
} from '#portal/db/schema.ts'
import type { AppDeps } from '#portal/server/app.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { me, portalConfig, type RegistrationRequest } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { CONSENT_VERSIONS } from '#shared/domain/registration.ts'
import { aContact, anAccount } from '#test/factories/rows.ts'
import {
  aRegistration,
  createAccessApp,
  GOOD_PASSWORD,
  giveSignIn,
  inviteContact,
  mailsOf,
  newestCode,
  type OpenBrowser,
  openBrowser,
} from './access-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describeOnBoth('registration of customers', (database) => {
  let world: World
  let app: FastifyInstance
  let browser: OpenBrowser
  const start = async (overrides: Partial<AppDeps> = {}) => {
    await app?.close()
    app = await createAccessApp(world, overrides)
    browser = openBrowser(app)
  }
  beforeEach(async () => {
    world = await createWorld(database.current)
    await start()
  })
  afterEach(() => app?.close())

  const register = async (overrides: Partial<RegistrationRequest> = {}, from = browser) =>
    from.post(CUSTOMER_PATHS.register, aRegistration(await from.captcha(), overrides))
  const stored = () => world.deps.db.select().from(registrations).orderBy(asc(registrations.id))

  it('tells the pages what to ask for', async () => {
    const config = portalConfig.parse((await browser.get(CUSTOMER_PATHS.config)).json())
    expect(config).toMatchObject({ proof: false, consentGate: true, maxFiles: 20, reopenWindowDays: 14 })
    expect(config.consents).toEqual([
      { kind: 'personal_data', version: CONSENT_VERSIONS.personal_data },
      { kind: 'processing', version: CONSENT_VERSIONS.processing },
    ])
  })

  it('keeps every field, the consents with version, time and address, and tells the applicant', async () => {
    const answer = await register({ mobile: '+386 40 111 222', language: 'en' })
    expect(answer.json()).toEqual({ next: 'check_email' })

    const [row] = await stored()
    expect(row).toMatchObject({
      state: 'pending',
      salutation: 'Gospa',
      firstName: 'Maja',
      lastName: 'Kovač',
      email: 'maja.kovac@podjetje.example',
      mobile: '+386 40 111 222',
      department: 'Kadrovska služba',
      company: 'Podjetje d.o.o.',
      taxNumber: '50640275',
      country: 'SI',
      language: 'en',
      proof: 'none',
      createdAt: world.clock.now(),
      history: [{ at: world.clock.now(), step: 'sent', agentId: null, text: null }],
    })
    const given = await world.deps.db.select().from(registrationConsents).orderBy(asc(registrationConsents.kind))
    expect(given).toEqual(
      (['personal_data', 'processing'] as const).map((kind) => ({
        registrationId: row?.id,
        kind,
        version: CONSENT_VERSIONS[kind],
        givenAt: world.clock.now(),
        ip: '203.0.113.7',
      })),
    )
    expect(await mailsOf(world)).toEqual([{ kind: 'registration_received', registrationId: row?.id }])
    expect(await world.deps.db.select().from(auditLog)).toMatchObject([
      { event: 'registered', actorKind: 'applicant', actorId: row?.id, ip: '203.0.113.7' },
    ])
  })

  it('names what is wrong with which field, and keeps the captcha for the next try', async () => {
    const captcha = await browser.captcha()
    const send = (overrides: Partial<RegistrationRequest>) =>
      browser.post(CUSTOMER_PATHS.register, aRegistration(captcha, overrides))

    const empty = await send({ firstName: ' ', email: 'brez afne', department: 'x'.repeat(101) })
    expect(empty.status).toBe(422)
    expect(empty.problem()).toMatchObject({
      code: 'invalid_fields',
      fields: { firstName: 'required', email: 'invalid', department: 'too_long' },
    })
    expect((await send({ taxNumber: '12345678' })).problem().fields).toEqual({ taxNumber: 'invalid' })
    expect((await send({ consents: [{ kind: 'personal_data', version: '1999' }] })).problem().fields).toEqual({
      personal_data: 'invalid',
      processing: 'required',
    })
    expect(await stored()).toEqual([])
    expect((await send({})).status).toBe(200)
  })

  it('answers a known e-mail just as an unknown one, and writes to the known person instead', async () => {
    await giveSignIn(world)
    const known = await register({ email: world.contact.email.toUpperCase() })
    const unknown = await register({})
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort())

    expect((await stored()).map(({ email }) => email)).toEqual(['maja.kovac@podjetje.example'])
    expect((await mailsOf(world)).map(({ kind }) => kind)).toEqual(['registration_received', 'registration_known'])
  })

  it('sends whoever was invited already another invitation instead of asking the agents again', async () => {
    await inviteContact(world)
    await register({ email: world.contact.email })
    expect(await stored()).toEqual([])
    expect((await mailsOf(world)).map(({ kind }) => kind)).toEqual(['invitation', 'invitation'])
  })

  it('leaves it to the agents to let in whom one of them has disabled', async () => {
    await world.deps.db.update(contacts).set({ signIn: 'disabled' }).where(eq(contacts.id, world.contact.id))
    expect((await register({ email: world.contact.email })).json()).toEqual({ next: 'check_email' })
    expect(await stored()).toMatchObject([{ state: 'pending' }])
  })

  it('takes what was sent again after a lost answer once', async () => {
    await register()
    await register()
    await register({ company: 'Drugo podjetje d.o.o.' })
    expect((await stored()).map(({ company }) => company)).toEqual(['Podjetje d.o.o.', 'Drugo podjetje d.o.o.'])
  })

  it('holds back a flood from one address, and one to a single e-mail, whoever has it', async () => {
    for (let sent = 0; sent < 5; sent++) expect((await register({ company: `Podjetje ${sent}` })).status).toBe(200)
    const other = openBrowser(app, { ip: '203.0.113.8' })
    const flood = await register({ company: 'Podjetje 6' }, other)
    expect(flood.problem().code).toBe('too_many_requests')
    expect(Number(flood.headers['retry-after'])).toBeGreaterThan(0)

    await start({ customerLimits: { registrationsByIp: { max: 2, windowMs: HOUR } } })
    await register({ email: 'a@podjetje.example' })
    await register({ email: 'b@podjetje.example' })
    expect((await register({ email: 'c@podjetje.example' })).status).toBe(429)
  })

  describe_questions()
  describe_proofs()

  function describe_questions() {
    const ask = async () => {
      await register()
      const [row] = await stored()
      const id = row?.id ?? ''
      const history = [
        ...(row?.history ?? []),
        { at: world.clock.now(), step: 'asked' as const, agentId: world.ana.id, text: 'V kateri enoti delate?' },
      ]
      await world.deps.db.update(registrations).set({ state: 'asked', history }).where(eq(registrations.id, id))
      const { code } = await inTransaction(world.deps, (work) => issueQuestionCode(work, id))
      return { id, code }
    }
    const answer = (code: string, words = 'V Mariboru.') =>
      browser.post(`${CUSTOMER_PATHS.question}/answer`, { code, answer: words })

    it('lets an applicant answer an agent’s question once', async () => {
      const { code } = await ask()
      expect((await browser.post(CUSTOMER_PATHS.question, { code })).json()).toEqual({
        firstName: 'Maja',
        question: 'V kateri enoti delate?',
        answered: false,
      })
      expect((await answer(code)).status).toBe(204)
      const [row] = await stored()
      expect(row).toMatchObject({ state: 'pending' })
      expect(row?.history.at(-1)).toMatchObject({ step: 'answered', agentId: null, text: 'V Mariboru.' })

      expect((await answer(code)).problem().code).toBe('code_used')
      expect((await browser.post(CUSTOMER_PATHS.question, { code })).json()).toMatchObject({ answered: true })
    })

    it('says when the question is no longer open', async () => {
      const { id, code } = await ask()
      await world.deps.db.update(registrations).set({ state: 'approved' }).where(eq(registrations.id, id))
      expect((await answer(code)).problem().code).toBe('no_longer_possible')

      const later = await inTransaction(world.deps, (work) => issueQuestionCode(work, id))
      world.clock.pass(14 * DAY)
      expect((await answer(later.code)).problem().code).toBe('code_expired')
      expect((await browser.post(CUSTOMER_PATHS.question, { code: later.code })).problem().code).toBe('code_expired')
      expect((await answer('nikoli izdana koda')).problem().code).toBe('code_unknown')
    })

    it('does not take the code of another purpose', async () => {
      const invitation = await inviteContact(world)
      expect((await answer(invitation)).problem().code).toBe('code_unknown')
      expect((await browser.post(CUSTOMER_PATHS.question, { code: invitation })).problem().code).toBe('code_unknown')
    })
  }

  function describe_proofs() {
    const CODE = '123-456'
    const INVOICE = '2020 00876'
    const prove = async (overrides: Partial<AppDeps> = {}) => {
      await start({ customers: { proof: true }, ...overrides })
      await importProofs(world.deps, `podjetje;šifra;račun\r\n${world.account.id};${CODE};${INVOICE}\r\n`)
    }

    it('approves a proof that matches at once: contact, invitation, and with it the consents', async () => {
      await prove()
      const answer = await register({ customerCode: '123456', invoiceNumber: '202000876' })
      expect(answer.json()).toEqual({ next: 'check_email' })

      const [row] = await stored()
      expect(row).toMatchObject({ state: 'approved', proof: 'match', decidedBy: null, decidedAt: world.clock.now() })
      expect(row?.history.map(({ step }) => step)).toEqual(['sent', 'approved'])
      const [contact] = await world.deps.db
        .select()
        .from(contacts)
        .where(eq(contacts.id, row?.contactId ?? ''))
      expect(contact).toMatchObject({
        accountId: world.account.id,
        firstName: 'Maja',
        email: 'maja.kovac@podjetje.example',
        signIn: 'invited',
        role: 'own',
      })
      expect(await mailsOf(world)).toMatchObject([{ kind: 'invitation', contactId: contact?.id }])

      // Somebody else may have typed that e-mail, until who reads it comes in.
      const given = () => world.deps.db.select().from(consents).orderBy(asc(consents.kind))
      expect(await given()).toEqual([])
      const givenAt = world.clock.now()
      world.clock.pass(DAY)
      const code = await newestCode(world, 'invitation')
      const redeemed = await openBrowser(app, { ip: '198.51.100.4' }).post(`${CUSTOMER_PATHS.invitation}/redeem`, {
        ...{ code, username: 'maja', password: GOOD_PASSWORD },
      })
      expect(me.parse(redeemed.json()).consentsNeeded).toEqual([])
      const from = { contactId: contact?.id, version: CONSENT_VERSIONS.processing, givenAt, ip: '203.0.113.7' }
      expect(await given()).toMatchObject([
        { ...from, kind: 'personal_data', version: CONSENT_VERSIONS.personal_data },
        { ...from, kind: 'processing' },
      ])
    })

    it('takes the contact that the company has already, and leaves that contact’s data alone', async () => {
      await prove()
      await register({ customerCode: CODE, invoiceNumber: INVOICE, email: world.contact.email, firstName: 'Napadalka' })
      expect((await stored())[0]).toMatchObject({ state: 'approved', contactId: world.contact.id })
      expect(await world.deps.db.select().from(contacts)).toMatchObject([
        { id: world.contact.id, firstName: world.contact.firstName, signIn: 'invited' },
      ])
    })

    it('tells who has got a sign-in meanwhile, instead of making the person twice', async () => {
      await giveSignIn(world)
      const applicant = { ...world.contact, id: 'prijava', phone: '' }
      const by = { kind: 'agent', id: world.ana.id } as const
      const { contactId } = await inTransaction(world.deps, (work) =>
        admit(work, { applicant, accountId: world.account.id, role: 'company', by }),
      )
      expect(contactId).toBe(world.contact.id)
      expect(await world.deps.db.select().from(contacts)).toMatchObject([{ signIn: 'active', role: 'company' }])
      expect(await mailsOf(world)).toEqual([{ kind: 'registration_known', contactId }])
    })

    it('asks once for an explanation where it does not match, then leaves it to the agents', async () => {
      await prove()
      const wrong = { customerCode: CODE, invoiceNumber: '999' }
      expect((await register(wrong)).json()).toEqual({ next: 'needs_explanation' })
      expect(await stored()).toEqual([])
      const explanation = 'Račun hrani računovodstvo.'
      expect((await register({ ...wrong, explanation })).json()).toEqual({ next: 'check_email' })
      expect(await stored()).toMatchObject([{ state: 'pending', proof: 'mismatch', explanation, contactId: null }])
      expect((await register({ email: 'nov@podjetje.example' })).json()).toEqual({ next: 'needs_explanation' })
      await register({ email: 'nov@podjetje.example', explanation: 'Smo novi, računa še ni.' })
      expect((await stored())[1]).toMatchObject({ proof: 'none', state: 'pending' })
    })

    it('asks for the proof before anything depends on whether the e-mail is known', async () => {
      await prove()
      await giveSignIn(world)
      const known = await register({ email: world.contact.email })
      expect(known.json()).toEqual({ next: 'needs_explanation' })
      expect(await mailsOf(world)).toEqual([])
    })

    it('lets nobody guess invoice numbers of one customer code: past the limit a right one is for the agents', async () => {
      await prove({ customerLimits: { proofsByCode: { max: 2, windowMs: DAY } } })
      const guess = (invoiceNumber: string, email: string) =>
        register({ customerCode: CODE, invoiceNumber, email, explanation: 'Prosim za dostop.' })
      await guess('1', 'a@podjetje.example')
      await guess('2', 'b@podjetje.example')
      await guess(INVOICE, 'c@podjetje.example')
      expect((await stored()).map(({ state, proof }) => `${state} ${proof}`)).toEqual([
        'pending mismatch',
        'pending mismatch',
        'pending mismatch',
      ])
    })

    it('does not let in by a proof whom an agent has disabled', async () => {
      await prove()
      await world.deps.db.update(contacts).set({ signIn: 'disabled' }).where(eq(contacts.id, world.contact.id))
      await register({ customerCode: CODE, invoiceNumber: INVOICE, email: world.contact.email })
      expect(await stored()).toMatchObject([{ state: 'pending', proof: 'match', contactId: null }])
      expect(await world.deps.db.select().from(customerCodes)).toEqual([])
    })

    it('does not look at proofs where the portal does not ask for them', async () => {
      await prove({ customers: { proof: false } })
      await register({ customerCode: CODE, invoiceNumber: INVOICE })
      expect(await stored()).toMatchObject([{ state: 'pending', proof: 'none' }])
    })

    it('imports proofs by id or tax number, again without harm, and nothing where a line is wrong', async () => {
      const other = anAccount({ taxNumber: '50640275' })
      const { db } = world.deps
      await db.insert(accounts).values(other)
      const csv = `"${world.account.id}","A-1","R 1"\nSI50640275,B-2,R-2\n\n`
      expect(await importProofs(world.deps, csv)).toEqual({ lines: 2, companies: 2 })
      expect(await importProofs(world.deps, csv)).toEqual({ lines: 2, companies: 2 })
      expect(await db.select().from(accountProofs).orderBy(asc(accountProofs.customerCode))).toEqual([
        { accountId: world.account.id, customerCode: 'A1', invoiceNumber: 'R1' },
        { accountId: other.id, customerCode: 'B2', invoiceNumber: 'R2' },
      ])
      const wrong = `${world.account.id};C-3;R-3\nnihče;D-4;R-4`
      await expect(importProofs(world.deps, wrong)).rejects.toThrow('Line 2: there is no single company "nihče"')
      await expect(importProofs(world.deps, `${world.account.id};C-3`)).rejects.toThrow('Line 1: expected')
      expect(await db.select().from(accountProofs)).toHaveLength(2)
    })
  }

  it('takes people over from an older portal: they set a password first, the others stay as they are', async () => {
    const active = aContact({ accountId: world.account.id, email: 'aktivna@podjetje.example', signIn: 'active' })
    await world.deps.db.insert(contacts).values(active)
    const line = (first: string, last: string, email: string, rest = ';sl') =>
      `${world.account.id};${first};${last};${email};${rest}\n`
    const csv = `podjetje;ime;priimek;e-pošta;telefon;jezik\n${line('X', 'Y', world.contact.email.toUpperCase())}${line('Nova', 'Oseba', 'nova@podjetje.example', '+386 1 234 56 78;en')}${line('A', 'B', active.email)}`
    expect(await importCustomers(world.deps, csv)).toEqual({ lines: 3, taken: 2 })
    expect(await importCustomers(world.deps, csv)).toEqual({ lines: 3, taken: 0 })
    const rows = await world.deps.db.select().from(contacts).orderBy(asc(contacts.email))
    expect(rows.map(({ email, signIn }) => [email, signIn]).sort()).toEqual(
      [
        [active.email, 'active'],
        [world.contact.email, 'must_reset'],
        ['nova@podjetje.example', 'must_reset'],
      ].sort(),
    )
    expect(rows.find(({ email }) => email === world.contact.email)?.firstName).toBe(world.contact.firstName)
    expect(rows.find(({ email }) => email === 'nova@podjetje.example')).toMatchObject({
      language: 'en',
      lastName: 'Oseba',
    })

    // Nobody else can take the name meanwhile; and it is the mark of who has to set a password.
    const logins = await world.deps.db.select().from(customerLogins)
    expect(logins.map(({ username, password }) => [username, password]).sort()).toEqual(
      [
        [world.contact.email, null],
        ['nova@podjetje.example', null],
      ].sort(),
    )

    await browser.post(CUSTOMER_PATHS.password, { email: 'nova@podjetje.example', captcha: await browser.captcha() })
    expect((await mailsOf(world))[0]).toMatchObject({ kind: 'password_reset', why: 'migrated' })
    for (const [wrong, message] of [
      [`${line('A', 'C', 'c@podjetje.example')}${line('A', 'B', 'ni@naslov')}`, 'Line 2: "ni@naslov" is no e-mail'],
      [line('A', '', 'c@podjetje.example'), 'Line 1: a person needs a last name'],
      [line('A', 'B', 'c@podjetje.example', ';de'), 'Line 1: the language must be'],
      ['nihče;A;B;c@podjetje.example;;sl', 'Line 1: there is no single company "nihče"'],
    ] as const) {
      await expect(importCustomers(world.deps, wrong)).rejects.toThrow(message)
    }
    expect(await world.deps.db.select().from(contacts)).toHaveLength(3)
  })

  it('keeps nothing of a code but its hash', async () => {
    const code = await inviteContact(world)
    const rows = await world.deps.db.select().from(customerCodes)
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(code).toMatch(/^[\w-]{43}$/)
    expect(await newestCode(world, 'invitation')).toBe(code)
  })
})
