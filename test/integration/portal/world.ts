import { createHash, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { setAgentPassword } from '#portal/auth/agent-login.ts'
import type { PortalDatabase } from '#portal/db/open.ts'
import { accounts, agents, cases, contacts, DEFAULT_TEAM_ID, teamMembers, teams } from '#portal/db/schema.ts'
import { type AppDeps, buildApp } from '#portal/server/app.ts'
import type { ServiceDeps } from '#portal/server/deps.ts'
import { type NewAttachment, OPERATION_SCHEMA_VERSION, type Operation } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { AccountRow, AgentRow, CaseRow, ContactRow, TeamRow } from '#shared/portal-api/rows.ts'
import { aCase, aContact, anAccount, anAgent, aTeam, FACTORY_NOW } from '#test/factories/rows.ts'

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
  /** A new team of these agents. */
  addTeam(...members: AgentRow[]): Promise<TeamRow>
  join(agent: AgentRow, teamId: string): Promise<void>
  leave(agent: AgentRow, teamId: string): Promise<void>
}

/** One company with one contact, and the agents Ana and Bor, both of the portal's first team. */
export async function createWorld(database: PortalDatabase): Promise<World> {
  const clock = fakeClock()
  const account = anAccount()
  const contact = aContact({ accountId: account.id })
  const ana = anAgent({ name: 'Ana', email: 'ana@spica.example', teamIds: [DEFAULT_TEAM_ID] })
  const bor = anAgent({ name: 'Bor', email: 'bor@spica.example', teamIds: [DEFAULT_TEAM_ID] })
  await database.db.insert(accounts).values(account)
  await database.db.insert(contacts).values(contact)
  await database.db.insert(agents).values([ana, bor].map(({ teamIds: _, ...columns }) => columns))
  const join = async ({ id }: AgentRow, teamId: string) => {
    await database.db.insert(teamMembers).values({ agentId: id, teamId })
  }
  for (const agent of [ana, bor]) for (const teamId of agent.teamIds) await join(agent, teamId)
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
      const owners = { accountId: account.id, contactId: contact.id, teamId: DEFAULT_TEAM_ID }
      const row = aCase({ ...owners, ...overrides })
      const { versions, ...columns } = row
      await database.db.insert(cases).values({
        ...columns,
        statusVersion: versions.status,
        ownerVersion: versions.ownerId,
        titleVersion: versions.title,
        descriptionVersion: versions.description,
        teamVersion: versions.teamId,
      })
      return row
    },
    addTeam: async (...members) => {
      const team = aTeam()
      await database.db.insert(teams).values(team)
      for (const agent of members) await join(agent, team.id)
      return team
    },
    join,
    leave: async ({ id }, teamId) => {
      await database.db.delete(teamMembers).where(and(eq(teamMembers.agentId, id), eq(teamMembers.teamId, teamId)))
    },
  }
}

/** An agent who is signed in. */
export type Desk = {
  token: string
  get(url: string): Promise<{ status: number; body: unknown }>
  put(url: string, payload: object): Promise<{ status: number }>
  push(...operations: unknown[]): Promise<{ status: number; body: { results: unknown[] } }>
}

export type Api = Desk & { app: FastifyInstance; as(agent: AgentRow): Promise<Desk> }

/** The app with Ana signed in. */
export async function createApi(world: World, overrides: Partial<AppDeps> = {}): Promise<Api> {
  const app = await buildApp({ ...world.deps, database: world.database, ...overrides })
  const as = async (agent: AgentRow): Promise<Desk> => {
    await setAgentPassword(world.deps.db, { agentId: agent.id, password: PASSWORD })
    const { token } = (await signIn(app, { email: agent.email, password: PASSWORD })).json<{ token: string }>()
    const headers = { authorization: `Bearer ${token}` }
    const clientId = randomUUID()
    return {
      token,
      get: async (url) => {
        const answer = await app.inject({ url, headers })
        return { status: answer.statusCode, body: answer.json() }
      },
      put: async (url, payload) => {
        const answer = await app.inject({ method: 'PUT', url, headers, payload })
        return { status: answer.statusCode }
      },
      push: async (...operations) => {
        const payload = { clientId, operations }
        const answer = await app.inject({ method: 'POST', url: PORTAL_PATHS.push, headers, payload })
        return { status: answer.statusCode, body: answer.json() }
      },
    }
  }
  return { app, as, ...(await as(world.ana)) }
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
    schemaVersion: OPERATION_SCHEMA_VERSION,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    visibility: 'public',
    body: 'Pozdravljeni, pošiljamo navodila.',
    attachments: [],
    ...overrides,
  }
}

export function anUpdate(caseId: string, overrides: Partial<Of<'case.update'>>): Of<'case.update'> {
  return {
    kind: 'case.update',
    opId: randomUUID(),
    caseId,
    schemaVersion: OPERATION_SCHEMA_VERSION,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    ...overrides,
  }
}

