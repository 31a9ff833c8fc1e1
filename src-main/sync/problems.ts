import { StoreFault } from '#main/store/open.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Problem } from '#shared/rpc/problem.ts'
import { PortalFault } from './portal-fault.ts'

/** What the screen is told about a failure of sync. */
export function problemOf(error: unknown): Problem {
  if (error instanceof PortalFault) return portalProblem(error)
  if (error instanceof StoreFault) return { code: storeCode(error), params: {} }
  return { code: 'internal', params: {} }
}

function portalProblem(fault: PortalFault): Problem {
  const seconds = Math.ceil((fault.retryAfterMs ?? 0) / 1000)
  switch (fault.code) {
    case 'unreachable':
    case 'tls':
    case 'timeout':
    case 'wrong_credentials':
    case 'bad_response':
    case 'client_too_old':
      return { code: fault.code, params: {} }
    case 'unauthorized':
      return { code: 'session_ended', params: {} }
    case 'throttled':
      return { code: 'throttled', params: { seconds } }
    case 'unavailable':
    case 'aborted':
      return { code: 'portal_unavailable', params: { seconds } }
    case 'too_large':
    case 'refused':
      return { code: 'rejected', params: { code: fault.code } }
    case 'resync_needed':
    case 'scope_changed':
      return { code: 'portal_unavailable', params: { seconds } }
    default:
      return assertNever(fault.code)
  }
}

function storeCode(fault: StoreFault): Problem['code'] {
  return fault.code === 'corrupt' ? 'internal' : fault.code
}
