import { keepUntilLoaded } from '#main/store/outbox/result-seqs.ts'
import { recordResults } from '#main/store/outbox/sending.ts'
import type { OperationResult } from '#shared/portal-api/operations.ts'
import type { SyncContext } from './context.ts'
import { reloadWanted } from './deletion-guard.ts'

/**
 * Keeps what the portal has answered. Where everything is to be loaded anew the cursor may be of another feed than the
 * answers, and a lower number does not say that the rows show them.
 */
export function keepResults(
  { outbox, mirror }: Pick<SyncContext, 'outbox' | 'mirror'>,
  results: readonly OperationResult[],
  now: number,
): void {
  outbox.transaction(() => {
    recordResults(outbox, results, now)
    if (reloadWanted(mirror)) keepUntilLoaded(outbox, now)
  })
}
