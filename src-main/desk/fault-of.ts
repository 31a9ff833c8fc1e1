import { StoreFault } from '#main/store/open.ts'
import { PortalFault } from '#main/sync/portal-fault.ts'
import { problemOf } from '#main/sync/problems.ts'
import { DeskFault } from './fault.ts'

/** Anything that was thrown on the way, as the fault that the screen has words for. */
export function faultOf(error: unknown): DeskFault {
  if (error instanceof DeskFault) return error
  if (error instanceof StoreFault || error instanceof PortalFault) {
    const { code, params } = problemOf(error)
    return new DeskFault(code, params, { cause: error })
  }
  return new DeskFault('internal', {}, { cause: error })
}
