import { ORPCError } from '@orpc/client'
import { type Problem, problem } from '#shared/rpc/problem.ts'
import { ConnectionLost } from './connection.ts'

/** What the screen says about a failed call: a problem of the desk's, or that the desk was not there. */
export type Failure = { kind: 'problem'; problem: Problem } | { kind: 'lost' }

export function toFailure(error: unknown): Failure {
  if (error instanceof ORPCError) {
    if (error.code === 'PROBLEM') {
      const parsed = problem.safeParse(error.data)
      if (parsed.success) return { kind: 'problem', problem: parsed.data }
    }
    return { kind: 'problem', problem: { code: 'internal', params: {} } }
  }
  if (error instanceof ConnectionLost || isTransportEnd(error)) return { kind: 'lost' }
  return { kind: 'problem', problem: { code: 'internal', params: {} } }
}

function isTransportEnd(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || /not open|closed/i.test(error.message))
}

/** True when asking again at once may help: the transport broke, not the question. */
export function isRetryable(error: unknown): boolean {
  return toFailure(error).kind === 'lost'
}
