import { operationById } from '#main/store/outbox/operations.ts'
import type { NextBatch } from '#main/store/outbox/sending.ts'
import { laneOf, type Operation } from '#shared/portal-api/operations.ts'
import type { SyncContext } from './context.ts'
import { prepareBases } from './field-base.ts'

/** Keeps a batch far below what the portal takes in one request. */
const MAX_BATCH_CHARACTERS = 2_000_000

export type Batch = {
  operations: Operation[]
  attempts: number[]
  /** By lane the operation that must wait for an earlier change. */
  held: Map<string, string>
}

/**
 * Cuts one request out of what is due. Leaves out, lane by lane, what must wait for an earlier change, and what would make
 * the request too long. An operation that has failed before goes alone, so that it cannot take others with it.
 */
export function cutBatch(
  ctx: Pick<SyncContext, 'outbox' | 'mirror'>,
  due: Pick<NextBatch, 'operations' | 'attempts'>,
): Batch {
  const batch: Batch = { operations: [], attempts: [], held: new Map() }
  let characters = 0
  for (const [index, read] of due.operations.entries()) {
    const lane = laneOf(read)
    if (batch.held.has(lane)) continue
    const now = () => operationById(ctx.outbox, read.opId)?.operation ?? read
    // What the one before it stands on may have moved this one's base since it was read.
    if (prepareBases(ctx, now()) === 'wait') {
      batch.held.set(lane, read.opId)
      continue
    }
    const current = now()
    const attempts = due.attempts[index] ?? 0
    characters += JSON.stringify(current).length
    if (batch.operations.length > 0 && (characters > MAX_BATCH_CHARACTERS || attempts > 0)) break
    batch.operations.push(current)
    batch.attempts.push(attempts)
    if (attempts > 0) break
  }
  return batch
}
