import type { SyncTable } from '#shared/portal-api/rows.ts'
import type { Cursor } from '#shared/portal-api/sync.ts'
import type { Query } from '../../db/open.ts'
import { audienceOf, ownScopeSql } from '../../db/sync-sources.ts'

/**
 * What an agent may see: the rows that are everybody's (scope ''), those of the agent's teams and the agent's own. A cursor
 * belongs to the set of teams that it was given under; its epoch ends with a mark of that set.
 */

/** The agent's teams are others than those under which the cursor was given: the desk must begin anew. */
export class ScopeChanged extends Error {
  constructor() {
    super('The agent sees other teams now')
    this.name = 'ScopeChanged'
  }
}

/** SQL: one row a scope of the agent. `agent` is a parameter such as `$1`. */
export function mineSql(agent: string): string {
  return `${sharedAndOwnSql(agent)} UNION ALL ${teamsSql(agent)}`
}

/** SQL: the scopes in which an agent finds rows of the table. */
export function scopesOf(table: SyncTable, agent: string): string {
  switch (audienceOf(table)) {
    case 'team':
      return teamsSql(agent)
    case 'owner':
      return sharedAndOwnSql(agent)
    case 'everybody':
      return `SELECT '' COLLATE "C" AS scope WHERE ${agent}::text IS NOT NULL`
  }
}

const sharedAndOwnSql = (agent: string) =>
  `SELECT '' COLLATE "C" AS scope UNION ALL SELECT (${ownScopeSql(`${agent}::text`)}) COLLATE "C"`

const teamsSql = (agent: string) => `SELECT m.team_id AS scope FROM team_members m WHERE m.agent_id = ${agent}`

/** SQL: the mark of the agent's set of teams; the same for the same set. */
export function scopeMarkSql(agent: string): string {
  return `(SELECT left(md5(coalesce(string_agg(m.team_id, ' ' ORDER BY m.team_id), '')), 12)
    FROM team_members m WHERE m.agent_id = ${agent})`
}

/** The epoch as this agent's desk knows it. */
export function agentEpoch({ epoch, mark }: { epoch: string; mark: string }): string {
  return `${epoch}-${mark}`
}

export type AgentHead = Cursor & { teamIds: string[] }

/** For each agent the head with the agent's own epoch, and the teams that it stands for, all of one moment. */
export const HEADS_SQL = `
SELECT clock.epoch, clock.seq::text AS head, wanted.id AS agent, ${scopeMarkSql('wanted.id')} AS mark,
  ARRAY(SELECT m.team_id FROM team_members m WHERE m.agent_id = wanted.id ORDER BY m.team_id) AS teams
FROM sync_clock clock CROSS JOIN unnest($1::text[]) AS wanted (id)`

export async function readHeads(query: Query, agentIds: string[]): Promise<Map<string, AgentHead>> {
  type Record = { epoch: string; head: string; agent: string; mark: string; teams: string[] }
  const records = await query<Record>(HEADS_SQL, [agentIds])
  return new Map(
    records.map(({ agent, head, teams, ...rest }) => [
      agent,
      { epoch: agentEpoch(rest), seq: Number(head), teamIds: teams },
    ]),
  )
}
