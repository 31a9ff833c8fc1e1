import { personName } from '#main/store/mirror/contact-row.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import type { OpenConflict } from '#shared/rpc/models.ts'
import type { Stores } from './profile.ts'

/** The newest conflict of a lane that nobody has decided yet; null: there is none. */
export function conflictOf({ outbox, mirror }: Pick<Stores, 'outbox' | 'mirror'>, laneId: string): OpenConflict | null {
  const open = operationsOfLane(outbox, laneId).findLast(({ state }) => state === 'conflict')
  if (!open?.conflict) return null
  const { operation, conflict } = open
  return { opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }
}
