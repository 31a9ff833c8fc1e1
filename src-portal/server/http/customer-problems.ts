import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { type CustomerProblem, type CustomerProblemCode, customerProblem } from '#shared/customer-api/common.ts'
import { CustomerRefusal } from '../../customers/refusal.ts'
import { PROBLEM_MEDIA_TYPE, problemOf } from './problems.ts'

const STATUS_OF: Record<CustomerProblemCode, number> = {
  invalid_request: 400,
  invalid_fields: 422,
  unauthorized: 401,
  wrong_credentials: 401,
  consent_needed: 403,
  password_reset_needed: 403,
  forbidden: 403,
  csrf_failed: 403,
  not_found: 404,
  captcha_failed: 422,
  code_unknown: 404,
  code_expired: 410,
  code_used: 410,
  username_taken: 409,
  no_longer_possible: 409,
  too_large: 413,
  file_type_refused: 415,
  too_many_files: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
}

/** Part of every customers' route's responses. */
export const CUSTOMER_PROBLEM_RESPONSE = {
  default: {
    description: 'Problem details (RFC 9457)',
    content: { [PROBLEM_MEDIA_TYPE]: { schema: customerProblem } },
  },
}

/** For the scope of the customers' routes alone. */
export function registerCustomerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'internal') request.log.error({ err: error }, 'A customer’s request failed')
    if (refusal.code === 'unavailable') request.log.warn({ err: error }, 'Not available to a customer now')
    return sendRefusal(reply, refusal)
  })
}

export function sendRefusal(reply: FastifyReply, refusal: CustomerRefusal): FastifyReply {
  const status = STATUS_OF[refusal.code]
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
  const body: CustomerProblem = {
    type: `urn:spica-desk:problem:${refusal.code}`,
    title: STATUS_CODES[status] ?? 'Problem',
    status,
    code: refusal.code,
    ...(refusal.fields === undefined ? {} : { fields: refusal.fields }),
  }
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .serializer(String)
    .send(JSON.stringify(body))
}

export function refusalOf(error: unknown): CustomerRefusal {
  if (error instanceof CustomerRefusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const { validation, validationContext } = error
    const fields = validationContext === 'body' ? fieldsOf(validation) : {}
    if (Object.keys(fields).length === 0) return new CustomerRefusal('invalid_request')
    return new CustomerRefusal('invalid_fields', { fields })
  }
  const problem = problemOf(error)
  const { retryAfterSeconds } = problem
  const code = problem.code
  switch (code) {
    case 'invalid_request':
    case 'too_large':
    case 'too_many_requests':
    case 'not_found':
    case 'unavailable':
      return new CustomerRefusal(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
    default:
      return new CustomerRefusal('internal')
  }
}

type Issue = { instancePath: string; keyword: string; params?: Record<string, unknown> }

/** By the outermost field, whose first fault counts. */
function fieldsOf(issues: readonly Issue[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const name = issue.instancePath.split('/')[1]
    if (name) fields[name] ??= faultOf(issue)
  }
  return fields
}

function faultOf({ keyword, params = {} }: Issue): string {
  if (keyword === 'too_big') return 'too_long'
  if (keyword === 'too_small') return 'required'
  return keyword === 'invalid_type' && params.input === undefined ? 'required' : 'invalid'
}
