import { findAccount } from '#main/store/mirror/accounts.ts'
import { agentName } from '#main/store/mirror/agents.ts'
import { knownCaseKey } from '#main/store/mirror/case-key.ts'
import { findCase } from '#main/store/mirror/cases.ts'
import { findContact, personName } from '#main/store/mirror/contact-row.ts'
import { deviceBySerial } from '#main/store/mirror/devices.ts'
import { flagsOf } from '#main/store/mirror/rma-cards.ts'
import {
  type LineEvent,
  lineEvents,
  lineSeq,
  type StoredLine,
  shownLines,
  shownRma,
} from '#main/store/mirror/rma-lines.ts'
import { findRma } from '#main/store/mirror/rma-list.ts'
import { caseSummaries } from '#main/store/mirror/summaries.ts'
import { operationsOfLane, type StoredOperation } from '#main/store/outbox/operations.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { INITIAL_LINE_STATE, isRemovable, legalSteps } from '#shared/domain/rma-line.ts'
import type { RmaDetail, RmaLineView } from '#shared/rpc/rmas.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'

/** All of an RMA on one page. */
export function rmaDetail(ctx: DeskContext, rmaId: string): RmaDetail {
  const { mirror, outbox, me } = ctx.work()
  const now = ctx.deps.clock()
  const row = shownRma(mirror, rmaId)
  const summary = findRma(mirror, rmaId, now)
  const found = row && findCase(mirror, row.caseId)
  const pk = row ? knownCaseKey(mirror, row.caseId) : undefined
  const [heading] = pk === undefined ? [] : caseSummaries(mirror, [pk])
  if (!row || !summary || !found || !heading) throw new DeskFault('not_found')
  const { state, dueAt, overdue, pending, conflict } = summary
  const operations = operationsOfLane(outbox, row.caseId)
  const events = Map.groupBy(lineEvents(mirror, row.caseId), ({ lineId }) => lineId)
  const createdBy = row.createdBy === '' ? me : row.createdBy
  return {
    rma: { ...row, createdBy, createdByName: agentName(mirror, createdBy), state, dueAt, overdue, pending, conflict },
    case: heading,
    account: findAccount(mirror, found.accountId),
    contact: findContact(mirror, found.contactId),
    lines: shownLines(mirror, rmaId).map((line) => lineView(ctx, line, events.get(line.row.id) ?? [], operations)),
    refused: refusedOf(
      operations,
      (operation) =>
        operation.kind !== 'rma.step' && 'rmaId' in operation && operation.rmaId === rmaId && !('lineId' in operation),
    ),
  }
}

function lineView(
  ctx: DeskContext,
  stored: StoredLine,
  events: readonly LineEvent[],
  operations: readonly StoredOperation[],
): RmaLineView {
  const { mirror, me } = ctx.work()
  const { row, ...flags } = stored
  const { id, serialNumber, newSerialNumber, state } = row
  const requested = { state: INITIAL_LINE_STATE, at: row.createdAt, actorName: null, pending: false }
  const known = events.map(({ lineId: _, ...event }) => ({ ...event, pending: false }))
  return {
    ...row,
    ...flagsOf(flags, ctx.deps.clock()),
    device: deviceOf(ctx, serialNumber),
    replacement: newSerialNumber === null ? null : deviceOf(ctx, newSerialNumber),
    steps: [...legalSteps(state)],
    removable: isRemovable(state),
    history: [requested, ...known, ...pendingSteps(operations, id, lineSeq(mirror, id), agentName(mirror, me))],
    conflicts: operations.flatMap(({ operation, state: at, conflict }) =>
      at === 'conflict' && conflict && 'lineId' in conflict && conflict.lineId === id
        ? [{ opId: operation.opId, conflict, changedByName: personName(mirror, conflict.changedBy) }]
        : [],
    ),
    refused: refusedOf(operations, (operation) => 'lineId' in operation && operation.lineId === id),
  }
}

function deviceOf(ctx: DeskContext, serialNumber: string) {
  const key = lookUpKey(serialNumber)
  return key === '' ? null : deviceBySerial(ctx.work().mirror, key)
}

/** Steps of this agent that the portal's row does not show yet. */
function pendingSteps(
  operations: readonly StoredOperation[],
  lineId: string,
  rowSeq: number,
  actorName: string | null,
): RmaLineView['history'] {
  return operations.flatMap(({ operation, state, seq }) => {
    if (operation.kind !== 'rma.step' || operation.lineId !== lineId) return []
    const isUnderWay = state === 'waiting' || state === 'sending' || (state === 'settled' && (seq ?? 0) > rowSeq)
    return isUnderWay ? [{ state: operation.to, at: operation.authoredAt, actorName, pending: true }] : []
  })
}

function refusedOf(
  operations: readonly StoredOperation[],
  isOf: (operation: StoredOperation['operation']) => boolean,
): RmaDetail['refused'] {
  return operations.flatMap(({ operation, state, problem }) =>
    (state === 'rejected' || state === 'quarantined') && isOf(operation)
      ? [{ opId: operation.opId, kind: operation.kind, state, problem }]
      : [],
  )
}
