import type { CustomerProblemCode } from '#shared/customer-api/common.ts'

/** `unreachable`: no answer came; what was sent may or may not have arrived. */
export type ProblemCode = CustomerProblemCode | 'unreachable'

/** Every way in which a request does not end well. */
export class ApiProblem extends Error {
  readonly code: ProblemCode
  /** 0 without an answer. */
  readonly status: number
  /** By field name, its own code: `required`, `too_long`, … */
  readonly fields: Readonly<Record<string, string>>

  constructor(code: ProblemCode, status: number, fields: Record<string, string> = {}) {
    super(`${code} (${status})`)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** A fault of ours (not of the wire) is `internal` to whoever looks at the page. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('internal', 0)
}

/** An answer that the portal did not write itself (a proxy's, say) has no body of ours. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const { code, fields } = Object(body) as { code?: unknown; fields?: unknown }
  return new ApiProblem(typeof code === 'string' ? (code as ProblemCode) : codeOf(status), status, fieldsOf(fields))
}

function fieldsOf(fields: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Object(fields)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function codeOf(status: number): ProblemCode {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
      return 'not_found'
    case 413:
      return 'too_large'
    case 429:
      return 'too_many_requests'
    default:
      return status >= 502 && status <= 504 ? 'unavailable' : 'internal'
  }
}
