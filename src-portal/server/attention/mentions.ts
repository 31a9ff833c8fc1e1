import { and, eq, inArray } from 'drizzle-orm'
import type { Operation } from '#shared/portal-api/operations.ts'
import { agents, teamMembers } from '../../db/schema.ts'
import type { Work } from '../deps.ts'
import { writeMark } from './case-marks.ts'

/** Whom a note names, as far as they see the case. What a customer may read names nobody. */
export async function mentionedAgents(
  work: Work,
  { visibility, mentions = [] }: Extract<Operation, { kind: 'note.create' }>,
  teamId: string,
): Promise<string[]> {
  if (visibility !== 'internal' || mentions.length === 0) return []
  const known = new Set(await activeMembers(work, mentions, teamId))
  return [...new Set(mentions)].filter((id) => known.has(id))
}

/** Those of the agents who are active and of the team. */
export async function activeMembers({ tx }: Work, agentIds: readonly string[], teamId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: agents.id })
    .from(agents)
    .innerJoin(teamMembers, and(eq(teamMembers.agentId, agents.id), eq(teamMembers.teamId, teamId)))
    .where(and(inArray(agents.id, [...agentIds]), eq(agents.active, true)))
  return rows.map(({ id }) => id)
}

/** Whoever is named hears of the case from then on. Always in one order, so that two notes never wait for each other. */
export async function followOf(
  work: Work,
  { caseId, agentIds }: { caseId: string; agentIds: readonly string[] },
): Promise<void> {
  for (const agentId of agentIds.toSorted()) await writeMark(work, { agentId, caseId }, { following: 'yes' })
}
