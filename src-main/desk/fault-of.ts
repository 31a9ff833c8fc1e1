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
  return new DeskFault(codeOfFileError(error) ?? 'internal', {}, { cause: error })
}

/** The profile's folder itself cannot be made or written. */
function codeOfFileError(error: unknown): 'disk_full' | 'disk_read_only' | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'disk_full'
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'disk_read_only' : null
}
