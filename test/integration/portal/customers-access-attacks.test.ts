import type { Challenge, Payload } from 'altcha-lib'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contacts, customerCodes, customerLogins, customerSessions, registrations } from '#portal/db/schema.ts'
import type { AppDeps } from '#portal/server/app.ts'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import { aContact } from '#test/factories/rows.ts'
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
  solvedCaptcha,
} from './access-browser.ts'
import { describeOnBoth } from './databases.ts'
import { createWorld, type World } from './world.ts'

const MINUTE = 60_000

describeOnBoth('attacks on customers’ access', (database) => {
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

  const forgot = (captcha: string, email = world.contact.email) =>
    browser.post(CUSTOMER_PATHS.password, { email, captcha })

  it('a captcha is taken once, also by two at the same time', async () => {
    const captcha = await browser.captcha()
    const answers = await Promise.all([forgot(captcha), forgot(captcha), forgot(captcha)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422])
    expect((await browser.post(CUSTOMER_PATHS.register, aRegistration(captcha))).problem().code).toBe('captcha_failed')
    expect(await world.deps.db.select().from(registrations)).toEqual([])
  })

  it('a captcha is refused when it is late, not solved, forged, another portal’s or no captcha at all', async () => {
    await start({ customerLimits: { mailsByIp: { max: 100, windowMs: MINUTE } } })
    const late = await browser.captcha()
    world.clock.pass(20 * MINUTE)
    expect((await forgot(late)).problem().code).toBe('captcha_failed')

    const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64')
    const decode = (text: string) => JSON.parse(Buffer.from(text, 'base64').toString()) as Payload
    const good = decode(await browser.captcha())
    const { challenge, solution } = good
    const bad: unknown[] = [
      { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
      { challenge: { ...challenge, signature: '00'.repeat(32) }, solution },
      { challenge: { parameters: challenge.parameters }, solution },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, nonce: 'ff'.repeat(16) } }, solution },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, expiresAt: 9e9 } }, solution },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, cost: 1e12 } }, solution },
      { challenge: { ...challenge, parameters: { ...challenge.parameters, algorithm: 'none' } }, solution },
      { challenge, solution: null },
      { challenge: null },
      'niz',
      null,
    ]
    for (const payload of bad) expect((await forgot(encode(payload))).problem().code).toBe('captcha_failed')
    expect((await forgot('%%%')).problem().code).toBe('captcha_failed')
    expect((await browser.post(CUSTOMER_PATHS.password, { email: 'a@b.si' })).problem().fields).toEqual({
      captcha: 'required',
    })
    expect((await forgot(encode(good))).status).toBe(204)
  })

  it('a challenge that was made up is worth nothing, whatever it says', async () => {
    const { createChallenge, solveChallenge } = await import('altcha-lib')
    const { deriveKey } = await import('altcha-lib/algorithms/pbkdf2')
    const challenge: Challenge = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 1,
      counter: 1,
      deriveKey,
      expiresAt: new Date(world.clock.now() + MINUTE),
      hmacSignatureSecret: 'moj ključ',
      hmacKeySignatureSecret: 'moj ključ',
    })
    const solution = await solveChallenge({ challenge, deriveKey })
    const forged = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
    expect((await forgot(forged)).problem().code).toBe('captcha_failed')
  })

  it('all processes of a portal know each other’s captchas, and what was taken', async () => {
    const other = await createAccessApp(world)
    const captcha = await solvedCaptcha(other)
    expect((await forgot(captcha)).status).toBe(204)
    const again = await openBrowser(other).post(CUSTOMER_PATHS.password, { email: 'a@b.si', captcha })
    expect(again.problem().code).toBe('captcha_failed')
    await other.close()
  })

  it('a code opens only what it is for', async () => {
    await giveSignIn(world)
    const invited = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(invited)
    const invitation = await inviteContact(world, invited.id)
    await forgot(await browser.captcha())
    const reset = await newestCode(world, 'password_reset')
    const tries = [
      ['/redeem', reset],
      ['', reset],
    ] as const
    for (const [below, code] of tries) {
      const payload = { code, username: 'napadalec', password: GOOD_PASSWORD }
      expect((await browser.post(`${CUSTOMER_PATHS.invitation}${below}`, payload)).problem().code).toBe('code_unknown')
    }
    const password = 'Nova zelena vrata'
    const misused = await browser.post(`${CUSTOMER_PATHS.password}/reset`, { code: invitation, password })
    expect(misused.problem().code).toBe('code_unknown')
    expect((await browser.post(CUSTOMER_PATHS.confirmEmail, { code: reset })).problem().code).toBe('code_unknown')
    expect((await browser.post(CUSTOMER_PATHS.confirmEmail, { code: invitation })).problem().code).toBe('code_unknown')
  })

  it('a copy of the database opens nothing: hashes are no codes and no tokens', async () => {
    await inviteContact(world)
    const [row] = await world.deps.db.select().from(customerCodes)
    const redeemed = await browser.post(`${CUSTOMER_PATHS.invitation}/redeem`, {
      code: row?.codeHash,
      username: 'napadalec',
      password: GOOD_PASSWORD,
    })
    expect(redeemed.problem().code).toBe('code_unknown')

    const person = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(person)
    await giveSignIn(world, { contactId: person.id })
    await browser.signIn('janez')
    const [session] = await world.deps.db.select().from(customerSessions)
    const thief = openBrowser(app)
    thief.cookies.set('spica_customer', session?.tokenHash ?? '')
    expect((await thief.get(CUSTOMER_PATHS.me)).status).toBe(401)
  })

  it('an invitation is bound to its e-mail: it ends when the contact’s is another', async () => {
    const code = await inviteContact(world)
    await world.deps.db
      .update(contacts)
      .set({ email: 'drug@podjetje.example' })
      .where(eq(contacts.id, world.contact.id))
    const redeemed = await browser.post(`${CUSTOMER_PATHS.invitation}/redeem`, {
      code,
      username: 'janez',
      password: GOOD_PASSWORD,
    })
    expect(redeemed.problem().code).toBe('code_expired')
    expect(await world.deps.db.select().from(customerLogins)).toEqual([])
  })

  it('nobody signs in as another by taking that person’s e-mail for a user name', async () => {
    await giveSignIn(world)
    const person = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(person)
    const code = await inviteContact(world, person.id)
    for (const username of [world.contact.email, world.contact.email.toUpperCase(), ` ${world.contact.email} `]) {
      const redeemed = await browser.post(`${CUSTOMER_PATHS.invitation}/redeem`, {
        code,
        username,
        password: GOOD_PASSWORD,
      })
      expect(redeemed.problem().fields).toEqual({ username: 'invalid' })
    }
  })

  it('refuses a change without the token of its own session, and lets reading go on', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    const other = openBrowser(app)
    const { csrfToken: foreign } = (await other.signIn('janez')).json() as { csrfToken: string }
    const change = { firstName: 'X', lastName: 'Y', phone: null, language: 'sl' }
    const wrong: Record<string, string>[] = [
      {},
      ...['', 'x'.repeat(43), foreign].map((one) => ({ [CSRF_HEADER]: one })),
    ]
    for (const headers of wrong) {
      const answer = await browser.patch(CUSTOMER_PATHS.me, change, { csrf: false, headers })
      expect(answer.problem().code).toBe('csrf_failed')
    }
    for (const url of [CUSTOMER_PATHS.signOut, `${CUSTOMER_PATHS.me}/deletion`, `${CUSTOMER_PATHS.me}/email`]) {
      expect((await browser.post(url, {}, { csrf: false })).problem().code).toBe('csrf_failed')
    }
    expect((await browser.me()).firstName).toBe(world.contact.firstName)
    expect((await browser.patch(CUSTOMER_PATHS.me, change)).status).toBe(200)
  })

  it('lets no other site do anything, not even sign a browser in', async () => {
    await giveSignIn(world)
    const payload = { login: 'janez', password: GOOD_PASSWORD, staySignedIn: false }
    const from = (headers: Record<string, string>) => browser.post(CUSTOMER_PATHS.signIn, payload, { headers })
    const others: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:80' },
      { origin: 'https://napadalec.example' },
      { origin: 'null' },
    ]
    for (const headers of others) {
      const answer = await from(headers)
      expect(answer.problem().code).toBe('csrf_failed')
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await from({ origin: 'http://localhost:80' })).status).toBe(200)

    await start({ customers: { publicUrl: 'https://portal.spica.example' } })
    expect((await from({ origin: 'https://portal.spica.example' })).status).toBe(200)
  })

  it('takes no form of another page: only JSON', async () => {
    const answer = await browser.post(CUSTOMER_PATHS.signIn, 'login=janez&password=x', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    const text = await browser.post(
      CUSTOMER_PATHS.signIn,
      JSON.stringify({ login: 'janez', password: GOOD_PASSWORD, staySignedIn: false }),
      { headers: { 'content-type': 'text/plain' } },
    )
    expect(text.status).toBeGreaterThanOrEqual(400)
    expect(text.headers['set-cookie']).toBeUndefined()
  })

  it('writes no line into a mail’s head: an e-mail or a name with line breaks is refused', async () => {
    await start({ customerLimits: { registrationsByIp: { max: 100, windowMs: MINUTE } } })
    const send = async (overrides: Parameters<typeof aRegistration>[1]) =>
      browser.post(CUSTOMER_PATHS.register, aRegistration(await browser.captcha(), overrides))
    for (const email of ['a@b.si\r\nBcc: vsi@svet.example', 'a@b.si\nBcc: x@y.si', '"a\r\nb"@b.si', 'a@b.si,x@y.si']) {
      expect((await send({ email })).problem().fields).toEqual({ email: 'invalid' })
    }
    for (const field of ['firstName', 'lastName', 'company', 'salutation', 'department', 'phone'] as const) {
      const answer = await send({ [field]: 'Maja\r\nBcc: vsi@svet.example' })
      expect(answer.problem().fields).toEqual({ [field]: 'invalid' })
    }
    expect(await mailsOf(world)).toEqual([])
  })

  it('keeps script as the words that it is, and refuses what no database takes', async () => {
    const script = '<script>alert(1)</script>'
    const send = async (overrides: Parameters<typeof aRegistration>[1]) =>
      browser.post(CUSTOMER_PATHS.register, aRegistration(await browser.captcha(), overrides))
    expect((await send({ company: script, explanation: script })).status).toBe(200)
    expect(await world.deps.db.select().from(registrations)).toMatchObject([{ company: script, explanation: script }])
    expect(
      (await send({ company: 'pol \ud83d', explanation: 'pol \ud83d', email: 'pol@podjetje.example' })).status,
    ).toBe(200)
    expect((await world.deps.db.select().from(registrations))[1]).toMatchObject({
      company: 'pol \ufffd',
      history: [{ text: 'pol \ufffd' }],
    })
    expect((await send({ company: 'a\u0000b' })).problem().fields).toEqual({ company: 'invalid' })
    expect((await send({ explanation: 'x'.repeat(2001) })).problem().fields).toEqual({ explanation: 'too_long' })
  })

  it('answers nonsense with what is wrong, never with a fault of its own', async () => {
    await giveSignIn(world)
    await browser.signIn('janez')
    const posts = [
      CUSTOMER_PATHS.register,
      CUSTOMER_PATHS.signIn,
      CUSTOMER_PATHS.password,
      `${CUSTOMER_PATHS.password}/reset`,
      CUSTOMER_PATHS.invitation,
      `${CUSTOMER_PATHS.invitation}/redeem`,
      `${CUSTOMER_PATHS.invitation}/new`,
      CUSTOMER_PATHS.question,
      `${CUSTOMER_PATHS.question}/answer`,
      CUSTOMER_PATHS.confirmEmail,
      `${CUSTOMER_PATHS.me}/consents`,
      `${CUSTOMER_PATHS.me}/email`,
      `${CUSTOMER_PATHS.me}/password`,
      `${CUSTOMER_PATHS.me}/deletion`,
    ]
    const nonsense = [null, 7, 'niz', [], {}, { code: { $gt: '' } }, { login: ['a'], password: 1 }, { consents: 'x' }]
    for (const url of posts) {
      for (const payload of nonsense) {
        const answer = await browser.post(url, JSON.stringify(payload), {
          headers: { 'content-type': 'application/json' },
        })
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
        expect(answer.problem().code).not.toBe('internal')
      }
    }
  })

  it('a password of a great length is no way to keep the portal busy', async () => {
    await giveSignIn(world)
    const long = await browser.signIn('janez', 'A'.repeat(1025))
    expect(long.problem().fields).toEqual({ password: 'too_long' })
    const huge = await browser.signIn('janez', 'A'.repeat(100_000))
    expect(huge.problem().code).toBe('too_large')
  })

  it('another person’s sessions cannot be seen or ended', async () => {
    await giveSignIn(world)
    const victim = openBrowser(app)
    await victim.signIn('janez')
    const [session] = await world.deps.db.select().from(customerSessions)
    const person = aContact({ accountId: world.account.id })
    await world.deps.db.insert(contacts).values(person)
    await giveSignIn(world, { contactId: person.id, username: 'drugi' })
    await browser.signIn('drugi')
    expect((await browser.delete(`${CUSTOMER_PATHS.me}/sessions/${session?.id}`)).status).toBe(404)
    expect((await victim.get(CUSTOMER_PATHS.me)).status).toBe(200)
  })

  it('tells nothing of a person to who has no session', async () => {
    const urls = ['', '/export', '/sessions'].map((below) => `${CUSTOMER_PATHS.me}${below}`)
    for (const url of urls) {
      const answer = await browser.get(url)
      expect(answer.problem().code).toBe('unauthorized')
      expect(answer.headers['cache-control']).toBe('no-store')
    }
    for (const cookie of [
      'spica_customer=',
      'spica_customer=%00',
      'spica_customer=x; spica_customer=y',
      'x'.repeat(4000),
    ]) {
      expect((await browser.get(CUSTOMER_PATHS.me, { headers: { cookie } })).status).toBe(401)
    }
  })

  it('lets nobody, behind a proxy or past it, choose the address that limits count by', async () => {
    await app.close()
    const customerLimits = { captchasByIp: { max: 2, windowMs: 60_000 } }
    app = await createAccessApp(world, { trustProxy: ['10.0.0.0/8'], customerLimits })
    const ask = async (forwarded: string, remoteAddress = '10.1.2.3') => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await app.inject({ url: CUSTOMER_PATHS.captcha, headers, remoteAddress })).statusCode
    }
    const statuses: number[] = []
    for (let at = 1; at <= 3; at++) statuses.push(await ask(`192.0.2.${at}, 198.51.100.1`))
    expect(statuses).toEqual([200, 200, 429])
    expect(await ask('192.0.2.1, 198.51.100.2')).toBe(200)
    statuses.length = 0
    for (let at = 1; at <= 3; at++) statuses.push(await ask(`192.0.2.${at}`, '203.0.113.50'))
    expect(statuses).toEqual([200, 200, 429])
  })

  it('keeps who guesses codes waiting', async () => {
    await start({ customerLimits: { codesByIp: { max: 5, windowMs: MINUTE } } })
    const statuses: number[] = []
    for (let tries = 0; tries < 6; tries++) {
      statuses.push((await browser.post(CUSTOMER_PATHS.invitation, { code: `ugibanje-${tries}` })).status)
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429])
  })
})
