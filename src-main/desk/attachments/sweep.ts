import { attachedHashes } from '#main/store/mirror/attachments.ts'
import { unsentHashes } from '#main/store/outbox/staged-files.ts'
import type { Stores } from '../profile.ts'

/**
 * Removes the bytes of files that no row and nothing unsent names any more: of a case that was deleted or has left the
 * agent's scope nothing may stay on the machine. `arriving`: being staged, so nothing names them yet.
 */
export async function sweepFiles({ mirror, outbox, files }: Stores, arriving: ReadonlySet<string>): Promise<number> {
  return files.retain(attachedHashes(mirror), () => [...unsentHashes(outbox), ...arriving])
}
