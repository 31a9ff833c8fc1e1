import { randomUUID } from 'node:crypto'
import { DEFAULT_TEAM_ID } from '#portal/db/schema/domain.ts'
import { DEMO_AGENT } from '#portal/demo/agents.ts'
import type { ContactRow } from '#shared/portal-api/rows.ts'
import { type AgentByApi, agentByApi } from './agent-by-api.ts'

export type CasesByApi = {
  agent: AgentByApi
  /** Janez Novak, and somebody of another company. */
  caller: ContactRow
  stranger: ContactRow
  /** A case that is entered for somebody, at the portal, from where desks get it; answers its id. */
  enter(title: string, of?: ContactRow): Promise<string>
}

export async function casesByApi(url: string): Promise<CasesByApi> {
  const agent = await agentByApi(url)
  const contacts = await agent.rows('contacts')
  const caller = contacts.find(({ firstName, lastName }) => firstName === 'Janez' && lastName === 'Novak')
  const stranger = contacts.find(({ accountId }) => accountId !== caller?.accountId)
  if (!caller || !stranger) throw new Error('The demo has no such customers')
  return {
    agent,
    caller,
    stranger,
    async enter(title, of = caller) {
      const caseId = randomUUID()
      const nothing = { entitlementId: null, customerSystemId: null, warrantyRepair: null }
      await agent.push({
        ...{ kind: 'case.create', caseId, caseType: 'support', title, description: `${title}.`, contactId: of.id },
        ...{ teamId: DEFAULT_TEAM_ID, ownerId: DEMO_AGENT.id, ...nothing, serialNumber: null, customerReference: null },
      })
      return caseId
    },
  }
}
