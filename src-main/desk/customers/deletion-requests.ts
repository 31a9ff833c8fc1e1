import { deletionRequests } from '#main/store/mirror/customers.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { DeletionRequestView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Decision = NonNullable<DeletionRequestView['pending']>

export function listDeletionRequests({ mirror, outbox }: Stores, limit: number): DeletionRequestView[] {
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  return deletionRequests(mirror, limit).map((request) => ({
    ...request,
    pending: pendingDecision(lanes.get(request.contact.id) ?? []),
  }))
}

/** What the agent has decided about a person's request and the portal's row does not show yet. */
export function pendingDecision(operations: readonly OverlayOperation[]): Decision | null {
  return operations.flatMap((one): Decision[] => (isOnItsWay(one) ? decisionOf(one) : [])).at(-1) ?? null
}

/** Also what has arrived, while the portal's rows do not show it. */
export function isOnItsWay({ state }: OverlayOperation): boolean {
  return state === 'waiting' || state === 'sending' || state === 'settled'
}

function decisionOf({ operation }: OverlayOperation): Decision[] {
  if (operation.kind !== 'contact.act') return []
  const { action } = operation
  return action === 'refuse_deletion' || action === 'erase' ? [action] : []
}
