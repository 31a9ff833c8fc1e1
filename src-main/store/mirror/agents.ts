import type { AgentView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** Active agents; unordered, the screen sorts by the language's rules. */
export function listAgents(mirror: Mirror): AgentView[] {
  return mirror
    .prepare<Omit<AgentView, 'teamIds' | 'isAdmin'> & { teamIds: string; isAdmin: number }>(
      'SELECT id, name, email, team_ids AS teamIds, is_admin AS isAdmin FROM agents WHERE active = 1',
    )
    .all()
    .map((agent) => ({
      ...agent,
      teamIds: JSON.parse(agent.teamIds) as string[],
      isAdmin: agent.isAdmin === 1,
    }))
}

/** Also of agents who are no longer active. */
export function agentName(mirror: Mirror, agentId: string): string | null {
  return mirror.prepare<string>('SELECT name FROM agents WHERE id = ?', { pluck: true }).get(agentId) ?? null
}

/** Whether the agent may do what only administrators may; false while the agent's row is not here. */
export function isAdmin(mirror: Mirror, agentId: string): boolean {
  return mirror.prepare<number>('SELECT is_admin FROM agents WHERE id = ?', { pluck: true }).get(agentId) === 1
}

/** The teams whose cases the agent sees; empty while the agent's row is not here. */
export function teamIdsOf(mirror: Mirror, agentId: string): string[] {
  const ids = mirror.prepare<string>('SELECT team_ids FROM agents WHERE id = ?', { pluck: true }).get(agentId)
  return ids === undefined ? [] : (JSON.parse(ids) as string[])
}
