import { and, asc, eq, inArray } from 'drizzle-orm'
import type { EstimateState } from '#shared/domain/estimate.ts'
import { estimateStep, stateAfterEstimate, waitsForEstimate } from '#shared/domain/rma-line.ts'
import { rmaLines } from '../../db/schema.ts'
import type { Actor } from '../cases/case-fields.ts'
import type { Work } from '../deps.ts'
import { writeLine } from './lines.ts'
import { moveLine } from './move-line.ts'

type Sent = { id: string; caseId: string; lineIds: readonly string[]; actor: Actor }

/** The lines that an estimate is about wait for the customer's answer, where they stand so that they can. */
export async function linesWait(work: Work, { id, caseId, lineIds, actor }: Sent): Promise<void> {
  if (lineIds.length === 0) return
  const found = await work.tx
    .select()
    .from(rmaLines)
    .where(and(eq(rmaLines.caseId, caseId), inArray(rmaLines.id, [...lineIds])))
    .orderBy(asc(rmaLines.position), asc(rmaLines.id))
  for (const line of found) {
    const waiting = waitsForEstimate(line)
    // One that waits already, for an older estimate or without one, waits for this one now.
    if (!waiting && line.state !== 'awaiting_approval') continue
    const named = await writeLine(work, line, { estimateId: id })
    if (waiting) await moveLine(work, named, estimateStep(line.warranty), actor)
  }
}

type Ended = { id: string; caseId: string; to: Exclude<EstimateState, 'open'>; actor: Actor }

/** What waited for the answer goes on with it. */
export async function linesGoOn(work: Work, { id, caseId, to, actor }: Ended): Promise<void> {
  const waiting = await work.tx
    .select()
    .from(rmaLines)
    .where(and(eq(rmaLines.caseId, caseId), eq(rmaLines.estimateId, id), eq(rmaLines.state, 'awaiting_approval')))
    .orderBy(asc(rmaLines.position), asc(rmaLines.id))
  for (const line of waiting) await moveLine(work, line, { to: stateAfterEstimate(to) }, actor)
}
