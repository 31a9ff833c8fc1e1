import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_LINE_TEXT, MAX_LINE_VALUE } from '#shared/domain/rma.ts'
import { mayDecide, WARRANTY_DECISIONS } from '#shared/domain/rma-line.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import { LINE_TEXTS, type LineField } from '#shared/portal-api/rma-rows.ts'
import { lockVisibleCase } from '../cases/access.ts'
import { touch } from '../cases/case-fields.ts'
import { mergeText } from '../cases/merge-text.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { findRma, type Line, lastChangeOf, linesOf, recordFieldChange, writeLine } from './lines.ts'

type UpdateLine = Extract<Operation, { kind: 'rma.updateLine' }>

/** What customers may not even learn the time of. */
const INTERNAL: ReadonlySet<LineField> = new Set(['diagnosis', 'work', 'parts'])

const isText = (field: LineField) => (LINE_TEXTS as readonly LineField[]).includes(field)

/**
 * One field of a line. Of words that both changed, those of different lines are put together; of a value, and of words that
 * overlap, theirs stands and mine waits for a person.
 */
export async function updateRmaLine(work: Work, operation: UpdateLine, agentId: string): Promise<Outcome> {
  const { field } = operation
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  const rma = found && (await findRma(work, found.id, operation.rmaId))
  const lines = rma ? await linesOf(work, rma.id) : []
  const line = lines.find(({ id }) => id === operation.lineId)
  if (!found || !line) return rejected('not_found', 'There is no such line')
  const mine = clean(field, operation.to)
  const refused = refuse(line, lines, field, mine)
  if (refused) return refused

  const theirs = line[field] ?? ''
  if (mine === theirs) return { status: 'merged' }
  const base = clean(field, operation.base)
  const merged = base === theirs ? mine : isText(field) ? put(base, mine, theirs) : null
  if (merged === null) {
    const { rmaId, id: lineId, serialNumber } = line
    const about = { rmaId, lineId, serialNumber, of: field }
    const their = await lastChangeOf(work, line, field)
    return { status: 'conflict', conflict: { field: 'rmaLine', ...about, base, mine, theirs, ...their } }
  }
  if (merged !== theirs) {
    const after = await writeLine(work, line, { [field]: stored(field, merged) })
    const actor = { kind: 'agent', id: agentId } as const
    await recordFieldChange(work, { after, field, from: theirs, to: merged, actor })
    await touch(work, found, { internal: INTERNAL.has(field) })
  }
  return { status: base === theirs ? 'applied' : 'merged' }
}

function put(base: string, mine: string, theirs: string): string | null {
  const merged = mergeText(base, mine, theirs, '\n')
  return merged.clean && merged.text.length <= MAX_LINE_TEXT ? merged.text : null
}

function refuse(line: Line, lines: readonly Line[], field: LineField, to: string): Outcome | null {
  if (!isText(field) && to.length > MAX_LINE_VALUE) return rejected('too_long', 'The value is too long')
  if (field === 'warranty') {
    const decision = WARRANTY_DECISIONS.find((known) => known === to)
    if (!decision) return rejected('warranty', 'There is no such decision')
    return mayDecide(line.state, decision) ? null : rejected('warranty_fixed', 'Work relies on the decision already')
  }
  if (field !== 'serialNumber') return null
  const key = lookUpKey(to)
  if (key === '') return rejected('serial_number', 'A serial number has letters or digits')
  const isTaken = lines.some(({ id, serialKey }) => id !== line.id && serialKey === key)
  return isTaken ? rejected('serial_twice', 'The RMA has this device already') : null
}

/** Words keep their spaces and lines; a value is one line. */
function clean(field: LineField, text: string): string {
  return isText(field) ? text.toWellFormed() : text.trim().toWellFormed()
}

function stored(field: LineField, text: string): string | null {
  return (field === 'carrier' || field === 'trackingNumber') && text === '' ? null : text
}
