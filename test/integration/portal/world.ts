import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { setAgentPassword } from '#portal/auth/agent-login.ts'
import type { PortalDatabase } from '#portal/db/open.ts'
import { accounts, agents, cases, contacts } from '#portal/db/schema.ts'
import { type AppDeps, buildApp } from '#portal/server/app.ts'
import type { ServiceDeps } from '#portal/server/deps.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AccountRow, AgentRow, CaseRow, ContactRow } from '#shared/portal-api/rows.ts'
import { aCase, aContact, anAccount, anAgent, FACTORY_NOW } from '#test/factories/rows.ts'

export const PASSWORD = 'pravilno geslo 1'

export type Clock = { now(): number; pass(ms: number): void }

/** Stands still unless it is told to go on. */
export function fakeClock(start = FACTORY_NOW + 86_400_000): Clock {
  let at = start
  return {
    now: () => at,
    pass: (ms) => {
      at += ms
    },
  }
}

export type World = {
  database: PortalDatabase
  deps: ServiceDeps
  clock: Clock
  ana: AgentRow
  bor: AgentRow
  account: AccountRow
  contact: ContactRow
  /** Writes a case of this world's customer. */
  addCase(overrides?: Partial<CaseRow>): Promise<CaseRow>
}

/** One company with one contact, and the agents Ana and Bor. */
export async function createWorld(database: PortalDatabase): Promise<World> {
  const clock = fakeClock()
  const account = anAccount()
  const contact = aContact({ accountId: account.id })
  const ana = anAgent({ name: 'Ana', email: 'ana@spica.example' })
  const bor = anAgent({ name: 'Bor', email: 'bor@spica.example' })
  await database.db.insert(accounts).values(account)
  await database.db.insert(contacts).values(contact)
  await database.db.insert(agents).values([ana, bor])
  let ids = 0
  const deps: ServiceDeps = {
    db: database.db,
    now: clock.now,
    random: () => 0.42,
    newId: () => `0193ffff-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  }
  return {
    database,
    deps,
    clock,
    ana,
    bor,
    account,
    contact,
    addCase: async (overrides = {}) => {
      const row = aCase({ accountId: account.id, contactId: contact.id, ...overrides })
      const { versions, ...columns } = row
      await database.db
        .insert(cases)
        .values({ ...columns, statusVersion: versions.status, ownerVersion: versions.ownerId })
      return row
    },
  }
}

export type Api = {
  app: FastifyInstance
  token: string
  get(url: string): Promise<{ status: number; body: unknown }>
  push(...operations: unknown[]): Promise<{ status: number; body: { results: unknown[] } }>
}

/** The app with Ana signed in. */
export async function createApi(world: World, overrides: Partial<AppDeps> = {}): Promise<Api> {
  const app = await buildApp({ ...world.deps, database: world.database, ...overrides })
  await setAgentPassword(world.deps.db, { agentId: world.ana.id, password: PASSWORD })
  const { token } = (await signIn(app, { email: world.ana.email, password: PASSWORD })).json<{ token: string }>()
  const headers = { authorization: `Bearer ${token}` }
  const clientId = randomUUID()
  return {
    app,
    token,
    get: async (url) => {
      const answer = await app.inject({ url, headers })
      return { status: answer.statusCode, body: answer.json() }
    },
    push: async (...operations) => {
      const payload = { clientId, operations }
      const answer = await app.inject({ method: 'POST', url: PORTAL_PATHS.push, headers, payload })
      return { status: answer.statusCode, body: answer.json() }
    },
  }
}

export function signIn(app: FastifyInstance, payload: object, remoteAddress = '127.0.0.1') {
  return app.inject({ method: 'POST', url: PORTAL_PATHS.signIn, payload, remoteAddress })
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

export function aReply(caseId: string, overrides: Partial<Of<'note.create'>> = {}): Of<'note.create'> {
  return {
    kind: 'note.create',
    opId: randomUUID(),
    caseId,
    schemaVersion: 1,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    visibility: 'public',
    body: 'Pozdravljeni, pošiljamo navodila.',
    ...overrides,
  }
}

export function anUpdate(caseId: string, overrides: Partial<Of<'case.update'>>): Of<'case.update'> {
  return {
    kind: 'case.update',
    opId: randomUUID(),
    caseId,
    schemaVersion: 1,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    ...overrides,
  }
}
