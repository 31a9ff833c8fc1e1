import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { createSession, csrfTokenOf } from '#portal/customers/sessions.ts'
import { DEFAULT_CUSTOMER_SETTINGS, presentConsents } from '#portal/customers/settings.ts'
import { accounts, consents, contacts, customerLogins } from '#portal/db/schema.ts'
import { inTransaction } from '#portal/server/deps.ts'
import { CSRF_HEADER, CUSTOMER_PATHS } from '#shared/customer-api/paths.ts'
import type { AccountRow, ContactRow } from '#shared/portal-api/rows.ts'
import { aContact, anAccount } from '#test/factories/rows.ts'
import type { World } from './world.ts'

type Answer = { status: number; body: unknown; headers: Record<string, unknown>; raw: Buffer }

/** A customer who is signed in and has given the consents, at a browser. */
export type Browser = {
  contact: ContactRow
  cookie: string
  csrf: string
  get(url: string): Promise<Answer>
  post(url: string, payload?: object): Promise<Answer>
  delete(url: string): Promise<Answer>
  upload(bytes: Buffer | string, name?: string): Promise<Answer>
  request(options: InjectOptions): Promise<Answer>
}

export async function addAccount(world: World, overrides: Partial<AccountRow> = {}): Promise<AccountRow> {
  const account = anAccount(overrides)
  await world.deps.db.insert(accounts).values(account)
  return account
}

export async function addContact(world: World, overrides: Partial<ContactRow> = {}): Promise<ContactRow> {
  const contact = aContact({ accountId: world.account.id, signIn: 'active', ...overrides })
  await world.deps.db.insert(contacts).values(contact)
  return contact
}

/** Of a contact that is in the database with `signIn: 'active'`. */
export async function signedIn(world: World, app: FastifyInstance, contact: ContactRow): Promise<Browser> {
  const { db } = world.deps
  const username = contact.email
  await db
    .insert(customerLogins)
    .values({ contactId: contact.id, username, usernameKey: username, createdAt: world.clock.now() })
    .onConflictDoNothing()
  const given = presentConsents(DEFAULT_CUSTOMER_SETTINGS).map((one) => ({
    ...one,
    id: randomUUID(),
    contactId: contact.id,
    givenAt: world.clock.now(),
  }))
  await db.delete(consents).where(eq(consents.contactId, contact.id))
  await db.insert(consents).values(given)
  const { token } = await inTransaction(world.deps, (work) =>
    createSession(work, { contactId: contact.id, device: 'Firefox', stay: false }),
  )
  const cookie = `spica_customer=${token}`
  const csrf = csrfTokenOf(token)
  const request = async ({ headers, ...options }: InjectOptions): Promise<Answer> => {
    const answer = await app.inject({ ...options, headers: { cookie, [CSRF_HEADER]: csrf, ...headers } })
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      body: isJson && answer.body !== '' ? answer.json() : answer.body,
      headers: answer.headers,
      raw: answer.rawPayload,
    }
  }
  return {
    contact,
    cookie,
    csrf,
    request,
    get: (url) => request({ url }),
    post: (url, payload) => request({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) }),
    delete: (url) => request({ method: 'DELETE', url }),
    upload: (bytes, name = 'slika.png') =>
      request({
        method: 'POST',
        url: `${CUSTOMER_PATHS.uploads}?name=${encodeURIComponent(name)}`,
        headers: { 'content-type': 'application/octet-stream' },
        payload: bytes,
      }),
  }
}

/** A form's fields as the page sends them. */
export function aCaseForm(overrides: object = {}) {
  return {
    caseType: 'support',
    title: 'Terminal pri vhodu ne bere kartic',
    description: 'Od jutra ne prebere nobene kartice.',
    entitlementId: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    customerReference: null,
    files: [],
    requestId: randomUUID(),
    ...overrides,
  }
}

export function aNoteForm(overrides: object = {}) {
  return { body: 'Še vedno ne dela.', files: [], requestId: randomUUID(), ...overrides }
}
