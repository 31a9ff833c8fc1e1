import type { AgentView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** Active agents; unordered, the screen sorts by the language's rules. */
export function listAgents(mirror: Mirror): AgentView[] {
  return mirror
    .prepare<Omit<AgentView, 'teamIds'> & { teamIds: string }>(
      'SELECT id, name, email, team_ids AS teamIds FROM agents WHERE active = 1',
    )
    .all()
    .map((agent) => ({ ...agent, teamIds: JSON.parse(agent.teamIds) as string[] }))
}

/** Also of agents who are no longer active. */
export function agentName(mirror: Mirror, agentId: string): string | null {
  return mirror.prepare<string>('SELECT name FROM agents WHERE id = ?', { pluck: true }).get(agentId) ?? null
}

/** The teams whose cases the agent sees; empty while the agent's row is not here. */
export function teamIdsOf(mirror: Mirror, agentId: string): string[] {
  const ids = mirror.prepare<string>('SELECT team_ids FROM agents WHERE id = ?', { pluck: true }).get(agentId)
  return ids === undefined ? [] : (JSON.parse(ids) as string[])
}
