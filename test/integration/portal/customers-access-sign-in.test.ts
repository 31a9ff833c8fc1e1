import { asc, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { argon2id, type PasswordHasher } from '#portal/auth/passwords.ts'
import { sendResetLink } from '#portal/customers/reset-links.ts'
import { LONG_SESSION_MS, SHORT_SESSION_MS } from '#portal/customers/sessions.ts'
import { tidyAccess } from '#portal/customers/upkeep.ts'
import { auditLog, contacts, customerCodes, customerLogins, customerSessions, usedCaptchas } from '#portal/db/schema.ts'
import type { AppDeps } from '#portal/server/app.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { invitationState, me, customerSessions as sessionList } from '#shared/customer-api/access.ts'
import { CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { aContact } from '#test/factories/rows.ts'
import {
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

const MINUTE = 60_000
const DAY = 86_400_000

describeOnBoth('customers’ sign-in', (database) => {
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

  const redeem = (code: string, overrides: Record<string, string> = {}, from = browser) =>
    from.post(`${CUSTOMER_PATHS.invitation}/redeem`, {
      code,
      username: 'Janez.Novak',
      password: GOOD_PASSWORD,
      ...overrides,
    })
  const forgot = async (email: string, from = browser) =>
    from.post(CUSTOMER_PATHS.password, { email, captcha: await from.captcha() })
  const reset = (code: string, password: string, from = browser) =>
    from.post(`${CUSTOMER_PATHS.password}/reset`, { code, password })
  const contact = async (id = world.contact.id) =>
    (await world.deps.db.select().from(contacts).where(eq(contacts.id, id)))[0]
  const eventNames = async () =>
    (await world.deps.db.select().from(auditLog).orderBy(asc(auditLog.id))).map(({ event }) => event)

  it('an invitation leads to a sign-in, and in', async () => {
    const code = await inviteContact(world)
    expect((await contact())?.signIn).toBe('invited')
    const state = invitationState.parse((await browser.post(CUSTOMER_PATHS.invitation, { code })).json())
    expect(state.expiresAt).toBe(world.clock.now() + 14 * DAY)
    expect(state.email).toMatch(/^.….?@/)

    const answer = me.parse((await redeem(code)).json())
    expect(answer).toMatchObject({
      contactId: world.contact.id,
      username: 'Janez.Novak',
      company: world.account.name,
      consentsNeeded: [{ kind: 'personal_data' }, { kind: 'processing' }],
      newEmail: null,
    })
    expect((await contact())?.signIn).toBe('active')
    expect((await browser.me()).contactId).toBe(world.contact.id)
    expect(await eventNames()).toEqual(['invitation_sent', 'invitation_redeemed'])

    const other = openBrowser(app)
    expect((await other.signIn('JANEZ.novak')).status).toBe(200)
    expect((await other.signIn(world.contact.email.toUpperCase())).status).toBe(200)
  })

  it('says of an old, a used, a replaced and an unknown invitation what it is', async () => {
    const first = await inviteContact(world)
    const second = await inviteContact(world)
    expect((await redeem(first)).problem().code).toBe('code_expired')
    expect((await redeem('nikoli izdana')).problem().code).toBe('code_unknown')
    expect((await redeem(second)).status).toBe(200)
    expect((await redeem(second)).problem().code).toBe('code_used')
    expect((await browser.post(CUSTOMER_PATHS.invitation, { code: second })).problem().code).toBe('code_used')

    const other = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(other)
    const late = await inviteContact(world, other.id)
    world.clock.pass(14 * DAY)
    expect((await browser.post(CUSTOMER_PATHS.invitation, { code: late })).problem().code).toBe('code_expired')
    expect((await redeem(late, { username: 'drugi' })).problem().code).toBe('code_expired')
  })

  it('does not spend the code on a name that is taken or a password that is weak', async () => {
    const other = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(other)
    await giveSignIn(world, { contactId: other.id, username: 'janez.novak' })
    const code = await inviteContact(world)

    expect((await redeem(code)).problem().code).toBe('username_taken')
    for (const [password, problem] of [
      ['Kratko', 'too_short'],
      ['brez velike', 'no_capital'],
      ['Password1', 'common_password'],
    ] as const) {
      expect((await redeem(code, { username: 'jn2', password })).problem()).toMatchObject({
        code: 'invalid_fields',
        fields: { password: problem },
      })
    }
    expect((await redeem(code, { username: other.email })).problem().fields).toEqual({ username: 'invalid' })
    expect((await redeem(code, { username: world.contact.email })).status).toBe(200)
  })

  it('of two who redeem one code at once, one comes in', async () => {
    const code = await inviteContact(world)
    const answers = await Promise.all(
      ['ena', 'dva', 'tri'].map((username) => redeem(code, { username }, openBrowser(app))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
    expect(await world.deps.db.select().from(customerLogins)).toHaveLength(1)
  })

  it('sends another invitation to who has one, and answers everybody alike', async () => {
    const first = await inviteContact(world)
    const ask = async (email: string) =>
      browser.post(`${CUSTOMER_PATHS.invitation}/new`, { email, captcha: await browser.captcha() })
    const known = await ask(world.contact.email)
    const unknown = await ask('nihce@podjetje.example')
    expect([known.status, known.text, unknown.status, unknown.text]).toEqual([204, '', 204, ''])

    const second = await newestCode(world, 'invitation')
    expect(second).not.toBe(first)
    expect((await redeem(first)).problem().code).toBe('code_expired')
    expect((await redeem(second)).status).toBe(200)
    expect((await mailsOf(world)).map(({ kind }) => kind)).toEqual(['invitation', 'invitation'])
  })

  it('keeps a session as long as was asked for, and its token as a hash alone', async () => {
    await giveSignIn(world)
    const short = await browser.signIn('janez')
    const cookie = String(short.headers['set-cookie'])
    expect(cookie).toMatch(/^spica_customer=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const long = openBrowser(app)
    expect(String((await long.signIn('janez', GOOD_PASSWORD, true)).headers['set-cookie'])).toContain(
      `Max-Age=${LONG_SESSION_MS / 1000}; `,
    )
    const token = browser.cookies.get('spica_customer') ?? ''
    expect(JSON.stringify(await world.deps.db.select().from(customerSessions))).not.toContain(token)

    world.clock.pass(SHORT_SESSION_MS)
    expect((await browser.get(CUSTOMER_PATHS.me)).problem().code).toBe('unauthorized')
    expect((await long.get(CUSTOMER_PATHS.me)).status).toBe(200)
    world.clock.pass(LONG_SESSION_MS)
    expect((await long.get(CUSTOMER_PATHS.me)).status).toBe(401)
  })

  it('binds the cookie to TLS and this host where there is TLS', async () => {
    await giveSignIn(world)
    await start({ customers: { publicUrl: 'https://portal.spica.example' } })
    const cookie = String((await browser.signIn('janez')).headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-spica_customer=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect((await browser.me()).username).toBe('Janez')

    await start({ trustProxy: ['203.0.113.7'] })
    const payload = { login: 'janez', password: GOOD_PASSWORD, staySignedIn: false }
    const behind = await browser.post(CUSTOMER_PATHS.signIn, payload, { headers: { 'x-forwarded-proto': 'https' } })
    expect(String(behind.headers['set-cookie'])).toContain('Secure')
  })

  it('gives each sign-in a new session and ends the one that the browser had', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    const first = browser.cookies.get('spica_customer')
    await browser.signIn('janez')
    expect(browser.cookies.get('spica_customer')).not.toBe(first)
    expect(await world.deps.db.select().from(customerSessions)).toHaveLength(1)
  })

  it('signs out here, elsewhere and everywhere', async () => {
    await giveSignIn(world)
    const [phone, office] = [openBrowser(app), openBrowser(app)]
    for (const one of [browser, phone, office]) await one.signIn('janez')
    const { sessions } = sessionList.parse((await browser.get(`${CUSTOMER_PATHS.me}/sessions`)).json())
    expect(sessions).toHaveLength(3)
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    expect(sessions[0]?.device).toBe('Firefox na Linuxu')

    const { sessions: seenByPhone } = sessionList.parse((await phone.get(`${CUSTOMER_PATHS.me}/sessions`)).json())
    const phoneId = seenByPhone.find(({ current }) => current)?.id
    expect((await browser.delete(`${CUSTOMER_PATHS.me}/sessions/${phoneId}`)).status).toBe(204)
    expect((await phone.get(CUSTOMER_PATHS.me)).status).toBe(401)
    expect((await browser.delete(`${CUSTOMER_PATHS.me}/sessions/${phoneId}`)).status).toBe(404)

    expect((await browser.post(`${CUSTOMER_PATHS.signOut}?everywhere=true`)).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    expect((await office.get(CUSTOMER_PATHS.me)).status).toBe(401)
    expect(await eventNames()).toEqual(['signed_in', 'signed_in', 'signed_in', 'session_ended', 'all_sessions_ended'])
  })

  it('ends with the sign-out: the cookie of before is worth nothing', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    const token = browser.cookies.get('spica_customer') ?? ''
    expect((await browser.post(CUSTOMER_PATHS.signOut)).status).toBe(204)
    const thief = await browser.get(CUSTOMER_PATHS.me, { headers: { cookie: `spica_customer=${token}` } })
    expect(thief.status).toBe(401)
  })

  it('refuses a wrong password, an unknown name and a disabled person alike, after the same work', async () => {
    await giveSignIn(world)
    const shut = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(shut)
    await giveSignIn(world, { contactId: shut.id, username: 'zaprt' })
    await world.deps.db.update(contacts).set({ signIn: 'disabled' }).where(eq(contacts.id, shut.id))
    const verified = vi.fn()
    const passwords: PasswordHasher = {
      ...argon2id,
      verify: (args) => {
        verified()
        return argon2id.verify(args)
      },
    }
    await start({ passwords })
    const answers = []
    for (const [login, password] of [
      ['janez', 'Napačno geslo 1'],
      ['nihce', GOOD_PASSWORD],
      ['zaprt', GOOD_PASSWORD],
      [shut.email, GOOD_PASSWORD],
    ] as const) {
      verified.mockClear()
      answers.push(await browser.signIn(login, password))
      expect(verified).toHaveBeenCalledTimes(1)
    }
    for (const answer of answers) {
      expect(answer.status).toBe(401)
      expect(answer.text).toBe(answers[0]?.text)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(await world.deps.db.select().from(customerSessions)).toEqual([])
    expect(await eventNames()).toEqual(['sign_in_failed', 'sign_in_failed', 'sign_in_failed', 'sign_in_failed'])
  })

  it('opens no session with a password that was changed, or for somebody who was shut out, meanwhile', async () => {
    await giveSignIn(world)
    const { db } = world.deps
    const ofPerson = eq(contacts.id, world.contact.id)
    const ways = [
      () => db.update(customerLogins).set({ password: 'another one' }),
      () => db.update(contacts).set({ signIn: 'disabled' }).where(ofPerson),
    ]
    for (const meanwhile of ways) {
      const passwords: PasswordHasher = {
        ...argon2id,
        verify: async (args) => {
          const right = await argon2id.verify(args)
          await meanwhile()
          return right
        },
      }
      await start({ passwords })
      const answer = await browser.signIn('janez')
      expect([answer.status, answer.problem().code]).toEqual([401, 'wrong_credentials'])
      await db.delete(customerLogins)
      await giveSignIn(world)
      await db.update(contacts).set({ signIn: 'active' }).where(ofPerson)
    }
    expect(await db.select().from(customerSessions)).toEqual([])
    expect(await eventNames()).not.toContain('signed_in')
  })

  it('slows guesses down from one address and from many, but never keeps the owner out', async () => {
    await giveSignIn(world)
    await start({
      customerLimits: {
        failuresByLoginAndIp: { max: 3, windowMs: 5 * MINUTE },
        failuresByLogin: { max: 5, windowMs: 60 * MINUTE },
      },
    })
    expect((await browser.signIn('janez')).status).toBe(200)
    const guess = (ip: string) => openBrowser(app, { ip }).signIn('Janez', 'Napačno geslo 1')
    for (let tries = 0; tries < 3; tries++) expect((await guess('198.51.100.1')).status).toBe(401)
    const slowed = await guess('198.51.100.1')
    expect(slowed.problem().code).toBe('too_many_requests')
    expect(Number(slowed.headers['retry-after'])).toBe(300)
    for (let tries = 0; tries < 2; tries++) expect((await guess('198.51.100.2')).status).toBe(401)
    expect((await guess('198.51.100.3')).status).toBe(429)

    // From where the owner came before, the door is open.
    expect((await browser.signIn('janez')).status).toBe(200)
    expect((await openBrowser(app, { ip: '198.51.100.4' }).signIn('nekdo')).status).toBe(401)
    world.clock.pass(60 * MINUTE)
    expect((await openBrowser(app, { ip: '198.51.100.4' }).signIn('janez')).status).toBe(200)
  })

  it('leaves an owner whom guesses keep out, at an address of no note, the link for a forgotten password', async () => {
    await giveSignIn(world)
    await start({ customerLimits: { failuresByLogin: { max: 4, windowMs: 60 * MINUTE } } })
    for (let tries = 0; tries < 4; tries++) await openBrowser(app, { ip: '198.51.100.1' }).signIn('janez', 'Napačno 1')
    // The stranger has all other mail sent there that can be, and as many links as there are.
    for (let asked = 0; asked < 4; asked++) {
      const body = { email: world.contact.email, captcha: await browser.captcha() }
      await openBrowser(app, { ip: '198.51.100.1' }).post(`${CUSTOMER_PATHS.invitation}/new`, body)
    }
    const statuses: number[] = []
    for (let asked = 0; asked < 4; asked++) statuses.push((await forgot(world.contact.email)).status)
    expect(statuses).toEqual([204, 204, 204, 429])
    world.clock.pass(59 * MINUTE)
    for (let tries = 0; tries < 4; tries++) await openBrowser(app, { ip: '198.51.100.2' }).signIn('janez', 'Napačno 1')

    const owner = openBrowser(app, { ip: '192.0.2.44' })
    expect((await owner.signIn('janez')).problem().code).toBe('too_many_requests')
    const code = await newestCode(world, 'password_reset')
    const answer = await owner.post(`${CUSTOMER_PATHS.password}/reset`, { code, password: 'Nova zelena vrata' })
    expect(me.parse(answer.json()).contactId).toBe(world.contact.id)
    // From there the owner has come in: the door stays open.
    expect((await openBrowser(app, { ip: '192.0.2.44' }).signIn('janez', 'Nova zelena vrata')).status).toBe(200)
    expect((await openBrowser(app, { ip: '192.0.2.45' }).signIn('janez', 'Nova zelena vrata')).status).toBe(429)
  })

  it('a forgotten password: alike for all, one link, new password, everybody else signed out', async () => {
    await giveSignIn(world)
    const old = openBrowser(app)
    await old.signIn('janez')
    const known = await forgot(world.contact.email)
    const unknown = await forgot('nihce@podjetje.example')
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(await mailsOf(world)).toMatchObject([{ kind: 'password_reset', contactId: world.contact.id, why: 'asked' }])

    const code = await newestCode(world, 'password_reset')
    expect((await reset(code, 'brez velike')).problem().fields).toEqual({ password: 'no_capital' })
    expect(me.parse((await reset(code, 'Nova zelena vrata')).json()).contactId).toBe(world.contact.id)
    expect((await old.get(CUSTOMER_PATHS.me)).status).toBe(401)
    expect((await browser.me()).username).toBe('Janez')
    expect((await reset(code, 'Druga zelena vrata')).problem().code).toBe('code_used')
    expect((await old.signIn('janez')).status).toBe(401)
    expect((await old.signIn('janez', 'Nova zelena vrata')).status).toBe(200)
    expect((await mailsOf(world))[0]).toEqual({ kind: 'password_changed', contactId: world.contact.id })

    await forgot(world.contact.email)
    const late = await newestCode(world, 'password_reset')
    world.clock.pass(2 * 60 * MINUTE)
    expect((await reset(late, 'Nova zelena vrata')).problem().code).toBe('code_expired')
  })

  it('sends no more links to one address than it may get, whoever has it', async () => {
    for (const email of [world.contact.email, 'nihce@podjetje.example']) {
      const statuses: number[] = []
      for (let asked = 0; asked < 4; asked++) statuses.push((await forgot(email)).status)
      expect(statuses).toEqual([204, 204, 204, 429])
    }
  })

  it('an account from an older portal sets a password first, and signs in by e-mail then', async () => {
    await world.deps.db.update(contacts).set({ signIn: 'must_reset' }).where(eq(contacts.id, world.contact.id))
    expect((await browser.signIn(world.contact.email)).problem().code).toBe('wrong_credentials')
    await forgot(world.contact.email)
    expect((await mailsOf(world))[0]).toMatchObject({ kind: 'password_reset', why: 'migrated' })
    const answer = me.parse((await reset(await newestCode(world, 'password_reset'), GOOD_PASSWORD)).json())
    expect(answer.username).toBe(world.contact.email)
    expect((await contact())?.signIn).toBe('active')
    expect((await openBrowser(app).signIn(world.contact.email)).status).toBe(200)
  })

  it('tells only who knows the old password that another one is needed', async () => {
    await giveSignIn(world)
    await world.deps.db.update(contacts).set({ signIn: 'must_reset' }).where(eq(contacts.id, world.contact.id))
    expect((await browser.signIn('janez', 'Napačno geslo 1')).problem().code).toBe('wrong_credentials')
    expect((await browser.signIn('janez')).problem().code).toBe('password_reset_needed')
    expect(browser.cookies.size).toBe(0)
  })

  it('two people with one e-mail get a link each, and each signs in', async () => {
    const twin = aContact({ accountId: world.account.id, email: world.contact.email })
    await world.deps.db.insert(contacts).values(twin)
    for (const id of [world.contact.id, twin.id]) {
      await world.deps.db.update(contacts).set({ signIn: 'must_reset' }).where(eq(contacts.id, id))
    }
    await forgot(world.contact.email)
    const codes = (await mailsOf(world)).flatMap((mail) => (mail.kind === 'password_reset' ? [mail] : []))
    expect(codes.map(({ contactId }) => contactId).sort()).toEqual([world.contact.id, twin.id].sort())
    for (const { code, contactId } of codes) {
      const password = `Geslo osebe ${contactId.slice(-4)}`
      expect((await reset(code, password, openBrowser(app))).status).toBe(200)
      expect(me.parse((await openBrowser(app).signIn(world.contact.email, password)).json()).contactId).toBe(contactId)
    }
  })

  it('an agent’s link opens what it says, unless the person was disabled meanwhile', async () => {
    await giveSignIn(world)
    const by = { kind: 'agent', id: world.ana.id } as const
    await inTransaction(world.deps, (work) => sendResetLink(work, { contactId: world.contact.id, by }))
    expect((await mailsOf(world))[0]).toMatchObject({ kind: 'password_reset', why: 'agent' })
    await world.deps.db.update(contacts).set({ signIn: 'disabled' }).where(eq(contacts.id, world.contact.id))
    const code = await newestCode(world, 'password_reset')
    expect((await reset(code, 'Nova zelena vrata')).problem().code).toBe('code_expired')
  })

  it('a disabled or erased person is out at once, whatever the cookie says', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    await world.deps.db.update(contacts).set({ signIn: 'disabled' }).where(eq(contacts.id, world.contact.id))
    expect((await browser.get(CUSTOMER_PATHS.me)).status).toBe(401)
    await world.deps.db.update(contacts).set({ signIn: 'active', erasedAt: 1 }).where(eq(contacts.id, world.contact.id))
    expect((await browser.get(CUSTOMER_PATHS.me)).status).toBe(401)
  })

  it('keeps who has not given the consents to giving them', async () => {
    await giveSignIn(world, { withConsents: false })
    await browser.signIn('janez')
    expect((await browser.get(CUSTOMER_PATHS.cases)).problem().code).toBe('consent_needed')
    const needed = (await browser.me()).consentsNeeded
    expect(needed).toHaveLength(2)
    const give = (consents: unknown) => browser.post(`${CUSTOMER_PATHS.me}/consents`, { consents })
    expect((await give([{ kind: 'processing', version: '1999' }])).problem().fields).toEqual({ processing: 'invalid' })
    await give(needed.slice(0, 1))
    expect((await browser.get(CUSTOMER_PATHS.cases)).status).toBe(403)
    expect(me.parse((await give(needed)).json())).toMatchObject({ consentsNeeded: [], consents: [{}, {}] })
    expect((await browser.get(CUSTOMER_PATHS.cases)).status).toBe(200)

    await start({ customers: { consentGate: false } })
    const free = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(free)
    await giveSignIn(world, { contactId: free.id, username: 'brez', withConsents: false })
    expect(me.parse((await browser.signIn('brez')).json()).consentsNeeded).toEqual([])
    expect((await browser.get(CUSTOMER_PATHS.cases)).status).toBe(200)
  })

  it('customers’ sessions open nothing of the agents’, nor theirs anything here', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    const token = browser.cookies.get('spica_customer') ?? ''
    for (const url of [PORTAL_PATHS.me, PORTAL_PATHS.changes, PORTAL_PATHS.sessions]) {
      expect((await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401)
      expect((await browser.get(url)).status).toBe(401)
    }
    expect(
      (await app.inject({ url: CUSTOMER_PATHS.me, headers: { authorization: `Bearer ${token}` } })).statusCode,
    ).toBe(401)
  })

  it('forgets what is over', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    await forgot(world.contact.email)
    world.clock.pass(91 * DAY)
    await tidyAccess(world.deps.db, world.clock.now())
    for (const table of [customerSessions, customerCodes, usedCaptchas]) {
      expect(await world.deps.db.select().from(table)).toEqual([])
    }
    expect(await eventNames()).toEqual(['signed_in', 'reset_link_sent'])
    world.clock.pass(730 * DAY)
    await tidyAccess(world.deps.db, world.clock.now())
    expect(await eventNames()).toEqual([])
  })
})
