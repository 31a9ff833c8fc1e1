import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../db/open.ts'
import { agents, DEFAULT_TEAM_ID, teamMembers, teams } from '../db/schema.ts'
import { UsageError } from './command-line.ts'
import type { ServiceDeps } from './deps.ts'

const MAX_NAME_LENGTH = 100

/** Makes a team. Throws `UsageError` when there is one of that name. */
export async function addTeam(deps: ServiceDeps, text: string): Promise<string> {
  const name = text.trim()
  if (name === '' || name.length > MAX_NAME_LENGTH) throw new UsageError('A team needs a name of up to 100 characters')
  await deps.db.transaction(async (tx) => {
    // Of two at once the second sees the first.
    await tx.execute(sql`LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE`)
    const [known] = await tx.select().from(teams).where(sql`lower(${teams.name}) = lower(${name})`)
    if (known) throw new UsageError(`There is a team "${known.name}" already`)
    await tx.insert(teams).values({ id: deps.newId(), name })
  })
  return name
}

/** Makes these the agent's only teams. Throws `UsageError` when there is no such agent or team. */
export async function setAgentTeams(deps: ServiceDeps, email: string, names: string[]): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [agent] = await tx.select({ id: agents.id }).from(agents).where(sql`lower(${agents.email}) = lower(${email})`)
    if (!agent) throw new UsageError(`There is no agent ${email}`)
    await replaceTeams(tx as Transaction, agent.id, names)
  })
}

/** Without names: the portal's first team, for an agent who is in none. */
export async function replaceTeams(tx: Transaction, agentId: string, names: string[]): Promise<void> {
  const wanted = names.length === 0 ? undefined : await teamIdsOf(tx, names)
  const present = (await tx.select().from(teamMembers).where(eq(teamMembers.agentId, agentId))).map(
    ({ teamId }) => teamId,
  )
  const next = wanted ?? (present.length === 0 ? [DEFAULT_TEAM_ID] : present)
  // Only what differs: every change sends the agent's desks back to the beginning.
  const left = present.filter((id) => !next.includes(id))
  const joined = next.filter((id) => !present.includes(id))
  if (left.length > 0) {
    await tx.delete(teamMembers).where(and(eq(teamMembers.agentId, agentId), inArray(teamMembers.teamId, left)))
  }
  if (joined.length > 0) await tx.insert(teamMembers).values(joined.map((teamId) => ({ agentId, teamId })))
}

async function teamIdsOf(tx: Transaction, names: string[]): Promise<string[]> {
  const all = await tx.select().from(teams)
  return [...new Set(names)].map((name) => {
    const found = all.find((team) => team.name.toLowerCase() === name.trim().toLowerCase())
    if (!found) throw new UsageError(`There is no team "${name}", only: ${all.map((team) => team.name).join(', ')}`)
    return found.id
  })
}
