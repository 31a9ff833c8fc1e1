import { laneHeads } from '#main/store/mirror/lane-heads.ts'
import { rememberedHead } from '#main/store/outbox/heads.ts'
import { listOperations } from '#main/store/outbox/operations.ts'
import { subjectOf } from '#shared/portal-api/operations.ts'
import type { OperationView } from '#shared/rpc/models.ts'
import { operationView, type Viewer } from './operation-view.ts'

/** What waits or needs a person, with the names that the screen shows. */
export function operationsPage(viewer: Viewer, limit: number): { operations: OperationView[]; total: number } {
  const { operations, total } = listOperations(viewer.outbox, limit)
  const lanes = operations.map(({ operation }) => subjectOf(operation))
  const heads = laneHeads(viewer.mirror, [...new Set(lanes)])
  return {
    operations: operations.map((stored, at) =>
      operationView(viewer, stored, heads.get(lanes[at]!) ?? rememberedHead(viewer.outbox, lanes[at]!) ?? undefined),
    ),
    total,
  }
}
