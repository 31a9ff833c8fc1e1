import { shownLine, shownLines, shownRma } from '#main/store/mirror/rma-lines.ts'
import { removeRmaForm } from '#main/store/outbox/forms.ts'
import { operationsOfLane } from '#main/store/outbox/operations.ts'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_TEXT, MAX_LINE_VALUE, MAX_RMA_LINES } from '#shared/domain/rma.ts'
import { isRemovable, mayDecide, WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { LINE_TEXTS, type LineField } from '#shared/portal-api/rma-rows.ts'
import type { RmaLineRow } from '#shared/portal-api/rows.ts'
import type { NewLineInput } from '#shared/rpc/rmas.ts'
import { undoUntil } from '../cases/add-note.ts'
import { ofCase, requireCase } from '../cases/fields.ts'
import type { DeskContext } from '../context.ts'
import { DeskFault } from '../fault.ts'
import { type Accepted, perform } from '../perform.ts'

/** What is refused leaves the form that was begun where it is. */
export function createRma(
  ctx: DeskContext,
  { caseId, lines }: { caseId: string; lines: NewLineInput[] },
): Accepted & { rmaId: string; lineIds: string[] } {
  requireOpenCase(ctx, caseId)
  const checked = checkedLines(lines, []).map((line) => ({ ...line, lineId: ctx.deps.ids() }))
  const rmaId = ctx.deps.ids()
  const { me } = ctx.work()
  const accepted = perform(
    ctx,
    { ...ofCase(ctx, caseId), kind: 'rma.create', rmaId, lines: checked },
    { forget: (outbox) => removeRmaForm(outbox, { caseId, agentId: me }) },
  )
  return { ...accepted, rmaId, lineIds: checked.map(({ lineId }) => lineId) }
}

export function addLine(
  ctx: DeskContext,
  { rmaId, line }: { rmaId: string; line: NewLineInput },
): Accepted & { lineId: string } {
  const { mirror } = ctx.work()
  const rma = shownRma(mirror, rmaId)
  if (rma === null) throw new DeskFault('not_found')
  requireOpenCase(ctx, rma.caseId)
  const others = shownLines(mirror, rmaId).map(({ row }) => row)
  if (others.length >= MAX_RMA_LINES) throw new DeskFault('invalid_input')
  const [checked] = checkedLines([line], others)
  if (!checked) throw new DeskFault('invalid_input')
  const lineId = ctx.deps.ids()
  const operation = ofRma(ctx, rma.caseId, (earlier) => makesRma(earlier, rmaId))
  return { ...perform(ctx, { ...operation, kind: 'rma.addLine', rmaId, line: { ...checked, lineId } }), lineId }
}

export function removeLine(ctx: DeskContext, { lineId }: { lineId: string }): Accepted {
  const line = requireLine(ctx, lineId)
  if (!isRemovable(line.state)) throw new DeskFault('line_under_way')
  if (shownLines(ctx.work().mirror, line.rmaId).length === 1) throw new DeskFault('invalid_input')
  return perform(ctx, { ...ofLine(ctx, line), kind: 'rma.removeLine' }, { holdUntil: undoUntil(ctx) })
}

/** Null: the field has that value already. */
export function setField(
  ctx: DeskContext,
  { lineId, field, value }: { lineId: string; field: LineField; value: string },
): Accepted | null {
  const line = requireLine(ctx, lineId)
  const to = checkedValue(line, field, value)
  const base = line[field] ?? ''
  if (to === base) return null
  if (field === 'serialNumber') {
    const others = shownLines(ctx.work().mirror, line.rmaId).map(({ row }) => row)
    if (others.some(({ id, serialNumber }) => id !== lineId && lookUpKey(serialNumber) === lookUpKey(to))) {
      throw new DeskFault('invalid_input')
    }
  }
  return perform(ctx, { ...ofLine(ctx, line), kind: 'rma.updateLine', field, to, base })
}

export function checkedValue({ state }: Pick<RmaLineRow, 'state'>, field: LineField, value: string): string {
  const isText = (LINE_TEXTS as readonly LineField[]).includes(field)
  const max = isText ? MAX_LINE_TEXT : MAX_LINE_VALUE
  const to = isText ? value : value.trim()
  if (to.length > max) throw new DeskFault('note_too_long', { length: to.length, max })
  if (field === 'serialNumber' && lookUpKey(to) === '') throw new DeskFault('invalid_input')
  if (field === 'warranty') {
    const decision = WARRANTY_DECISIONS.find((known) => known === to)
    if (!decision || !mayDecide(state, decision)) throw new DeskFault('invalid_input')
  }
  return to
}

/** `others`: of the same RMA. An RMA has a device once. */
function checkedLines(lines: readonly NewLineInput[], others: readonly RmaLineRow[]): NewLineInput[] {
  const checked = lines.map((line) => ({
    ...line,
    serialNumber: line.serialNumber.trim(),
    model: line.model.trim(),
    fault: line.fault.trim(),
    accessories: line.accessories.trim(),
  }))
  const keys = [...others, ...checked].map(({ serialNumber }) => lookUpKey(serialNumber))
  if (keys.includes('') || new Set(keys).size < keys.length) throw new DeskFault('invalid_input')
  return checked
}

function requireOpenCase(ctx: DeskContext, caseId: string): void {
  const { status } = requireCase(ctx, caseId)
  if (!isOpen(status)) throw new DeskFault('illegal_move', { from: status, to: status })
}

export function requireLine(ctx: DeskContext, lineId: string): RmaLineRow {
  const line = shownLine(ctx.work().mirror, lineId)
  if (line === null) throw new DeskFault('not_found')
  return line
}

/** What an operation on a line begins with; it waits for the RMA or the line where that is not at the portal yet. */
export function ofLine(ctx: DeskContext, { id: lineId, rmaId, caseId }: RmaLineRow) {
  const makes = (earlier: Operation) =>
    makesRma(earlier, rmaId) || (earlier.kind === 'rma.addLine' && earlier.line.lineId === lineId)
  return { ...ofRma(ctx, caseId, makes), rmaId, lineId }
}

function ofRma(ctx: DeskContext, caseId: string, makes: (earlier: Operation) => boolean) {
  const operation = ofCase(ctx, caseId)
  const first = operationsOfLane(ctx.work().outbox, caseId).filter(
    (stored) => stored.state !== 'settled' && makes(stored.operation),
  )
  return { ...operation, dependsOn: [...operation.dependsOn, ...first.map((stored) => stored.operation.opId)] }
}

function makesRma(operation: Operation, rmaId: string): boolean {
  return operation.kind === 'rma.create' && operation.rmaId === rmaId
}
