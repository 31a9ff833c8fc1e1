import { and, eq, inArray, sql } from 'drizzle-orm'
import { lookUpKey } from '#shared/domain/look-up.ts'
import { MAX_RMA_LINES, makeRmaNumber } from '#shared/domain/rma.ts'
import { INITIAL_LINE_STATE, isRemovable } from '#shared/domain/rma-line.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { Operation } from '#shared/portal-api/operations.ts'
import type { NewRmaLine } from '#shared/portal-api/rma-rows.ts'
import { rmaCounter, rmaLines, rmas } from '../../db/schema.ts'
import { lockVisibleCase } from '../cases/access.ts'
import { touch } from '../cases/case-fields.ts'
import { type Outcome, rejected } from '../cases/outcome.ts'
import type { Work } from '../deps.ts'
import { findRma, type Line, linesOf, type Rma, recordRemoval, recordRma, recordStep } from './lines.ts'
import { tellCustomer } from './move-line.ts'
import { modelOf } from './registry.ts'

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>

/** An RMA of a case with its devices; the number is given here. */
export async function createRma(work: Work, operation: Of<'rma.create'>, agentId: string): Promise<Outcome> {
  const { caseId, rmaId, lines } = operation
  const found = await lockVisibleCase(work, caseId, agentId)
  if (!found) return rejected('not_found', 'There is no such case')
  if (!isOpen(found.status)) return rejected('case_closed', 'The case is closed')
  const [taken] = await work.tx.select({ id: rmas.id }).from(rmas).where(eq(rmas.id, rmaId))
  if (taken) return rejected('rma_id', 'Another RMA has this id')
  const refused = await refuseLines(work, lines, [])
  if (refused) return refused

  const [counter] = await work.tx
    .update(rmaCounter)
    .set({ last: sql`${rmaCounter.last} + 1` })
    .returning({ last: rmaCounter.last })
  if (!counter) throw new Error('The RMA counter has no row')
  const rma: Rma = {
    id: rmaId,
    caseId,
    rmaNumber: makeRmaNumber(counter.last),
    createdBy: agentId,
    createdAt: work.now,
  }
  const actor = { kind: 'agent', id: agentId } as const
  await work.tx.insert(rmas).values(rma)
  await recordRma(work, rma, actor)
  for (const [at, line] of lines.entries()) await tellCustomer(work, await insertLine(work, rma, line, at), actor)
  await touch(work, found)
  return { status: 'applied' }
}

export async function addRmaLine(work: Work, operation: Of<'rma.addLine'>, agentId: string): Promise<Outcome> {
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  const rma = found && (await findRma(work, found.id, operation.rmaId))
  if (!found || !rma) return rejected('not_found', 'There is no such RMA')
  if (!isOpen(found.status)) return rejected('case_closed', 'The case is closed')
  const others = await linesOf(work, rma.id)
  if (others.length >= MAX_RMA_LINES) return rejected('too_many_lines', `An RMA has ${MAX_RMA_LINES} lines at most`)
  const refused = await refuseLines(work, [operation.line], others)
  if (refused) return refused

  const actor = { kind: 'agent', id: agentId } as const
  const line = await insertLine(work, rma, operation.line, (others.at(-1)?.position ?? -1) + 1)
  await recordStep(work, line, null, actor)
  await tellCustomer(work, line, actor)
  await touch(work, found)
  return { status: 'applied' }
}

/** Only before the device has come; one that is gone already is as it was to be. */
export async function removeRmaLine(work: Work, operation: Of<'rma.removeLine'>, agentId: string): Promise<Outcome> {
  const found = await lockVisibleCase(work, operation.caseId, agentId)
  const rma = found && (await findRma(work, found.id, operation.rmaId))
  if (!found || !rma) return rejected('not_found', 'There is no such RMA')
  const lines = await linesOf(work, rma.id)
  const line = lines.find(({ id }) => id === operation.lineId)
  if (!line) return { status: 'merged' }
  if (!isRemovable(line.state)) return rejected('line_under_way', 'The device is on its way, or has come')
  if (lines.length === 1) return rejected('last_line', 'An RMA has a line at least')
  await work.tx.delete(rmaLines).where(and(eq(rmaLines.id, line.id), eq(rmaLines.rmaId, rma.id)))
  await recordRemoval(work, line, { kind: 'agent', id: agentId })
  await touch(work, found)
  return { status: 'applied' }
}

/** `others`: of the same RMA. */
async function refuseLines(work: Work, lines: readonly NewRmaLine[], others: readonly Line[]): Promise<Outcome | null> {
  const keys = lines.map(({ serialNumber }) => lookUpKey(serialNumber))
  if (keys.includes('')) return rejected('serial_number', 'A serial number has letters or digits')
  const all = [...others.map(({ serialKey }) => serialKey), ...keys]
  if (new Set(all).size < all.length) return rejected('serial_twice', 'The RMA has this device already')
  const ids = lines.map(({ lineId }) => lineId)
  const taken = await work.tx.select({ id: rmaLines.id }).from(rmaLines).where(inArray(rmaLines.id, ids))
  if (taken.length > 0 || new Set(ids).size < ids.length) return rejected('line_id', 'Another line has this id')
  return null
}

async function insertLine(work: Work, rma: Rma, line: NewRmaLine, position: number): Promise<Line> {
  const [created] = await work.tx
    .insert(rmaLines)
    .values({
      id: line.lineId,
      rmaId: rma.id,
      caseId: rma.caseId,
      position,
      serialNumber: clean(line.serialNumber),
      model: clean(line.model) || (await modelOf(work, line.serialNumber)),
      fault: clean(line.fault),
      accessories: clean(line.accessories),
      warranty: line.warranty,
      state: INITIAL_LINE_STATE,
      stateSince: work.now,
      createdAt: work.now,
    })
    .returning()
  if (!created) throw new Error('The new line was not written')
  return created
}

const clean = (text: string) => text.trim().toWellFormed()
