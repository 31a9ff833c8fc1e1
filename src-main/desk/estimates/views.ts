import { knownCaseKey } from '#main/store/mirror/case-key.ts'
import { personName } from '#main/store/mirror/contact-row.ts'
import { estimatesOf } from '#main/store/mirror/estimates.ts'
import { mergedParts } from '#main/store/mirror/merged.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { type OverlayOperation, overlayOperations } from '#main/store/outbox/overlay.ts'
import { shownSeq } from '#main/sync/context.ts'
import type { EstimateRow } from '#shared/portal-api/rows.ts'
import type { EstimateView, RefusedEstimate } from '#shared/rpc/models.ts'
import type { Stores } from '../profile.ts'

type Work = Pick<Stores, 'outbox' | 'mirror'> & { me: string }

/** Of a case and of those that were merged into it, newest first: the portal's with what waits to be sent on top. */
export function estimateViews(work: Work, caseId: string): EstimateView[] {
  const { mirror } = work
  const pk = knownCaseKey(mirror, caseId)
  const own = viewsOfCase(work, caseId)
  const parts = pk === undefined ? [] : mergedParts(mirror, pk)
  if (parts.length === 0) return own
  const merged = parts.flatMap(({ id, caseNumber }) =>
    viewsOfCase(work, id).map((view) => ({ ...view, origin: { caseId: id, caseNumber } })),
  )
  return [...own, ...merged].toSorted((a, b) => b.createdAt - a.createdAt)
}

function viewsOfCase({ outbox, mirror, me }: Work, caseId: string): EstimateView[] {
  const rows = estimatesOf(mirror, caseId)
  const operations = overlayOperations(outbox, shownSeq(mirror), [caseId]).filter(isEffective)
  const here = new Set(rows.map(({ id }) => id))
  const sent = operations.flatMap((one) => localEstimate(one, me)).filter(({ id }) => !here.has(id))
  const [newest] = sent.toReversed()
  const views = [...sent.toReversed(), ...rows].map((row) => withWithdrawal(row, operations, newest, me))
  const unsent = new Set(sent.map(({ id }) => id))
  return views.map(({ row, withdrawn }) => ({
    ...row,
    createdByName: personName(mirror, row.createdBy),
    endedByName: personName(mirror, row.endedBy),
    pending: withdrawn ? 'withdraw' : unsent.has(row.id) ? 'send' : null,
  }))
}

/** On its way, or at the portal and not pulled yet; what waits for a person has no effect. */
function isEffective({ state, passed }: OverlayOperation): boolean {
  return state === 'waiting' || state === 'sending' || (state === 'settled' && !passed)
}

function localEstimate({ operation }: OverlayOperation, me: string): EstimateRow[] {
  if (operation.kind !== 'estimate.send') return []
  const { opId: id, caseId, items, note, validUntil, authoredAt } = operation
  const created = { createdBy: me, createdAt: authoredAt }
  return [{ id, caseId, state: 'open', items, note, validUntil, ...created, endedBy: null, endedAt: null }]
}

/** `newest`: of those that wait to be sent; the portal withdraws the one before it, because one is open at most. */
function withWithdrawal(
  row: EstimateRow,
  operations: readonly OverlayOperation[],
  newest: EstimateRow | undefined,
  me: string,
) {
  const ending = operations.find(
    ({ operation }) => operation.kind === 'estimate.withdraw' && operation.estimateId === row.id,
  )?.operation
  const replaced = newest && newest.id !== row.id ? newest.createdAt : undefined
  const endedAt = ending?.authoredAt ?? replaced
  // What the portal says has become of it meanwhile stands.
  if (endedAt === undefined || row.state !== 'open') return { row, withdrawn: false }
  return { row: { ...row, state: 'withdrawn' as const, endedBy: me, endedAt }, withdrawn: true }
}

/** What waits for a person on the sync page, so that it is seen in the case as well. */
export function refusedEstimates({ outbox }: Pick<Stores, 'outbox'>, caseId: string): RefusedEstimate[] {
  return operationsOfLane(outbox, caseId).flatMap(({ operation, state, problem }): RefusedEstimate[] => {
    if (state !== 'rejected' && state !== 'quarantined') return []
    const { opId, kind } = operation
    if (kind === 'estimate.withdraw') return [{ opId, kind, state, estimate: null, problem }]
    if (kind !== 'estimate.send') return []
    const { items, note, validUntil } = operation
    return [{ opId, kind, state, estimate: { items, note, validUntil }, problem }]
  })
}
