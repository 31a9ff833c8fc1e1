import {
  estimateStep,
  INITIAL_LINE_STATE,
  type LineStep,
  stateAfterEstimate,
  stepFault,
  stepped,
  waitsForEstimate,
} from '#shared/domain/rma-line.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { NewRmaLine } from '#shared/portal-api/rma-rows.ts'
import type { RmaLineRow, RmaRow } from '#shared/portal-api/rows.ts'
import type { OverlayOperation } from '../outbox/overlay.ts'

export type ShownRma = { row: RmaRow; pending: boolean; conflict: boolean }
export type ShownLine = { row: RmaLineRow; pending: boolean; conflict: boolean }

type Rows = { rmas: { row: RmaRow; seq: number }[]; lines: { row: RmaLineRow; seq: number }[] }
/** `seq`: of the portal's row; 0 for one that is only here. */
type Line = ShownLine & { seq: number }
type Shown = { rmas: Map<string, ShownRma & { seq: number }>; lines: Map<string, Line> }

/** RMAs of one case with the effects of operations that the portal's rows do not show yet; what cannot be any more has none. */
export function withRmaOperations(
  { rmas, lines }: Rows,
  operations: readonly OverlayOperation[],
): { rmas: ShownRma[]; lines: ShownLine[] } {
  const bare = { pending: false, conflict: false }
  const shown: Shown = {
    rmas: new Map(rmas.map((rma) => [rma.row.id, { ...rma, ...bare }])),
    lines: new Map(lines.map((line) => [line.row.id, { ...line, ...bare }])),
  }
  for (const one of operations) apply(shown, one)
  return {
    rmas: [...shown.rmas.values()],
    lines: [...shown.lines.values()].sort((a, b) => a.row.position - b.row.position || (a.row.id < b.row.id ? -1 : 1)),
  }
}

function apply(shown: Shown, one: OverlayOperation): void {
  const { operation } = one
  switch (operation.kind) {
    case 'rma.create':
      create(shown, one, operation)
      break
    case 'rma.addLine':
      if (isUnderWay(one)) addLine(shown, one, operation.rmaId, operation.line)
      break
    case 'rma.removeLine': {
      const line = shown.lines.get(operation.lineId)
      if (line && isEffective(one, line.seq)) shown.lines.delete(operation.lineId)
      break
    }
    case 'rma.updateLine':
      change(shown, one, operation.lineId, (row) => withField(row, operation))
      break
    case 'rma.step': {
      const { lineId, from, to, warranty, reason, newSerialNumber, carrier, trackingNumber } = operation
      const step = { to, warranty, reason, newSerialNumber, carrier, trackingNumber }
      change(shown, one, lineId, (row) => (row.state === from ? moved(row, step, operation) : row))
      break
    }
    case 'estimate.send':
      sendEstimate(shown, one, operation)
      break
    case 'estimate.withdraw':
      endEstimates(shown, one, (id) => id === operation.estimateId)
      break
    default:
      break
  }
}

/** On its way, or at the portal and perhaps not pulled yet; what waits for a person has no effect. */
function isUnderWay({ state }: OverlayOperation): boolean {
  return state === 'waiting' || state === 'sending' || state === 'settled'
}

function isEffective(one: OverlayOperation, rowSeq: number): boolean {
  return one.state === 'settled' ? !one.decided && (one.seq ?? 0) > rowSeq : isUnderWay(one)
}

const isPending = ({ state }: OverlayOperation): boolean => state === 'waiting' || state === 'sending'

function create(shown: Shown, one: OverlayOperation, operation: Extract<Operation, { kind: 'rma.create' }>): void {
  if (!isUnderWay(one)) return
  const { rmaId: id, caseId, authoredAt: createdAt } = operation
  const known = shown.rmas.get(id)
  if (!known) {
    const row = { id, caseId, rmaNumber: '', createdBy: '', createdAt }
    shown.rmas.set(id, { row, seq: 0, pending: isPending(one), conflict: false })
  }
  // Where the portal's row is here, its lines are, or were removed since.
  if (known && known.seq > 0) return
  for (const line of operation.lines) addLine(shown, one, id, line)
}

function addLine(shown: Shown, one: OverlayOperation, rmaId: string, line: NewRmaLine): void {
  const { operation } = one
  if (shown.lines.has(line.lineId) || !shown.rmas.has(rmaId) || !('caseId' in operation)) return
  const positions = [...shown.lines.values()].filter(({ row }) => row.rmaId === rmaId).map(({ row }) => row.position)
  const { lineId: id, ...entered } = line
  const nothing = {
    ...{ diagnosis: '', work: '', parts: '', receivedAt: null, shippedAt: null, newSerialNumber: null },
    ...{ rejectionReason: null, inboundCarrier: null, inboundTracking: null, carrier: null, trackingNumber: null },
    ...{ estimateId: null, version: 1 },
  }
  const at = operation.authoredAt
  const begun = { state: INITIAL_LINE_STATE, stateSince: at, createdAt: at }
  const place = { id, rmaId, caseId: operation.caseId, position: Math.max(-1, ...positions) + 1 }
  shown.lines.set(id, {
    row: { ...nothing, ...entered, ...begun, ...place },
    seq: 0,
    pending: isPending(one),
    conflict: false,
  })
}

function change(shown: Shown, one: OverlayOperation, lineId: string, next: (row: RmaLineRow) => RmaLineRow): void {
  const line = shown.lines.get(lineId)
  if (!line) return
  if (one.state === 'conflict') line.conflict = true
  if (!isEffective(one, line.seq)) return
  line.row = next(line.row)
  if (isPending(one)) line.pending = true
}

function withField(row: RmaLineRow, { field, to }: Extract<Operation, { kind: 'rma.updateLine' }>): RmaLineRow {
  const isNullable = field === 'carrier' || field === 'trackingNumber'
  // The desk has checked that the value is one of its field's.
  return { ...row, [field]: isNullable && to === '' ? null : to }
}

function moved(row: RmaLineRow, step: LineStep, { authoredAt }: Operation): RmaLineRow {
  return stepFault(row, step) === null ? stepped(row, step, authoredAt) : row
}

function sendEstimate(
  shown: Shown,
  one: OverlayOperation,
  operation: Extract<Operation, { kind: 'estimate.send' }>,
): void {
  const { opId, rmaLineIds = [] } = operation
  // The portal withdraws an older one first.
  endEstimates(shown, one, (id) => id !== opId)
  for (const lineId of rmaLineIds) {
    change(shown, one, lineId, (row) => {
      if (waitsForEstimate(row)) return { ...moved(row, estimateStep(row.warranty), operation), estimateId: opId }
      return row.state === 'awaiting_approval' ? { ...row, estimateId: opId } : row
    })
  }
}

function endEstimates(shown: Shown, one: OverlayOperation, isEnded: (estimateId: string) => boolean): void {
  for (const { row } of [...shown.lines.values()]) {
    if (row.state !== 'awaiting_approval' || row.estimateId === null || !isEnded(row.estimateId)) continue
    change(shown, one, row.id, (line) => moved(line, { to: stateAfterEstimate('withdrawn') }, one.operation))
  }
}
