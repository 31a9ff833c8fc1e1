import type { AgentView } from '#shared/rpc/models.ts'
import type { Mirror } from '../open.ts'

/** Active agents; unordered, the screen sorts by the language's rules. */
export declare function listAgents(mirror: Mirror): AgentView[]
/** Also of agents who are no longer active. */
export declare function agentName(mirror: Mirror, agentId: string): string | null
