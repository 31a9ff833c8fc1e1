import { and, eq } from 'drizzle-orm'
import { agents, cases, teamMembers } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { type Case, lockCase } from './case-fields.ts'

/** The case, locked, if it is one of the agent's teams'. A case of others is as good as none: the answer tells nothing. */
export async function lockVisibleCase(work: Work, caseId: string, agentId: string): Promise<Case | undefined> {
  const found = await lockCase(work, caseId)
  return found && (await isMember(work, agentId, found.teamId)) ? found : undefined
}

/** The same without a lock, for what changes nothing of the case itself. */
export async function isVisibleCase({ tx }: Work, caseId: string, agentId: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: cases.id })
    .from(cases)
    .innerJoin(teamMembers, and(eq(teamMembers.teamId, cases.teamId), eq(teamMembers.agentId, agentId)))
    .where(eq(cases.id, caseId))
  return found !== undefined
}

export async function isMember({ tx }: Work, agentId: string, teamId: string): Promise<boolean> {
  const [membership] = await tx
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(and(eq(teamMembers.agentId, agentId), eq(teamMembers.teamId, teamId)))
  return membership !== undefined
}

export async function isActiveAgent({ tx }: Work, id: string): Promise<boolean> {
  const [agent] = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.id, id), eq(agents.active, true)))
  return agent !== undefined
}
