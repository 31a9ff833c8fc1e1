import { randomUUID } from 'node:crypto'
import { DEMO_AGENT, DEMO_PASSWORD } from '#portal/demo/agents.ts'
import type { SignInResponse } from '#shared/portal-api/auth.ts'
import { OPERATION_SCHEMA_VERSION, type OperationResult } from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import type { SyncRow, SyncTable } from '#shared/portal-api/rows.ts'

export type EstimateItem = { description: string; quantity: number; unitPrice: number; vatRate: number }

/** An agent who works as a desk does, over the portal's own interface. */
export type AgentByApi = {
  name: string
  /** Words for the customer, by default; answers the note's id. */
  write(caseId: string, body: string, visibility?: 'public' | 'internal'): Promise<string>
  /** An internal note that names a colleague. */
  mention(caseId: string, body: string, agentId: string): Promise<string>
  ask(caseId: string, body: string): Promise<void>
  take(caseId: string): Promise<void>
  /** Answers the estimate's id. */
  estimate(caseId: string, items: EstimateItem[], note?: string, validUntil?: string): Promise<string>
  withdraw(caseId: string, estimateId: string): Promise<void>
  /** The first page of a table, as a desk's first sync reads it. */
  rows<T extends SyncTable>(table: T): Promise<SyncRow<T>[]>
  /** Any operation; answers its id. */
  push(operation: object): Promise<string>
}

export async function agentByApi(url: string): Promise<AgentByApi> {
  const send = async <T>(path: string, body?: object, token?: string): Promise<T> => {
    const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
    if (token) headers.authorization = `Bearer ${token}`
    const answer = await fetch(url + path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const { token, agent } = await send<SignInResponse>(PORTAL_PATHS.signIn, {
    email: DEMO_AGENT.email,
    password: DEMO_PASSWORD,
    device: 'Test',
  })
  const clientId = randomUUID()

  async function push(operation: object): Promise<string> {
    const opId = randomUUID()
    const common = { opId, schemaVersion: OPERATION_SCHEMA_VERSION, authoredAt: Date.now() }
    const { results } = await send<{ results: OperationResult[] }>(
      PORTAL_PATHS.push,
      { clientId, operations: [{ ...common, ...operation }] },
      token,
    )
    const [result] = results
    if (result?.status !== 'applied') throw new Error(`The portal answered ${JSON.stringify(result)}`)
    return opId
  }
  const write = (caseId: string, body: string, visibility: 'public' | 'internal' = 'public', status?: object) =>
    push({ kind: 'note.create', caseId, visibility, body, ...status })

  return {
    name: agent.name,
    push,
    async rows<T extends SyncTable>(table: T) {
      type Page = { items: { row: SyncRow<T> }[] }
      const { items } = await send<Page>(`${PORTAL_PATHS.snapshot}?table=${table}`, undefined, token)
      return items.map(({ row }) => row)
    },
    write: (caseId, body, visibility) => write(caseId, body, visibility),
    mention: (caseId, body, agentId) =>
      push({ kind: 'note.create', caseId, visibility: 'internal', body, mentions: [agentId] }),
    async ask(caseId, body) {
      const base = { value: 'in_progress', version: 1 }
      await write(caseId, body, 'public', { status: { to: 'waiting_for_details', base } })
    },
    async take(caseId) {
      const ownerId = { to: agent.id, base: { value: null, version: 1 } }
      await push({ kind: 'case.update', caseId, ownerId })
    },
    estimate: (caseId, items, note = '', validUntil = inDays(14)) =>
      push({ kind: 'estimate.send', caseId, items, note, validUntil }),
    async withdraw(caseId, estimateId) {
      await push({ kind: 'estimate.withdraw', caseId, estimateId })
    },
  }
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
