import { personName } from '#main/store/mirror/contact-row.ts'
import { listViews } from '#main/store/mirror/views.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { byLane, type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import { compareViews } from '#shared/domain/view.ts'
import type { ViewRow } from '#shared/portal-api/rows.ts'
import type { ViewView } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string }
type Shown = Pick<ViewView, 'id' | 'content' | 'modifiedAt' | 'pending'> & { modifiedBy: string }

/** The portal's views with what the agent has done to them on top; those that are being deleted are gone. */
export function viewViews(work: Work): ViewView[] {
  const { mirror, outbox, me } = work
  const lanes = byLane(overlayOperations(outbox, shownSeq(mirror)))
  const rows = new Map(listViews(mirror).map((row) => [row.id, row]))
  const ids = new Set([...rows.keys(), ...[...lanes].flatMap(([id, [first]]) => (isOfView(first) ? [id] : []))])
  const shown = [...ids].flatMap((id) => withOperations(id, rows.get(id), lanes.get(id) ?? [], me) ?? [])
  return shown
    .map(({ modifiedBy, ...view }) => ({
      ...view,
      modifiedByName: personName(mirror, modifiedBy),
      conflict: (lanes.get(view.id) ?? []).some(({ state }) => state === 'conflict') ? conflictOf(work, view.id) : null,
    }))
    .toSorted(compareViews)
}

const isOfView = (one: OverlayOperation | undefined): boolean => one !== undefined && 'viewId' in one.operation

function withOperations(
  id: string,
  row: ViewRow | undefined,
  operations: readonly OverlayOperation[],
  me: string,
): Shown | null {
  let shown: Shown | null = row ? ofRow(row) : null
  for (const { operation, state, passed } of operations) {
    const unsent = state === 'waiting' || state === 'sending'
    if (!unsent && !(state === 'settled' && !passed)) continue
    if (operation.kind === 'view.delete') shown = null
    else if (operation.kind === 'view.save') {
      // Deleted by somebody else meanwhile: the words go to the recovery list, not back among the views.
      if (shown === null && operation.base !== null) continue
      const pending = unsent || (shown?.pending ?? false)
      shown = { id, content: operation.content, modifiedBy: me, modifiedAt: operation.authoredAt, pending }
    }
  }
  return shown
}

function ofRow({ id, ownerId, modifiedBy, modifiedAt, ...words }: ViewRow): Shown {
  return { id, content: { ...words, shared: ownerId === null }, modifiedBy, modifiedAt, pending: false }
}

function conflictOf({ outbox, mirror }: Work, viewId: string): ViewView['conflict'] {
  const open = operationsOfLane(outbox, viewId).findLast(({ state }) => state === 'conflict')
  if (!open?.conflict) return null
  const { operation, conflict } = open
  return { opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }
}
