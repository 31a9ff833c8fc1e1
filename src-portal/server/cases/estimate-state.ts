import { and, eq } from 'drizzle-orm'
import type { EstimateState } from '#shared/domain/estimate.ts'
import { caseEvents, estimates } from '../../db/schema.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import type { Work } from '../deps.ts'
import { linesGoOn } from '../rmas/estimate-lines.ts'
import type { Actor } from './case-fields.ts'

export type Estimate = typeof estimates.$inferSelect

/** Of a case that is locked; locked itself, too. */
export async function lockEstimate({ tx }: Work, caseId: string, id: string): Promise<Estimate | undefined> {
  const [found] = await tx
    .select()
    .from(estimates)
    .where(and(eq(estimates.id, id), eq(estimates.caseId, caseId)))
    .for('update')
  return found
}

/** Of a locked case: the one that the customer is asked about; there is one at most. */
export async function openEstimateOf({ tx }: Work, caseId: string): Promise<Estimate | undefined> {
  const [found] = await tx
    .select()
    .from(estimates)
    .where(and(eq(estimates.caseId, caseId), eq(estimates.state, 'open')))
    .for('update')
  return found
}

type End = { estimate: Estimate; to: Exclude<EstimateState, 'open'>; actor: Actor }

/** Ends an open estimate of a locked case, for the thread and the customer too; lines that waited for it go on. The case stays as it is. */
export async function endEstimate(work: Work, { estimate, to, actor }: End): Promise<void> {
  const { id, caseId, state } = estimate
  await work.tx.update(estimates).set({ state: to, endedBy: actor.id, endedAt: work.now }).where(eq(estimates.id, id))
  await recordEstimate(work, { id, caseId, from: state, to, actor })
  await linesGoOn(work, { id, caseId, to, actor })
}

type Recorded = { id: string; caseId: string; from: EstimateState | null; to: EstimateState; actor: Actor }

export async function recordEstimate(work: Work, { id, caseId, from, to, actor }: Recorded): Promise<void> {
  await work.tx.insert(caseEvents).values({
    // An estimate is in each state once.
    id: `${id}:${to}`,
    caseId,
    field: 'estimate',
    from,
    to,
    actorKind: actor.kind,
    actorId: actor.id,
    createdAt: work.now,
    authoredAt: work.authoredAt,
  })
  await enqueueMail(work, { kind: 'case_changed', caseId, change: { type: 'estimate', estimateId: id, to, by: actor } })
}
