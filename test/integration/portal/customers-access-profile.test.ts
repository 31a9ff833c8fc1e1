import { asc, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCase } from '#portal/customer-cases/new-case.ts'
import { askEmailChange } from '#portal/customers/email-change.ts'
import { addConsents, changeProfile, requestDeletion, takeDeletionBack } from '#portal/customers/profile.ts'
import { sendResetLink } from '#portal/customers/reset-links.ts'
import { DEFAULT_CUSTOMER_SETTINGS } from '#portal/customers/settings.ts'
import { auditLog, contacts, mailQueue, notes } from '#portal/db/schema.ts'
import { addCustomerNote } from '#portal/server/cases/customer-actions.ts'
import { inTransaction, type Work } from '#portal/server/deps.ts'
import { erasePerson } from '#portal/server/people/erase-person.ts'
import { me } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { CONSENT_VERSIONS } from '#shared/domain/registration.ts'
import { aContact } from '#test/factories/rows.ts'
import {
  createAccessApp,
  GOOD_PASSWORD,
  giveSignIn,
  mailsOf,
  newestCode,
  type OpenBrowser,
  openBrowser,
} from './access-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const DAY = 86_400_000
const NEW_CASE = {
  ...{ caseType: 'support' as const, title: 'Nekdanji', description: 'Nekdanji', warrantyRepair: null, files: [] },
  ...{ entitlementId: null, customerSystemId: null, serialNumber: null, customerReference: null },
}
const NEW_EMAIL = 'Nov.Naslov@podjetje.example'

