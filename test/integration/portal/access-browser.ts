import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { desc, eq } from 'drizzle-orm'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { hashPassword } from '#portal/auth/passwords.ts'
import { invite } from '#portal/customers/invitations.ts'
import { DEFAULT_CUSTOMER_SETTINGS, presentConsents } from '#portal/customers/settings.ts'
import { consents, contacts, customerLogins, mailQueue } from '#portal/db/schema.ts'
import type { Mail } from '#portal/mail/mail.ts'
import { type AppDeps, buildApp } from '#portal/server/app.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { type Me, me, type RegistrationRequest } from '#shared/customer-api/access.ts'
import { type CustomerProblem, customerProblem } from '#shared/customer-api/common.ts'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { World } from './world.ts'

export const GOOD_PASSWORD = 'Modra miza 7 korakov'

export type Answer = {
  status: number
  headers: Record<string, unknown>
  text: string
  json(): unknown
  problem(): CustomerProblem
}
type Sending = { headers?: Record<string, string>; csrf?: boolean; payload?: unknown }

/** Somebody at a browser, at first signed in nowhere: keeps cookies, and the CSRF token as the pages do. */
export function openBrowser(app: FastifyInstance, { ip = '203.0.113.7' }: { ip?: string } = {}) {
  const cookies = new Map<string, string>()
  let csrfToken: string | undefined
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, sending: Sending = {}) => {
    const { headers = {}, csrf = true, payload } = sending
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const withToken = csrf && csrfToken !== undefined && method !== 'GET'
    const options: InjectOptions = {
      method,
      url,
      remoteAddress: ip,
      headers: {
        'user-agent': 'Firefox na Linuxu',
        ...(cookie === '' ? {} : { cookie }),
        ...(withToken ? { [CSRF_HEADER]: csrfToken } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload: payload as object }),
    }
    const answer = await app.inject(options)
    for (const { name, value, expires } of answer.cookies) {
      if (value === '' || expires?.getTime() === 0) cookies.delete(name)
      else cookies.set(name, value)
    }
    if (answer.statusCode === 200 && answer.headers['content-type']?.toString().startsWith('application/json')) {
      const known = me.safeParse(answer.json())
      if (known.success) csrfToken = known.data.csrfToken
    }
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      json: () => answer.json(),
      problem: () => customerProblem.parse(answer.json()),
    } satisfies Answer
  }
  return {
    cookies,
    get: (url: string, sending?: Sending) => send('GET', url, sending),
    post: (url: string, payload?: unknown, sending?: Sending) => send('POST', url, { ...sending, payload }),
    patch: (url: string, payload: unknown, sending?: Sending) => send('PATCH', url, { ...sending, payload }),
    delete: (url: string, sending?: Sending) => send('DELETE', url, sending),
    signIn: (login: string, password = GOOD_PASSWORD, staySignedIn = false) =>
      send('POST', CUSTOMER_PATHS.signIn, { payload: { login, password, staySignedIn } }),
    me: async (): Promise<Me> => me.parse((await send('GET', CUSTOMER_PATHS.me)).json()),
    captcha: () => solvedCaptcha(app, ip),
  }
}

export type OpenBrowser = ReturnType<typeof openBrowser>

/** The portal with captchas that cost nothing, at the present time: the captcha's library has a clock of its own. */
export async function createAccessApp(world: World, overrides: Partial<AppDeps> = {}): Promise<FastifyInstance> {
  if (world.clock.now() < Date.now()) world.clock.pass(Date.now() - world.clock.now())
  const captchaWork = { cost: 1, minCounter: 0, maxCounter: 3 }
  return buildApp({ ...world.deps, database: world.database, captchaWork, ...overrides })
}

/** What ALTCHA's widget sends. */
export async function solvedCaptcha(app: FastifyInstance, ip = '203.0.113.7'): Promise<string> {
  const challenge = (await app.inject({ url: CUSTOMER_PATHS.captcha, remoteAddress: ip })).json<Challenge>()
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

/** All that waits to be sent, newest first, with its code. */
export async function mailsOf({ database: { db } }: World): Promise<Mail[]> {
  const rows = await db.select().from(mailQueue).orderBy(desc(mailQueue.createdAt), desc(mailQueue.id))
  return rows.map(({ mail, secret }) => (secret === null ? mail : { ...mail, code: secret }) as Mail)
}

/** The code of the newest mail of that kind. */
export async function newestCode(world: World, kind: Mail['kind']): Promise<string> {
  const mail = (await mailsOf(world)).find((one) => one.kind === kind)
  if (!mail || !('code' in mail)) throw new Error(`No ${kind} has a code`)
  return mail.code
}

/** A contact, the world's where none is named, as one who has redeemed an invitation and given the consents. */
export async function giveSignIn(
  world: World,
  person: { contactId?: string; username?: string; password?: string | null; withConsents?: boolean } = {},
): Promise<string> {
  const { contactId = world.contact.id, username = 'Janez', password = GOOD_PASSWORD, withConsents = true } = person
  const { db } = world.database
  const now = world.clock.now()
  await db.insert(customerLogins).values({
    contactId,
    username,
    usernameKey: username.toLowerCase(),
    password: password === null ? null : await hashPassword(password),
    createdAt: now,
    passwordChangedAt: now,
  })
  await db.update(contacts).set({ signIn: 'active' }).where(eq(contacts.id, contactId))
  if (!withConsents) return contactId
  for (const { kind, version } of presentConsents(DEFAULT_CUSTOMER_SETTINGS)) {
    await db
      .insert(consents)
      .values({ id: world.deps.newId(), contactId, kind, version, givenAt: now, ip: '203.0.113.7' })
  }
  return contactId
}

/** The code that a contact, the world's where none is named, finds in the mail. */
export async function inviteContact(world: World, contactId = world.contact.id): Promise<string> {
  const by = { kind: 'agent', id: world.ana.id } as const
  await inTransaction(world.deps, (work) => invite(work, { contactId, by }))
  return newestCode(world, 'invitation')
}

export function aRegistration(captcha: string, overrides: Partial<RegistrationRequest> = {}): RegistrationRequest {
  return {
    salutation: 'Gospa',
    firstName: 'Maja',
    lastName: 'Kovač',
    email: 'maja.kovac@podjetje.example',
    phone: '+386 41 000 000',
    mobile: null,
    department: 'Kadrovska služba',
    company: 'Podjetje d.o.o.',
    taxNumber: 'SI 5064 0275',
    country: 'SI',
    language: 'sl',
    consents: presentConsents(DEFAULT_CUSTOMER_SETTINGS),
    customerCode: null,
    invoiceNumber: null,
    explanation: null,
    captcha,
    ...overrides,
  }
}
