import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { PortalProblemCode, ProblemDetails } from '#shared/portal-api/problem.ts'
import { isOutage } from '../sync/push.ts'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

const STATUS_OF: Record<PortalProblemCode, number> = {
  invalid_request: 400,
  unauthorized: 401,
  wrong_credentials: 401,
  forbidden: 403,
  not_found: 404,
  scope_changed: 409,
  offset_mismatch: 409,
  resync_needed: 410,
  too_large: 413,
  file_type_refused: 415,
  range_not_satisfiable: 416,
  hash_mismatch: 422,
  client_too_old: 426,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
}

/** Thrown by routes; answered as problem details (RFC 9457). `detail` is for a developer's eyes, never for secrets. */
export class PortalProblem extends Error {
  readonly code: PortalProblemCode
  readonly detail: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: PortalProblemCode, options: { detail?: string; retryAfterSeconds?: number } = {}) {
    super(code)
    this.name = 'PortalProblem'
    this.code = code
    this.detail = options.detail
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.code === 'internal') request.log.error({ err: error }, 'A request failed')
    if (problem.code === 'unavailable') request.log.warn({ err: error }, 'The database is not available')
    return sendProblem(request, reply, problem)
  })
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: PortalProblem): FastifyReply {
  const status = STATUS_OF[problem.code]
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 426) reply.header('upgrade', 'spica-protocol')
  const body: ProblemDetails = {
    type: `urn:spica-desk:problem:${problem.code}`,
    title: STATUS_CODES[status] ?? 'Problem',
    status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    instance: request.url.split('?', 1)[0],
  }
  return reply.code(status).type(PROBLEM_MEDIA_TYPE).serializer(String).send(JSON.stringify(body))
}

export function problemOf(error: unknown): PortalProblem {
  if (error instanceof PortalProblem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`)
    return new PortalProblem('invalid_request', { detail: issues.slice(0, 5).join('; ').slice(0, 1000) })
  }
  if (isOutage(error)) return new PortalProblem('unavailable', { retryAfterSeconds: 5 })
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return new PortalProblem('too_large')
  if (status === 429) return new PortalProblem('too_many_requests')
  if (status === 404) return new PortalProblem('not_found')
  if (status === 503) return new PortalProblem('unavailable', { retryAfterSeconds: 5 })
  if (status >= 400 && status < 500 && error instanceof Error) {
    return new PortalProblem('invalid_request', { detail: error.message.slice(0, 200) })
  }
  return new PortalProblem('internal')
}