/** A text file and what an operation says of it. */
export function aFile(text: string, overrides: Partial<NewAttachment> = {}): NewAttachment {
  const sha256 = createHash('sha256').update(text).digest('hex')
  const size = Buffer.byteLength(text)
  return { id: randomUUID(), fileName: 'dnevnik.txt', mediaType: 'text/plain', size, sha256, ...overrides }
}

export function aNewCase(
  ids: { contactId: string; teamId: string },
  overrides: Partial<Of<'case.create'>> = {},
): Of<'case.create'> {
  return {
    kind: 'case.create',
    opId: randomUUID(),
    caseId: randomUUID(),
    schemaVersion: OPERATION_SCHEMA_VERSION,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    caseType: 'support',
    title: 'Vrata se ne odprejo',
    description: 'Stranka kliče: vrata pri skladišču se ne odprejo.',
    ownerId: null,
    entitlementId: null,
    customerSystemId: null,
    warrantyRepair: null,
    serialNumber: null,
    customerReference: null,
    attachments: [],
    ...ids,
    ...overrides,
  }
}

export function aDecision(
  registrationId: string,
  overrides: Partial<Of<'registration.decide'>> = {},
): Of<'registration.decide'> {
  return {
    kind: 'registration.decide',
    opId: randomUUID(),
    schemaVersion: OPERATION_SCHEMA_VERSION,
    authoredAt: FACTORY_NOW,
    dependsOn: [],
    registrationId,
    decision: 'approved',
    reason: null,
    ...overrides,
  }
}

const ofNow = () => ({
  opId: randomUUID(),
  schemaVersion: OPERATION_SCHEMA_VERSION,
  authoredAt: FACTORY_NOW,
  dependsOn: [],
})

export function aQuestion(
  registrationId: string,
  overrides: Partial<Of<'registration.ask'>> = {},
): Of<'registration.ask'> {
  return { kind: 'registration.ask', ...ofNow(), registrationId, question: 'Za koga naj odpremo dostop?', ...overrides }
}

export function anAct(
  contactId: string,
  action: Of<'contact.act'>['action'],
  overrides: Partial<Of<'contact.act'>> = {},
): Of<'contact.act'> {
  return { kind: 'contact.act', ...ofNow(), contactId, action, ...overrides }
}

/** Two items, 22 %; good until the end of 10 March 2026, a week from a world's now. */
export function anOffer(caseId: string, overrides: Partial<Of<'estimate.send'>> = {}): Of<'estimate.send'> {
  return {
    kind: 'estimate.send',
    ...ofNow(),
    caseId,
    items: [
      { description: 'Zamenjava čitalnega modula', quantity: 100, unitPrice: 14_900, vatRate: 22 },
      { description: 'Delo serviserja (ura)', quantity: 150, unitPrice: 6500, vatRate: 9.5 },
    ],
    note: 'Okvara ni zajeta v garanciji.',
    validUntil: '2026-03-10',
    ...overrides,
  }
}

export function aWithdrawal(
  caseId: string,
  estimateId: string,
  overrides: Partial<Of<'estimate.withdraw'>> = {},
): Of<'estimate.withdraw'> {
  return { kind: 'estimate.withdraw', ...ofNow(), caseId, estimateId, ...overrides }
}

export function aMerge(caseId: string, intoId: string, overrides: Partial<Of<'case.merge'>> = {}): Of<'case.merge'> {
  return { kind: 'case.merge', ...ofNow(), caseId, intoId, otherCompany: false, ...overrides }
}

export function anUnmerge(caseId: string, intoId: string): Of<'case.unmerge'> {
  return { kind: 'case.unmerge', ...ofNow(), caseId, intoId }
}

export function aSplit(fromId: string, ...noteIds: string[]): Of<'case.split'> {
  const notes = noteIds.map((noteId) => ({ noteId, newId: randomUUID() }))
  return { kind: 'case.split', ...ofNow(), caseId: randomUUID(), fromId, title: 'Druga težava', notes }
}

export function aLink(caseId: string, otherId: string, link: Of<'case.link'>['link']): Of<'case.link'> {
  return { kind: 'case.link', ...ofNow(), caseId, otherId, link }
}

export function anUnlink(caseId: string, otherId: string): Of<'case.unlink'> {
  return { kind: 'case.unlink', ...ofNow(), caseId, otherId }
}

export function aSnooze(
  caseId: string,
  snooze: Of<'case.snooze'>['snooze'],
  base: Of<'case.snooze'>['base'] = null,
): Of<'case.snooze'> {
  return { kind: 'case.snooze', ...ofNow(), caseId, snooze, base }
}

export function aFollow(caseId: string, following: Of<'case.follow'>['following']): Of<'case.follow'> {
  return { kind: 'case.follow', ...ofNow(), caseId, following }
}
