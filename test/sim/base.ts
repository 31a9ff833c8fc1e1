import type { Database } from '#portal/db/open.ts'
import * as schema from '#portal/db/schema.ts'
import type { CaseRow, RegistrationRow } from '#shared/portal-api/rows.ts'
import {
  aCase,
  aContact,
  aDevice,
  aNote,
  anAccount,
  anAgent,
  anRma,
  anRmaLine,
  aRegistration,
  aTemplate,
  aView,
} from '#test/factories/rows.ts'
import { START } from './clock.ts'

/** The small world that every schedule begins with: few cases, so that everybody meets everybody. */
const id = (kind: number, n: number) =>
  `0192${String(kind).padStart(4, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`

export const SUPPORT = 'podpora'
export const FIELD = 'teren'
export const TEAMS = [SUPPORT, FIELD] as const

/** The last one has no desk: a colleague to whom cases are given. */
export const AGENTS = [
  anAgent({ id: id(1, 1), name: 'Ana', email: 'ana@spica.example', teamIds: [SUPPORT, FIELD] }),
  anAgent({ id: id(1, 2), name: 'Bor', email: 'bor@spica.example', teamIds: [SUPPORT] }),
  anAgent({ id: id(1, 3), name: 'Cene', email: 'cene@spica.example', teamIds: [FIELD, SUPPORT] }),
  anAgent({ id: id(1, 4), name: 'Dana', email: 'dana@spica.example', teamIds: [SUPPORT] }),
]
export const DESKS = 3

export const ACCOUNT = anAccount({ id: id(2, 1) })
/** The second one may sign in, until an agent shuts them out. */
export const CONTACTS = [
  aContact({ id: id(3, 1), accountId: ACCOUNT.id }),
  aContact({ id: id(3, 2), accountId: ACCOUNT.id, signIn: 'active' }),
]

const STATUSES = ['in_progress', 'waiting_for_details', 'in_progress', 'resolved'] as const
const TEAM_OF = [SUPPORT, SUPPORT, FIELD, SUPPORT] as const

export const CASES: CaseRow[] = STATUSES.map((status, n) =>
  aCase({
    id: id(4, n + 1),
    caseNumber: `CAS-0000${n + 1}-A1B2C3`,
    status,
    teamId: TEAM_OF[n]!,
    title: `Terminal ${n}`,
    description: 'prva\ndruga\ntretja\nčetrta\npeta',
    accountId: ACCOUNT.id,
    contactId: CONTACTS[0]!.id,
    createdAt: START - 3 * 86_400_000 + n,
    modifiedAt: START - 3 * 86_400_000 + n,
    closedAt: status === 'resolved' ? START - 2 * 86_400_000 : null,
  }),
)
export const NOTES = CASES.map((row, n) =>
  aNote({ id: id(5, n + 1), caseId: row.id, authorId: CONTACTS[0]!.id, createdAt: START - 2 * 86_400_000 + n }),
)
export const REGISTRATIONS: RegistrationRow[] = [1, 2].map((n) =>
  aRegistration({ id: id(6, n), email: `petra${n}@stranka.example` }),
)

/** Of the first two cases; the devices of the first one are in the registry. */
export const RMAS = [0, 1].map((n) =>
  anRma({ id: id(7, n + 1), caseId: CASES[n]!.id, rmaNumber: `RMA-0000${n + 1}`, createdBy: AGENTS[0]!.id }),
)
const LINES = [
  { rma: 0, serialNumber: 'ZT-2231-0001', state: 'received' },
  { rma: 0, serialNumber: 'ZT-2231-0002', state: 'requested' },
  { rma: 1, serialNumber: 'ZT-2231-0003', state: 'diagnosing' },
] as const
export const RMA_LINES = LINES.map(({ rma, serialNumber, state }, n) => {
  const { id: rmaId, caseId } = RMAS[rma]!
  const fault = 'prva\ndruga\ntretja\nčetrta'
  return anRmaLine({ id: id(8, n + 1), rmaId, caseId, position: n, serialNumber, state, fault, diagnosis: fault })
})
const DEVICES = RMA_LINES.slice(0, 2).map(({ serialNumber }, n) =>
  aDevice({ id: id(9, n + 1), serialNumber, accountId: ACCOUNT.id }),
)
export const TEMPLATES = [
  aTemplate({ id: id(10, 1), bodySl: 'prva\ndruga\ntretja', bodyEn: '', modifiedBy: AGENTS[0]!.id }),
]
export const VIEWS = [aView({ id: id(11, 1), modifiedBy: AGENTS[0]!.id })]

export async function loadBase(db: Database): Promise<void> {
  await db.delete(schema.teamMembers)
  await db
    .insert(schema.teams)
    .values(TEAMS.map((team) => ({ id: team, name: team })))
    .onConflictDoNothing()
  await db.insert(schema.agents).values(AGENTS.map(({ teamIds: _, ...agent }) => agent))
  await db
    .insert(schema.teamMembers)
    .values(AGENTS.flatMap(({ id: agentId, teamIds }) => teamIds.map((teamId) => ({ agentId, teamId }))))
  await db.insert(schema.accounts).values(ACCOUNT)
  await db.insert(schema.contacts).values(CONTACTS)
  const username = CONTACTS[1]!.email
  await db
    .insert(schema.customerLogins)
    .values({ contactId: CONTACTS[1]!.id, username, usernameKey: username, password: 'x', createdAt: START })
  await db.insert(schema.cases).values(
    CASES.map(({ versions, ...columns }) => ({
      ...columns,
      statusVersion: versions.status,
      ownerVersion: versions.ownerId,
      titleVersion: versions.title,
      descriptionVersion: versions.description,
      teamVersion: versions.teamId,
    })),
  )
  await db.insert(schema.notes).values(NOTES)
  await db.insert(schema.registrations).values(REGISTRATIONS)
  await db.insert(schema.devices).values(DEVICES)
  await db.insert(schema.rmas).values(RMAS)
  await db.insert(schema.rmaLines).values(RMA_LINES)
  await db.insert(schema.templates).values(TEMPLATES)
  await db.insert(schema.caseViews).values(VIEWS)
  await db.update(schema.rmaCounter).set({ last: 100 })
  await db.update(schema.caseCounter).set({ last: 100 })
}