describeOnBoth('a customer’s profile', (database) => {
  let world: World
  let app: FastifyInstance
  let browser: OpenBrowser
  beforeEach(async () => {
    world = await createWorld(database.current)
    app = await createAccessApp(world)
    await giveSignIn(world)
    browser = openBrowser(app)
    await browser.signIn('janez')
  })
  afterEach(() => app?.close())

  const contact = async () => (await world.deps.db.select().from(contacts).where(eq(contacts.id, world.contact.id)))[0]
  const events = async () =>
    (await world.deps.db.select().from(auditLog).orderBy(asc(auditLog.id))).map(({ event }) => event)
  const askEmail = (email = NEW_EMAIL, password = GOOD_PASSWORD) =>
    browser.post(`${CUSTOMER_PATHS.me}/email`, { email, password })

  it('changes name, phone and language', async () => {
    const change = { firstName: ' Žiga ', lastName: 'Črnko', phone: '', language: 'en' }
    const answer = me.parse((await browser.patch(CUSTOMER_PATHS.me, change)).json())
    expect(answer).toMatchObject({ firstName: 'Žiga', lastName: 'Črnko', phone: null, language: 'en' })
    expect(await contact()).toMatchObject({ firstName: 'Žiga', lastName: 'Črnko', phone: null, language: 'en' })
    const wrong = await browser.patch(CUSTOMER_PATHS.me, { ...change, lastName: '', language: 'de' })
    expect(wrong.problem().fields).toEqual({ lastName: 'required', language: 'invalid' })
    expect(await events()).toEqual(['signed_in', 'profile_changed'])
  })

  it('takes nothing else with it: role, company and e-mail are not the person’s to write', async () => {
    const before = await contact()
    await browser.patch(CUSTOMER_PATHS.me, {
      firstName: 'Janez',
      lastName: 'Novak',
      phone: null,
      language: 'sl',
      role: 'company',
      accountId: 'drugo',
      email: NEW_EMAIL,
      signIn: 'disabled',
      erasedAt: 1,
    })
    expect(await contact()).toEqual({ ...before, firstName: 'Janez', lastName: 'Novak', phone: null, language: 'sl' })
  })

  it('changes the e-mail once the link to the new address is clicked, and tells the old one', async () => {
    const old = world.contact.email
    expect((await askEmail()).status).toBe(204)
    expect((await contact())?.email).toBe(old)
    expect((await browser.me()).newEmail).toBe(NEW_EMAIL)
    // Whoever sits at a session that was left open, or knows the password, does not do it unseen.
    const asked = { kind: 'email_change_asked', contactId: world.contact.id, oldEmail: old }
    const newEmail = `${NEW_EMAIL[0]}…${NEW_EMAIL[NEW_EMAIL.indexOf('@') - 1]}${NEW_EMAIL.slice(NEW_EMAIL.indexOf('@'))}`
    expect(await mailsOf(world)).toMatchObject([
      { ...asked, newEmail },
      { kind: 'email_confirm', email: NEW_EMAIL },
    ])

    const code = await newestCode(world, 'email_confirm')
    expect((await openBrowser(app).post(CUSTOMER_PATHS.confirmEmail, { code })).status).toBe(204)
    expect((await contact())?.email).toBe(NEW_EMAIL)
    expect(await browser.me()).toMatchObject({ email: NEW_EMAIL, newEmail: null, username: 'Janez' })
    expect((await mailsOf(world))[0]).toEqual({ kind: 'email_changed', contactId: world.contact.id, oldEmail: old })
    expect((await openBrowser(app).post(CUSTOMER_PATHS.confirmEmail, { code })).problem().code).toBe('code_used')
    expect((await openBrowser(app).signIn(NEW_EMAIL.toLowerCase())).status).toBe(200)
    expect((await openBrowser(app).signIn(old)).status).toBe(401)
  })

  it('needs the password, and forgets the request after a day or another one', async () => {
    expect((await askEmail(NEW_EMAIL, 'Napačno geslo 1')).problem().code).toBe('wrong_credentials')
    expect(await mailsOf(world)).toEqual([])
    await askEmail('prvi@podjetje.example')
    const first = await newestCode(world, 'email_confirm')
    await askEmail('drugi@podjetje.example')
    expect((await browser.post(CUSTOMER_PATHS.confirmEmail, { code: first })).problem().code).toBe('code_expired')
    const second = await newestCode(world, 'email_confirm')
    world.clock.pass(DAY)
    expect((await browser.post(CUSTOMER_PATHS.confirmEmail, { code: second })).problem().code).toBe('code_expired')
    expect((await contact())?.email).toBe(world.contact.email)
  })

  it('writes to the present address no oftener than a person changes an e-mail', async () => {
    const statuses: number[] = []
    for (let at = 0; at < 6; at++) statuses.push((await askEmail(`naslov${at}@podjetje.example`)).status)
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429])
    expect((await mailsOf(world)).filter(({ kind }) => kind === 'email_change_asked')).toHaveLength(5)
  })

  it('moves a user name that is the e-mail along, and ends links that went to the old address', async () => {
    const person = aContact({ accountId: world.account.id, email: 'stari@podjetje.example' })
    await world.deps.db.insert(contacts).values(person)
    await giveSignIn(world, { contactId: person.id, username: person.email })
    const own = openBrowser(app)
    await own.signIn(person.email)
    await own.post(`${CUSTOMER_PATHS.me}/email`, { email: NEW_EMAIL, password: GOOD_PASSWORD })
    const confirm = await newestCode(world, 'email_confirm')
    const by = { kind: 'agent', id: world.ana.id } as const
    await inTransaction(world.deps, (work) => sendResetLink(work, { contactId: person.id, by }))
    const link = await newestCode(world, 'password_reset')

    await own.post(CUSTOMER_PATHS.confirmEmail, { code: confirm })
    expect((await own.me()).username).toBe(NEW_EMAIL)
    const reset = await own.post(`${CUSTOMER_PATHS.password}/reset`, { code: link, password: 'Nova zelena vrata' })
    expect(reset.problem().code).toBe('code_expired')
  })

  it('ends, with a new password, every link that whoever knew the old one had sent', async () => {
    await askEmail('tat@drugje.example')
    const theirs = await newestCode(world, 'email_confirm')
    const by = { kind: 'agent', id: world.ana.id } as const
    await inTransaction(world.deps, (work) => sendResetLink(work, { contactId: world.contact.id, by }))
    const link = await newestCode(world, 'password_reset')
    const body = { current: GOOD_PASSWORD, password: 'Nova zelena vrata' }
    expect((await browser.post(`${CUSTOMER_PATHS.me}/password`, body)).status).toBe(204)
    const stranger = openBrowser(app)
    expect((await stranger.post(CUSTOMER_PATHS.confirmEmail, { code: theirs })).problem().code).toBe('code_expired')
    const reset = { code: link, password: 'Stara modra vrata' }
    expect((await stranger.post(`${CUSTOMER_PATHS.password}/reset`, reset)).problem().code).toBe('code_expired')
    expect((await contact())?.email).toBe(world.contact.email)
  })

  it('changes the password by the present one, and signs out elsewhere', async () => {
    const other = openBrowser(app)
    await other.signIn('janez')
    const change = (current: string, password: string) =>
      browser.post(`${CUSTOMER_PATHS.me}/password`, { current, password })
    expect((await change('Napačno geslo 1', 'Nova zelena vrata')).problem().code).toBe('wrong_credentials')
    expect((await change(GOOD_PASSWORD, 'Password1')).problem().fields).toEqual({ password: 'common_password' })
    expect((await change(GOOD_PASSWORD, 'Nova zelena vrata')).status).toBe(204)

    expect((await browser.get(CUSTOMER_PATHS.me)).status).toBe(200)
    expect((await other.get(CUSTOMER_PATHS.me)).status).toBe(401)
    expect((await other.signIn('janez', 'Nova zelena vrata')).status).toBe(200)
    expect((await mailsOf(world))[0]).toEqual({ kind: 'password_changed', contactId: world.contact.id })
  })

  it('lets a session that was left open guess no passwords', async () => {
    const guess = () =>
      browser.post(`${CUSTOMER_PATHS.me}/password`, { current: 'Napačno geslo 1', password: 'Nova zelena vrata' })
    for (let tries = 0; tries < 10; tries++) expect((await guess()).status).toBe(401)
    expect((await guess()).status).toBe(429)
    expect((await askEmail()).status).toBe(429)
    expect((await browser.get(CUSTOMER_PATHS.me)).status).toBe(200)
  })

  it('asks the agents to delete the account, and may take that back', async () => {
    const ask = (password = GOOD_PASSWORD) => browser.post(`${CUSTOMER_PATHS.me}/deletion`, { password })
    expect((await ask('Napačno geslo 1')).status).toBe(401)
    expect((await ask()).status).toBe(204)
    const askedAt = world.clock.now()
    world.clock.pass(1000)
    await ask()
    expect((await browser.me()).deletionRequestedAt).toBe(askedAt)
    expect((await contact())?.deletionRequestedAt).toBe(askedAt)
    const told = (await world.deps.db.select().from(mailQueue).orderBy(asc(mailQueue.id))).map(({ mail }) => mail)
    expect(told).toEqual([
      { kind: 'deletion_requested', contactId: world.contact.id },
      { kind: 'deletion_requested_help_desk', contactId: world.contact.id },
    ])
    expect((await browser.delete(`${CUSTOMER_PATHS.me}/deletion`)).status).toBe(204)
    expect((await contact())?.deletionRequestedAt).toBeNull()
    expect((await browser.delete(`${CUSTOMER_PATHS.me}/deletion`)).status).toBe(204)
    expect(await events()).toEqual(['signed_in', 'deletion_requested', 'deletion_taken_back'])
  })

  it('writes to the help desk no oftener than a person changes their mind', async () => {
    const ask = () => browser.post(`${CUSTOMER_PATHS.me}/deletion`, { password: GOOD_PASSWORD })
    for (let turn = 0; turn < 5; turn++) {
      expect((await ask()).status).toBe(204)
      await browser.delete(`${CUSTOMER_PATHS.me}/deletion`)
    }
    expect((await ask()).problem().code).toBe('too_many_requests')
    expect(await world.deps.db.select().from(mailQueue)).toHaveLength(10)
  })

  it('takes nothing from a request that met the erasing of its person', async () => {
    const { id: contactId } = world.contact
    const opened = await world.addCase({ contactId })
    const found = await contact()
    if (!found) throw new Error('The person is not there')
    const name = { firstName: 'Janez', lastName: 'Nekdanji', phone: null, language: 'sl' as const }
    const ip = '203.0.113.7'
    const asked: ((work: Work) => Promise<unknown>)[] = [
      (work) => changeProfile(work, { contactId, ip }, name),
      (work) => askEmailChange(work, { contactId, email: NEW_EMAIL, ip }),
      (work) => requestDeletion(work, { contactId, ip }),
      (work) => takeDeletionBack(work, { contactId, ip }),
      (work) =>
        addConsents(work, { contactId, ip, settings: DEFAULT_CUSTOMER_SETTINGS }, [
          { kind: 'processing', version: CONSENT_VERSIONS.processing },
        ]),
      (work) => openCase(work, { contactId, accountId: found.accountId, role: 'own' }, NEW_CASE),
      (work) => addCustomerNote(work, { caseId: opened.id, contactId, body: 'Nekdanji' }),
    ]
    // Past the guard already; the erasing came to the person's row first.
    let begun: Promise<string>[] = []
    await inTransaction(world.deps, async (work) => {
      await erasePerson(work, found, { kind: 'agent', id: world.ana.id })
      begun = asked.map((act) => inTransaction(world.deps, act).then(String, String))
    })
    expect(await Promise.all(begun)).toEqual([
      ...Array(6).fill('CustomerRefusal: unauthorized'),
      'CaseNotFound: There is no such case',
    ])
    expect(await contact()).toMatchObject({ firstName: '', lastName: '—', email: '', deletionRequestedAt: null })
    expect(await world.deps.db.select().from(notes)).toEqual([])
    expect(JSON.stringify(await world.deps.db.select().from(mailQueue))).not.toContain(NEW_EMAIL)
  })

  it('gives the own data as a download, and nothing that is only the agents’ or another’s', async () => {
    const { id } = await world.addCase({ title: 'Moj primer' })
    await inTransaction(world.deps, (work) =>
      addCustomerNote(work, { caseId: id, contactId: world.contact.id, body: 'Moje besede' }),
    )
    await world.deps.db.insert(notes).values([
      {
        id: 'skrivna',
        caseId: id,
        visibility: 'internal',
        authorKind: 'agent',
        authorId: world.ana.id,
        body: 'Stranka je težavna',
        createdAt: world.clock.now(),
      },
      {
        id: 'odgovor',
        caseId: id,
        visibility: 'public',
        authorKind: 'agent',
        authorId: world.ana.id,
        body: 'Besede agentke',
        createdAt: world.clock.now(),
      },
    ])
    const colleague = aContact({ accountId: world.account.id, email: 'sodelavka@podjetje.example' })
    await world.deps.db.insert(contacts).values(colleague)
    await world.addCase({ contactId: colleague.id, title: 'Primer sodelavke' })

    const answer = await browser.get(`${CUSTOMER_PATHS.me}/export`)
    expect(answer.headers['content-disposition']).toBe('attachment; filename="spica-my-data.json"')
    expect(answer.json()).toMatchObject({
      person: { email: world.contact.email, company: world.account.name },
      signIn: { username: 'Janez' },
      sessions: [{ device: 'Firefox na Linuxu' }],
      consents: [{ ip: '203.0.113.7' }, { ip: '203.0.113.7' }],
      cases: [{ title: 'Moj primer' }],
      notes: [{ body: 'Moje besede' }],
      securityEvents: [{ event: 'signed_in', ip: '203.0.113.7' }],
    })
    expect(answer.text).not.toMatch(/težavna|agentke|sodelavk|argon2|tokenHash|ana@/)
    expect(await events()).toEqual(['signed_in', 'data_exported'])
  })

  it('is open to who has not agreed to the texts yet: own data and leaving need no consent', async () => {
    const person = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(person)
    await giveSignIn(world, { contactId: person.id, username: 'brez', withConsents: false })
    const own = openBrowser(app)
    await own.signIn('brez')
    expect((await own.get(`${CUSTOMER_PATHS.me}/export`)).status).toBe(200)
    expect((await own.post(`${CUSTOMER_PATHS.me}/deletion`, { password: GOOD_PASSWORD })).status).toBe(204)
    expect((await own.post(CUSTOMER_PATHS.signOut)).status).toBe(204)
  })
})
