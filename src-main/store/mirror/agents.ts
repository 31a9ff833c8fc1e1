import type { AgentView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** Active agents; unordered, the screen sorts by the language's rules. */
export function listAgents(mirror: Mirror): AgentView[] {
  return mirror.prepare<AgentView>('SELECT id, name, email FROM agents WHERE active = 1').all()
}

/** Also of agents who are no longer active. */
export function agentName(mirror: Mirror, agentId: string): string | null {
  return mirror.prepare<string>('SELECT name FROM agents WHERE id = ?', { pluck: true }).get(agentId) ?? null
}
