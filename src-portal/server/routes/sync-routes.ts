import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  type Operation,
  type OperationResult,
  operation,
  pushRequest,
  pushResponse,
} from '#shared/portal-api/operations.ts'
import { PORTAL_PATHS } from '#shared/portal-api/paths.ts'
import { SYNC_TABLES } from '#shared/portal-api/rows.ts'
import {
  changesQuery,
  changesResponse,
  parseCursor,
  SNAPSHOT_PAGES,
  snapshotHead,
  snapshotQuery,
} from '#shared/portal-api/sync.ts'
import type { AgentAuth } from '../../auth/agent-auth.ts'
import type { Query } from '../../db/open.ts'
import type { ServiceDeps } from '../deps.ts'
import { createAgentGuard, refuseOldProtocol, signedIn } from '../http/agent-guard.ts'
import { BEARER, PROBLEM_RESPONSE } from '../http/openapi.ts'
import { PortalProblem } from '../http/problems.ts'
import { ResyncNeeded, readChanges, readSnapshotHead, readSnapshotPage } from '../sync/pull.ts'
import { pushOperations } from '../sync/push.ts'
import { ScopeChanged } from '../sync/scope.ts'

/** Fifty notes of the greatest length, written with escapes, do not fit: the desk sends half of them after a 413. */
const PUSH_BODY_LIMIT = 8 * 1024 * 1024

/** What a request must be as a whole; each operation is looked at by itself, so that a bad one spoils only itself. */
const envelope = pushRequest.extend({
  operations: z
    .array(z.looseObject({ opId: z.uuid() }))
    .min(1)
    .max(50),
})

const snapshotPage = z.discriminatedUnion('table', [
  SNAPSHOT_PAGES.agents,
  ...SYNC_TABLES.filter((table) => table !== 'agents').map((table) => SNAPSHOT_PAGES[table]),
])

export function syncRoutes({
  auth,
  deps,
  query,
}: {
  auth: AgentAuth
  deps: ServiceDeps
  query: Query
}): FastifyPluginAsyncZod {
  const guards = [createAgentGuard(auth), refuseOldProtocol]
  return async (app) => {
    app.route({
      method: 'POST',
      url: PORTAL_PATHS.push,
      onRequest: guards,
      bodyLimit: PUSH_BODY_LIMIT,
      schema: {
        summary: 'Carry out operations; a repeat gets the stored result',
        tags: ['sync'],
        security: BEARER,
        body: pushRequest,
        response: { 200: pushResponse, ...PROBLEM_RESPONSE },
      },
      validatorCompiler: () => (body: unknown) => {
        const { success, data, error } = envelope.safeParse(body)
        return success
          ? { value: data }
          : { error: new PortalProblem('invalid_request', { detail: firstIssue(error) }) }
      },
      handler: async (request) => {
        const sender = { agentId: signedIn(request).agent.id, clientId: request.body.clientId }
        const checked = request.body.operations.map(checkOperation)
        const valid = checked.flatMap((item) => ('operation' in item ? [item.operation] : []))
        const applied = await pushOperations(deps, sender, valid, request.log)
        return { results: checked.map((item) => ('operation' in item ? applied.shift()! : item.refused)) }
      },
    })

    app.route({
      method: 'GET',
      url: PORTAL_PATHS.changes,
      onRequest: guards,
      schema: {
        summary: 'What changed after a cursor, for this agent; 409 when the agent’s teams are others than then',
        tags: ['sync'],
        security: BEARER,
        querystring: changesQuery,
        response: { 200: changesResponse, ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { cursor, limit } = request.query
        const agentId = signedIn(request).agent.id
        const args = { agentId, cursor: parseCursor(cursor), limit }
        return sendJson(reply, await readChanges(query, args).catch(toProblem))
      },
    })

    app.route({
      method: 'GET',
      url: PORTAL_PATHS.snapshot,
      onRequest: guards,
      schema: {
        summary: 'Without a table: head and counts. With one: its rows by primary key; only what this agent may see',
        tags: ['sync'],
        security: BEARER,
        querystring: snapshotQuery,
        response: { 200: z.union([snapshotHead, snapshotPage]), ...PROBLEM_RESPONSE },
      },
      handler: async (request, reply) => {
        const { table, after, limit } = request.query
        const agentId = signedIn(request).agent.id
        return sendJson(
          reply,
          table === undefined
            ? await readSnapshotHead(query, agentId)
            : await readSnapshotPage(query, { agentId, table, after: after ?? '', limit }),
        )
      },
    })
  }
}

/** For a finished text, which no serialiser has to touch any more. */
function sendJson(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/json; charset=utf-8').serializer(String).send(text)
}

function toProblem(error: unknown): never {
  if (error instanceof ResyncNeeded) throw new PortalProblem('resync_needed', { detail: error.message })
  if (error instanceof ScopeChanged) throw new PortalProblem('scope_changed', { detail: error.message })
  throw error
}

function checkOperation(input: { opId: string }): { operation: Operation } | { refused: OperationResult } {
  const { success, data, error } = operation.safeParse(input)
  if (success) return { operation: data }
  return { refused: { status: 'rejected', opId: input.opId, code: 'invalid_operation', detail: firstIssue(error) } }
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  return issue ? `${issue.path.join('.')}: ${issue.message}`.slice(0, 500) : 'invalid'
}
